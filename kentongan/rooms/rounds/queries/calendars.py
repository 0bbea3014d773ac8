"""The calendars of all stops, of a unit, of a district."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kentongan.rooms.places import api as places
from kentongan.rooms.rounds.errors import NoSuchUnit
from kentongan.rooms.rounds.models import Stop, StopChange, Visit
from kentongan.rooms.rounds.queries.showing import (
    get_today,
    get_unit,
    is_in,
    list_guests,
    list_stops,
)
from kentongan.rooms.rounds.queries.words import list_lines
from kentongan.rooms.rounds.rules.calendar import Series, Words, write_calendar
from kentongan.rooms.rounds.rules.occurrences import ChangeKind

BACK, AHEAD = timedelta(days=366), timedelta(days=400)


def write_all(*, now: datetime) -> bytes:
    """Return the calendar of every stop."""
    return _write(list_stops(also_ended=True), name=_("Mobile services"), now=now)


def write_of_unit(slug: str, *, now: datetime) -> bytes:
    """Return the calendar of a unit; raises NoSuchUnit."""
    unit = get_unit(slug)
    return _write(list_stops(unit=slug, also_ended=True), name=unit.name, now=now)


def write_of_district(code: str, *, now: datetime) -> bytes:
    """Return the calendar of what comes to a district; raises NoSuchUnit."""
    if not places.has_region(code) or places.get_region(code).kind != "district":
        raise NoSuchUnit
    name = _("Mobile services, %(district)s") % {"district": places.get_region(code).name}
    own = list_stops(districts=[code], also_ended=True)
    return _write(own, name=name, now=now, district=code)


def _write(stops: Iterable[Stop], *, name: str, now: datetime, district: str = "") -> bytes:
    today = get_today(now)
    own, guests = list(stops), list(list_guests([district])) if district else []
    changes = _list_changes([*own, *guests], since=today - BACK)
    full = _list_full(own + guests, since=today - BACK)
    days = places.list_days_off(starts_date=date(today.year - 1, 1, 1), ends_date=today + AHEAD)
    series = [_make_series(stop, changes[stop.pk], full[stop.pk]) for stop in own]
    for stop in guests:
        here = [one for one in changes[stop.pk] if is_in(one.region_id, [district])]
        series.append(replace(_make_series(stop, here, full[stop.pk]), is_guest=True))
    return write_calendar(
        series, name=name, language=get_language() or "id",
        days_off=[day.date for day in days], today=today,
    )  # fmt: skip


def _list_changes(stops: list[Stop], *, since: date) -> defaultdict[int, list[StopChange]]:
    found: defaultdict[int, list[StopChange]] = defaultdict(list)
    standing = StopChange.objects.filter(stop__in=stops, undone_at=None)
    for change in standing.select_related("region", "region__parent"):
        if max(change.date, change.new_date) >= since:
            found[change.stop_id].append(change)
    return found


def _list_full(stops: list[Stop], *, since: date) -> defaultdict[int, list[date]]:
    found: defaultdict[int, list[date]] = defaultdict(list)
    visits = Visit.objects.filter(stop__in=stops, full_at__isnull=False, date__gte=since)
    for stop_id, day in visits.values_list("stop_id", "date"):
        found[stop_id].append(day)
    return found


def _make_series(stop: Stop, changes: list[StopChange], full: list[date]) -> Series:
    summary, usual = f"{stop.unit.name}, {stop.name}", _say_place(stop)
    at = {change.new_date: change for change in changes if change.kind != ChangeKind.CANCELLED}
    return Series(
        uid=f"{stop.slug}.{stop.unit.slug}@{urlsplit(settings.PUBLIC_URL).hostname}",
        plan=stop.plan,
        words=Words(summary, usual, _describe(stop)),
        url=settings.PUBLIC_URL + reverse("rounds:show_stop", args=[stop.unit.slug, stop.slug]),
        sequence=stop.sequence,
        changed_at=stop.changed_at,
        position=None if stop.lat is None or stop.lon is None else (stop.lat, stop.lon),
        is_ended=not (stop.is_active and stop.unit.is_active),
        changes=[change.changed for change in changes],
        told={
            change.pk: (_say_change(stop, change), change.sequence, change.made_at)
            for change in changes
        },
        elsewhere={change.pk for change in changes if change.place},
        shifted=Words(_("Moved: %(summary)s") % {"summary": summary}, usual, _describe(stop)),
        full={day: _say_full(stop, at.get(day)) for day in full},
    )


def _say_change(stop: Stop, change: StopChange) -> Words:
    words = {
        ChangeKind.CANCELLED: _("Cancelled: %(summary)s"),
        ChangeKind.MOVED: _("Moved: %(summary)s"),
        ChangeKind.EXTRA: _("Extra: %(summary)s"),
    }[ChangeKind(change.kind)]
    summary = words % {"summary": f"{stop.unit.name}, {change.place or stop.name}"}
    return Words(
        summary, _say_place(stop, change), f"{change.reason}\n\n{_describe(stop)}".strip()
    )  # fmt: skip


def _say_full(stop: Stop, change: StopChange | None) -> Words:
    place = (change.place if change else "") or stop.name
    summary = _("Quota used up: %(summary)s") % {"summary": f"{stop.unit.name}, {place}"}
    return Words(summary, _say_place(stop, change), _describe(stop))


def _say_place(stop: Stop, change: StopChange | None = None) -> str:
    if change and change.region:
        return change.place
    return f"{(change.place if change else '') or stop.name}, {stop.region.full_name}"


def _describe(stop: Stop) -> str:
    papers = [line.words for line in list_lines(stop.unit.requirements)]
    fees = [f"{line.words}: {line.amount}" for line in list_lines(stop.unit.fees)]
    parts = [stop.unit.summary]
    if papers:
        parts.append(_("Bring: %(papers)s") % {"papers": "; ".join(papers)})
    if fees:
        parts.append(_("Fees: %(fees)s") % {"fees": "; ".join(fees)})
    return "\n".join(parts)
