"""Loading the permits of a regency; doing it again changes only what the data has changed."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits.models import DutyRule, RetributionScheme
from kentongan.rooms.permits.queries.folders import PermitData, read_permits
from kentongan.rooms.permits.rules.definition import make_definition
from kentongan.rooms.permits.rules.words import RELIEF_SLUG, TYPE_SLUGS
from kentongan.rooms.places import api as places

VERSION = 1  # count up when the same file shall become other rows
KIND, RELIEF_KIND = "permit", "relief"
TABLES = (
    "shst", "ilo_percent", "umkm", "functions", "complexity", "permanence", "floors", "basements",
    "ownership", "work", "infrastructure",
)  # fmt: skip


@transaction.atomic
def load_permits(folder: Path, *, by: Acting, now: datetime) -> dict[str, int]:
    """
    Load the folder `permits` of a regency; safe to repeat.

    Running cases keep the version they began with, bills the rates they were computed by, duties
    the number they were opened with. Returns how many rows changed. Raises WrongPermitData.
    """
    keys = {office.key for office in places.list_offices()}
    data = read_permits(folder, office_keys=keys)
    changed = _load_rules(data) + _load_schemes(data)
    _publish(data, by=by, now=now)
    if changed:
        audit.record(
            by=by, action="permits.data_loaded", subject=f"regency:{folder.name}", now=now,
            detail={"changed": changed}, topics=("permits",),
        )  # fmt: skip
    return {"rules and rates of permits": changed}


def _publish(data: PermitData, *, by: Acting, now: datetime) -> None:
    for kind, row in data.kinds.items():
        cases.publish_case_type(
            slug=TYPE_SLUGS[kind], kind=KIND, name_id=row["name"]["id"],
            name_en=row["name"]["en"], definition=make_definition(row), by=by, now=now,
        )  # fmt: skip
    if data.relief:
        row = data.relief
        definition = {
            "promise": row["promise"],
            "route": row["route"],
            "requirements": [],
            "warning": data.warning,
            "relief_letter": row.get("letter", {}),
        }
        cases.publish_case_type(
            slug=RELIEF_SLUG, kind=RELIEF_KIND, name_id=row["name"]["id"],
            name_en=row["name"]["en"], definition=definition, by=by, now=now,
        )  # fmt: skip


def _load_rules(data: PermitData) -> int:
    known = dict(DutyRule.objects.values_list("slug", "fingerprint"))
    changed = 0
    for position, row in enumerate(data.rules):
        fingerprint = _make_fingerprint(row, position)
        if bytes(known.pop(row["slug"], b"")) != fingerprint:
            _write_rule(row, position=position, fingerprint=fingerprint)
            changed += 1
    gone = DutyRule.objects.filter(slug__in=known, is_active=True)
    return changed + gone.update(is_active=False, fingerprint=b"")


def _write_rule(row: Mapping[str, Any], *, position: int, fingerprint: bytes) -> None:
    DutyRule.objects.update_or_create(
        slug=row["slug"],
        defaults={
            "name_id": row["name"]["id"],
            "name_en": row["name"]["en"],
            "functions": list(row.get("functions", ())),
            "min_area": Decimal(str(row.get("min_area", 0))),
            "min_floors": row.get("min_floors", 1),
            "needs_road": row.get("needs_road", True),
            "cameras_needed": row["cameras"],
            "facing": row.get("facing", "road"),
            "uptime_days": row.get("uptime_days", 7),
            "uptime_percent": row.get("uptime_percent", 95),
            "due_days": row["due_days"],
            "grace_days": row.get("grace_days", 14),
            "warn_days": list(row["warn_days"]),
            "legal_basis": row["legal_basis"],
            "source": row.get("source", ""),
            "is_verified": row.get("verified", False),
            "valid_from": row["valid_from"],
            "valid_until": row.get("valid_until"),
            "is_active": True,
            "order": position,
            "fingerprint": fingerprint,
        },
    )


def _load_schemes(data: PermitData) -> int:
    known = dict(RetributionScheme.objects.values_list("key", "fingerprint"))
    changed = 0
    for row in data.schemes:
        fingerprint = _make_fingerprint(row, 0)
        if bytes(known.get(row["key"], b"")) == fingerprint:
            continue
        changed += 1
        RetributionScheme.objects.update_or_create(
            key=row["key"],
            defaults={
                "name_id": row["name"]["id"],
                "name_en": row["name"]["en"],
                "valid_from": row["valid_from"],
                "valid_until": row.get("valid_until"),
                "shst": Decimal(str(row["shst"])),
                "ilo_percent": Decimal(str(row["ilo_percent"])),
                "tables": {key: row[key] for key in TABLES if key in row},
                "legal_basis": row["legal_basis"],
                "source": row.get("source", ""),
                "is_verified": row.get("verified", False),
                "fingerprint": fingerprint,
            },
        )
    return changed


def _make_fingerprint(row: Mapping[str, Any], position: int) -> bytes:
    facts = json.dumps([VERSION, row, position], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(facts.encode()).digest()
