"""Loading the topics of a regency; doing it again changes only what the data has changed."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.news.models import Category
from kentongan.rooms.news.queries.folders import read_folder
from kentongan.rooms.news.services._edition import count_edition


@transaction.atomic
def load_news(folder: Path, *, by: Acting, now: datetime) -> dict[str, int]:
    """Load the topics of news.toml; returns how many changed. Raises WrongNewsData."""
    rows: list[dict[str, Any]] = read_folder(folder)["categories"]
    known = {
        slug: row for row in map(dict, Category.objects.values()) for slug in (row.pop("slug"),)
    }
    changed = 0
    for order, row in enumerate(rows):
        facts = {**row, "order": order, "is_active": True}
        slug = facts.pop("slug")
        if known.pop(slug, None) != facts:
            Category.objects.update_or_create(slug=slug, defaults=facts)
            changed += 1
    gone = Category.objects.filter(slug__in=known, is_active=True).update(is_active=False)
    if changed + gone:
        count_edition(by=by, now=now)
        audit.record(
            by=by, action="news.topics_loaded", subject=f"regency:{folder.name}", now=now,
            detail={"changed": changed + gone}, topics=("news",),
        )  # fmt: skip
    return {"news topics": changed + gone}
