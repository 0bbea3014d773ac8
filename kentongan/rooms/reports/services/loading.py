"""Loading the categories of a regency; doing it again changes only what the data has changed."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.cases import api as cases
from kentongan.rooms.places import api as places
from kentongan.rooms.reports.models import Category
from kentongan.rooms.reports.models.category import make_type_slug
from kentongan.rooms.reports.queries.folders import read_categories
from kentongan.rooms.reports.rules.definition import make_case_definition

VERSION = 1  # count up when the same file shall become other rows
KIND = "report"


@transaction.atomic
def load_categories(folder: Path, *, by: Acting, now: datetime) -> dict[str, int]:
    """
    Load report_categories.toml of a folder under regencies/; safe to repeat.

    A changed category is published as a new version, running reports keep theirs; one whose row is
    gone cannot be chosen any more. Returns how many changed. Raises WrongCategoryData.
    """
    keys = {office.key for office in places.list_offices()}
    rows = read_categories(folder, office_keys=keys)
    known = {
        slug: bytes(fingerprint)
        for slug, fingerprint in Category.objects.filter(is_active=True).values_list(
            "slug", "fingerprint"
        )
    }
    changed = 0
    for position, row in enumerate(rows):
        fingerprint = _make_fingerprint(row, position)
        if known.pop(row["slug"], b"") != fingerprint:
            _publish(row, position=position, fingerprint=fingerprint, by=by, now=now)
            changed += 1
    Category.objects.filter(slug__in=known).update(is_active=False)
    changed += len(known)
    if changed:
        audit.record(
            by=by, action="reports.categories_loaded", subject=f"regency:{folder.name}", now=now,
            detail={"changed": changed}, topics=("reports",),
        )  # fmt: skip
    return {"report categories": changed}


def _make_fingerprint(row: Mapping[str, Any], position: int) -> bytes:
    facts = json.dumps([VERSION, row, position], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(facts.encode()).digest()


def _publish(
    row: Mapping[str, Any], *, position: int, fingerprint: bytes, by: Acting, now: datetime
) -> None:
    cases.publish_case_type(
        slug=make_type_slug(row["slug"]), kind=KIND, name_id=row["name"]["id"],
        name_en=row["name"]["en"], definition=make_case_definition(row), by=by, now=now,
    )  # fmt: skip
    Category.objects.update_or_create(
        slug=row["slug"],
        defaults={
            "kind": row["kind"],
            "group": row["group"],
            "name_id": row["name"]["id"],
            "name_en": row["name"]["en"],
            "description_id": row["description"]["id"],
            "description_en": row["description"]["en"],
            "keywords": list(row.get("keywords", ())),
            "priority": row.get("priority", 2),
            "is_secret": row.get("secret", False),
            "needs_place": row.get("needs_place", True),
            "definition": dict(row),
            "order": position,
            "is_active": True,
            "fingerprint": fingerprint,
        },
    )
