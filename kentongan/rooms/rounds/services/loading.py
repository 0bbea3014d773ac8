"""Loading the rounds of a regency; doing it again changes only what the data has changed."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.places import api as places
from kentongan.rooms.rounds.models import MobileUnit, Stop
from kentongan.rooms.rounds.queries.folders import read_units

VERSION = 1  # count up when the same file shall become other rows


@transaction.atomic
def load_rounds(folder: Path, *, by: Acting, now: datetime) -> dict[str, int]:
    """
    Load `rounds.toml` of a regency; safe to repeat. Returns how many rows changed.

    What stands no more in the file comes no more; its past visits stay. Raises WrongRoundsData.
    """
    units = read_units(folder)
    offices = {office.key: office.pk for office in places.list_offices()}
    changed, seen = 0, []
    for position, row in enumerate(units):
        unit, count = _load_unit(row, office_id=offices[row["office"]], position=position)
        changed += count + _load_stops(unit, row, now=now)
        seen.append(unit.pk)
    changed += _end_others(seen, now=now)
    if changed:
        audit.record(
            by=by, action="rounds.data_loaded", subject=f"regency:{folder.name}", now=now,
            detail={"changed": changed}, topics=("rounds",),
        )  # fmt: skip
    return {"mobile services": changed}


def _load_unit(
    row: Mapping[str, Any], *, office_id: int, position: int
) -> tuple[MobileUnit, int]:  # fmt: skip
    facts = {key: value for key, value in row.items() if key != "stops"}
    mark = _make_fingerprint(facts, position)
    kept = MobileUnit.objects.filter(slug=row["slug"]).first()
    if kept is not None and bytes(kept.fingerprint) == mark:
        return kept, 0
    notes = row.get("notes", {})
    unit, _is_new = MobileUnit.objects.update_or_create(
        slug=row["slug"],
        defaults={
            "name_id": row["name"]["id"], "name_en": row["name"]["en"],
            "summary_id": row["summary"]["id"], "summary_en": row["summary"]["en"],
            "notes_id": notes.get("id", ""), "notes_en": notes.get("en", ""),
            "office_id": office_id, "requirements": row.get("requirements", []),
            "fees": row.get("fees", []), "services": row.get("services", []),
            "kinds": row.get("kinds", []), "teams": row.get("teams", 1),
            "source": row["source"], "is_verified": row.get("verified", False),
            "is_active": True, "order": position, "fingerprint": mark,
        },
    )  # fmt: skip
    return unit, 1


def _load_stops(unit: MobileUnit, row: Mapping[str, Any], *, now: datetime) -> int:
    known = {stop.slug: stop for stop in unit.stops.all()}
    changed = 0
    for facts in row["stops"]:
        mark = _make_fingerprint(facts, 0)
        kept = known.pop(facts["slug"], None)
        if kept is not None and bytes(kept.fingerprint) == mark and kept.is_active:
            continue
        _write_stop(unit, facts, sequence=kept.sequence + 1 if kept else 0, mark=mark, now=now)
        changed += 1
    gone = unit.stops.filter(slug__in=known, is_active=True)
    return changed + gone.update(is_active=False, sequence=F("sequence") + 1, changed_at=now)


def _write_stop(
    unit: MobileUnit, row: Mapping[str, Any], *, sequence: int, mark: bytes, now: datetime
) -> None:
    lat, lon = row.get("at", (None, None))
    Stop.objects.update_or_create(
        unit=unit, slug=row["slug"],
        defaults={
            "name_id": row["name"]["id"], "name_en": row["name"]["en"],
            "region_id": row["region"], "lat": lat, "lon": lon,
            "opens": row["opens"], "closes": row["closes"], "rule": row["rule"],
            "starts_date": row["starts_date"], "ends_date": row.get("ends_date"),
            "on_holidays": row.get("on_holidays", "skip"), "quota": row.get("quota"),
            "source": row.get("source", unit.source), "is_verified": row.get("verified", False),
            "is_active": True, "sequence": sequence, "changed_at": now, "fingerprint": mark,
        },
    )  # fmt: skip


def _end_others(seen: list[int], *, now: datetime) -> int:
    gone = MobileUnit.objects.exclude(pk__in=seen).filter(is_active=True)
    Stop.objects.filter(unit__in=gone, is_active=True).update(
        is_active=False, sequence=F("sequence") + 1, changed_at=now
    )
    return gone.update(is_active=False, fingerprint=b"")


def _make_fingerprint(row: Mapping[str, Any], position: int) -> bytes:
    facts = json.dumps([VERSION, row, position], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(facts.encode()).digest()
