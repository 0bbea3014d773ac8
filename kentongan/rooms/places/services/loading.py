"""Loading a regency from its data; doing it again changes only what the data has changed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.events import announce
from kentongan.rooms.places.events import DayOffDeclared, DayOffRevoked, HoursChanged
from kentongan.rooms.places.models import (
    DayOff,
    DayOffSource,
    HoursKind,
    Office,
    OpeningHours,
    Region,
)
from kentongan.rooms.places.queries.folders import read_national_tables, read_regency
from kentongan.rooms.places.rules.days_off import (
    DayOffSpec,
    list_holiday_years,
    merge_days_off,
    name_national_holidays,
)
from kentongan.rooms.places.rules.hours import HoursSpec
from kentongan.rooms.places.rules.offices import OfficeSpec
from kentongan.rooms.places.rules.regions import RegionSpec, make_full_name
from kentongan.rooms.places.services.edition import finish_change

Row = TypeVar("Row", bound=models.Model)
ROWS_A_TIME = 2_000


def load_regency(folder: Path, *, by: Acting, now: datetime) -> dict[str, int]:
    """
    Load regions, offices, hours and days off of a folder under regencies/; safe to repeat.

    Offices and regions that the data no longer has are closed, not deleted. National holidays come
    from the PyPI library `holidays`, from 2020 to the year after the next. Days declared or revoked
    by people stay as they are. Returns how many rows changed, by table. Raises WrongRegencyData.
    """
    data = read_regency(folder)
    library = _list_national_holidays(list_holiday_years(_local_date(now)))
    with transaction.atomic():
        changed = {
            "regions": _load_regions(data.regions, within=data.code),
            "hours": _load_hours(data.hours),
            "offices": _load_offices(data.offices),
            "days_off": _load_days_off(library=library, file=data.days_off, now=now),
        }
        _finish(changed, subject=f"regency:{data.code}", by=by, now=now)
    return changed


def load_regions(folder: Path, *, code: str, by: Acting, now: datetime) -> dict[str, int]:
    """
    Load the regions of any regency or city from the CSV files of idn-area-data.

    Returns how many rows changed. Raises WrongRegencyData for an unknown code or a missing file.
    """
    specs = read_national_tables(folder, code=code)
    with transaction.atomic():
        changed = {"regions": _load_regions(specs, within=code)}
        _finish(changed, subject=f"regency:{code}", by=by, now=now)
    return changed


def load_national_holidays(*, by: Acting, now: datetime) -> dict[str, int]:
    """
    Bring the national holidays up to date: a new year, or a date the library has corrected.

    Days of the regency's file stay. Returns how many rows changed.
    """
    library = _list_national_holidays(list_holiday_years(_local_date(now)))
    with transaction.atomic():
        changed = {"days_off": _load_days_off(library=library, file=None, now=now)}
        _finish(changed, subject="days_off:national", by=by, now=now)
    return changed


def _finish(changed: Mapping[str, int], *, subject: str, by: Acting, now: datetime) -> None:
    if any(changed.values()):
        finish_change(action="places.loaded", subject=subject, detail=changed, by=by, now=now)


def _local_date(now: datetime) -> date:
    return now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def _load_regions(specs: Sequence[RegionSpec], *, within: str) -> int:
    by_code = {spec.code: spec for spec in specs}
    wanted = {
        spec.code: {
            "name": spec.name,
            "full_name": make_full_name(spec, by_code),
            "kind": spec.kind,
            "parent_id": spec.parent_code or None,
            "is_active": True,
        }
        for spec in specs
    }
    gone = Region.objects.active().within(within).exclude(code__in=wanted).update(is_active=False)
    return gone + _sync(Region.objects, key="code", wanted=wanted)


def _load_hours(specs: Sequence[HoursSpec]) -> int:
    known = set(HoursKind.objects.values_list("key", flat=True))
    wanted = {
        spec.key: {
            "name_id": spec.name_id,
            "name_en": spec.name_en,
            "is_open_on_days_off": spec.is_open_on_days_off,
            "source": spec.source,
            "is_verified": spec.is_verified,
        }
        for spec in specs
    }
    changed = _sync(HoursKind.objects, key="key", wanted=wanted)
    for spec in specs:
        replaced = _replace_intervals(spec)
        changed += replaced
        if replaced and spec.key in known:
            announce(HoursChanged(hours_kind=spec.key))
    return changed


def _replace_intervals(spec: HoursSpec) -> int:
    """Write the intervals of one kind anew unless they are there already."""
    fields = ("weekday", "opens", "closes", "starts_date", "ends_date")
    wanted = Counter(
        tuple(getattr(interval, name) for name in fields) for interval in spec.intervals
    )
    rows = OpeningHours.objects.filter(kind_id=spec.key)
    if Counter(rows.values_list(*fields)) == wanted:
        return 0
    rows.delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(kind_id=spec.key, **dict(zip(fields, row, strict=True))) for row in wanted
    )
    return len(wanted)


def _load_offices(specs: Sequence[OfficeSpec]) -> int:
    """Write offices first, then who stands under whom, since that needs their numbers."""
    wanted = {spec.key: _describe_office(spec) for spec in specs}
    gone = Office.objects.filter(is_active=True).exclude(key__in=wanted).update(is_active=False)
    changed = _sync(Office.objects, key="key", wanted=wanted)
    ids = dict(Office.objects.values_list("key", "id"))
    parents = {spec.key: {"parent_id": ids.get(spec.parent_key)} for spec in specs}
    return gone + max(changed, _sync(Office.objects, key="key", wanted=parents))


def _describe_office(spec: OfficeSpec) -> dict[str, Any]:
    same = (
        "kind", "name_id", "name_en", "short_name", "letter_code", "phone", "email", "website",
        "address", "about_id", "about_en",
    )  # fmt: skip
    return {
        **{name: getattr(spec, name) for name in same},
        "region_id": spec.region_code,
        "hours_kind_id": spec.hours_kind,
        "aliases": list(spec.aliases),
        "titles": {role: dict(title) for role, title in spec.titles.items()},
        "is_active": True,
    }


def _load_days_off(
    *, library: Iterable[DayOffSpec], file: Iterable[DayOffSpec] | None, now: datetime
) -> int:
    """
    Write the library's and the file's days; what people declared or revoked is left alone.

    With `file` None the days of the file stay as they are.
    """
    wanted = merge_days_off(library, file or ())
    known = {day.date: day for day in DayOff.objects.select_for_update()}
    ours = {DayOffSource.LIBRARY} if file is None else {DayOffSource.LIBRARY, DayOffSource.FILE}
    theirs = {
        day.date for day in known.values() if day.revoked_at or DayOffSource(day.source) not in ours
    }
    gone = [day for day in known.values() if day.date not in wanted and day.date not in theirs]
    new = wanted.keys() - known.keys()
    DayOff.objects.filter(pk__in=[day.pk for day in gone]).delete()
    fields = ("name_id", "name_en", "kind", "source", "decree", "is_verified")
    changed = _sync(
        DayOff.objects,
        key="date",
        wanted={
            day: {name: getattr(spec, name) for name in fields}
            for day, spec in wanted.items()
            if day not in theirs
        },
    )
    today = _local_date(now)
    for day in sorted(new):
        if day >= today:
            announce(DayOffDeclared(date=day))
    for row in gone:
        if row.date >= today:
            announce(DayOffRevoked(date=row.date))
    return changed + len(gone)


@cache
def _list_national_holidays(years: range) -> tuple[DayOffSpec, ...]:
    # Imported here: the library takes a third of a second, which only loading should pay.
    import holidays  # noqa: PLC0415

    indonesian = holidays.country_holidays("ID", years=years, language="id")
    english = holidays.country_holidays("ID", years=years, language="en_US")
    return tuple(name_national_holidays(dict(indonesian), dict(english)))


def _sync(table: models.Manager[Row], *, key: str, wanted: Mapping[Any, Mapping[str, Any]]) -> int:
    """Create the rows that are missing and update those that differ; return how many."""
    rows = {getattr(row, key): row for row in table.filter(**{f"{key}__in": wanted})}
    new = [
        table.model(**{key: which}, **values)
        for which, values in wanted.items()
        if which not in rows
    ]
    different = []
    for which, values in wanted.items():
        row = rows.get(which)
        if row is not None and any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            different.append(row)
    table.bulk_create(new, batch_size=ROWS_A_TIME)
    if different:
        fields = list(next(iter(wanted.values())))
        table.bulk_update(different, fields, batch_size=ROWS_A_TIME)
    return len(new) + len(different)
