"""Loading the services of a regency; doing it again changes only what the data has changed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.cases import api as cases
from kentongan.rooms.places import api as places
from kentongan.rooms.services.models import Category, Service, Spelling
from kentongan.rooms.services.queries.folders import ServiceFolder, read_folder
from kentongan.rooms.services.rules.definition import make_case_definition
from kentongan.rooms.services.rules.search import Vocabulary, add_roots, list_spellings

VERSION = 1  # count up when the same file shall become other rows
CATEGORY_FIELDS = ("name_id", "name_en", "summary_id", "summary_en", "order", "is_active")


def load_services(folder: Path, *, by: Acting, now: datetime) -> dict[str, int]:
    """
    Load categories and services of a folder under regencies/; safe to repeat.

    A service whose data changed is published as a new version; running cases keep theirs. A service
    whose file is gone cannot be asked for any more. Returns how many rows changed. Raises
    WrongServiceData, which says file and place, and cases.BadDefinition.
    """
    data = read_folder(folder, office_keys=[office.key for office in places.list_offices()])
    with transaction.atomic():
        changed = {
            "categories": _load_categories(data.categories),
            "services": _load_services(data, by=by, now=now),
        }
        if any(changed.values()):
            _write_spellings()
            audit.record(
                by=by, action="services.loaded", subject=f"regency:{folder.name}", now=now,
                detail=changed, topics=("services",),
            )  # fmt: skip
    return changed


def _load_categories(rows: Sequence[Mapping[str, Any]]) -> int:
    known = {row.key: row for row in Category.objects.all()}
    wanted = [
        Category(
            key=row["key"],
            name_id=row["name"]["id"],
            name_en=row["name"]["en"],
            summary_id=row.get("summary", {}).get("id", ""),
            summary_en=row.get("summary", {}).get("en", ""),
            order=row.get("order", 0),
        )
        for row in rows
    ]
    keys = {row.key for row in wanted}
    gone = [row for key, row in known.items() if key not in keys and row.is_active]
    changed = [row for row in wanted if not _is_same(row, known.get(row.key))]
    Category.objects.filter(key__in=[row.key for row in gone]).update(is_active=False)
    Category.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["key"], update_fields=CATEGORY_FIELDS
    )
    return len(changed) + len(gone)


def _is_same(row: Category, known: Category | None) -> bool:
    return known is not None and all(
        getattr(row, name) == getattr(known, name) for name in CATEGORY_FIELDS
    )


def _load_services(data: ServiceFolder, *, by: Acting, now: datetime) -> int:
    known = {
        slug: bytes(fingerprint)
        for slug, fingerprint, is_active in Service.objects.values_list(
            "slug", "fingerprint", "is_active"
        )
        if is_active
    }
    changed = 0
    for position, row in enumerate(data.services):
        fingerprint = _make_fingerprint(row, data.words, position)
        if known.pop(row["slug"], b"") != fingerprint:
            _publish(row, position=position, fingerprint=fingerprint, by=by, now=now)
            _index(row, words=data.words)
            changed += 1
    Service.objects.filter(slug__in=known).update(is_active=False)
    return changed + len(known)


def _make_fingerprint(row: Mapping[str, Any], words: Vocabulary, position: int) -> bytes:
    facts = [VERSION, row, sorted(words.roots.items()), position]
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).digest()


def _publish(
    row: Mapping[str, Any], *, position: int, fingerprint: bytes, by: Acting, now: datetime
) -> None:
    definition = make_case_definition(row)
    cases.publish_case_type(
        slug=row["slug"], kind="application", name_id=row["name"]["id"],
        name_en=row["name"]["en"], definition=definition, by=by, now=now,
    )  # fmt: skip
    Service.objects.update_or_create(
        slug=row["slug"],
        defaults={
            "abbreviation": row.get("abbreviation", ""),
            "category_id": row["category"],
            "name_id": row["name"]["id"],
            "name_en": row["name"]["en"],
            "summary_id": row["summary"]["id"],
            "summary_en": row["summary"]["en"],
            "keywords": list(row.get("keywords", ())),
            "standard": row["standard"],
            "definition": definition,
            "order": row.get("order", position),
            "is_active": True,
            "fingerprint": fingerprint,
        },
    )


def _index(row: Mapping[str, Any], *, words: Vocabulary) -> None:
    """Write by which words the service is found: name, then keywords, summary, papers."""
    papers = row.get("requirements", ())
    parts = [
        ("A", "indonesian", add_roots(f"{row['name']['id']} {row['slug']}", words)),
        ("A", "simple", row.get("abbreviation", "")),
        ("A", "english", row["name"]["en"]),
        ("B", "indonesian", add_roots(" . ".join(row.get("keywords", ())), words)),
        ("C", "indonesian", add_roots(row["summary"]["id"], words)),
        ("C", "english", row["summary"]["en"]),
        ("D", "indonesian", " . ".join(paper["name"]["id"] for paper in papers)),
        ("D", "english", " . ".join(paper["name"]["en"] for paper in papers)),
    ]
    first, *rest = [SearchVector(Value(t), config=c, weight=w) for w, c, t in parts]
    vector = first
    for part in rest:
        vector = vector + part  # type: ignore[assignment]
    Service.objects.filter(slug=row["slug"]).update(words=vector)


def _write_spellings() -> None:
    rows = Service.objects.filter(is_active=True).values_list(
        "name_id", "name_en", "summary_id", "summary_en", "abbreviation", "keywords"
    )
    wanted = list_spellings(*(text for row in rows for text in (*row[:-1], *row[-1])))
    known = set(Spelling.objects.values_list("word", flat=True))
    Spelling.objects.filter(word__in=known - wanted).delete()
    Spelling.objects.bulk_create(Spelling(word=word) for word in sorted(wanted - known))
