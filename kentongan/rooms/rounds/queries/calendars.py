"""The calendars of all stops, of a unit, of a district."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kentongan.rooms.places import api as places
from kentongan.rooms.rounds.errors import NoSuchUnit
from kentongan.rooms.rounds.models import Stop, StopChange
from kentongan.rooms.rounds.queries.showing import get_today, get_unit, list_stops
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
    return _write(list_stops(districts=[code], also_ended=True), name=name, now=now)


def _write(stops: Iterable[Stop], *, name: str, now: datetime) -> bytes:
    today = get_today(now)
    stops = list(stops)
    changes = defaultdict(list)
    for change in StopChange.objects.filter(stop__in=stops, undone_at=None):
        if change.date >= today - BACK:
            changes[change.stop_id].append(change)
    days = places.list_days_off(starts_date=date(today.year - 1, 1, 1), ends_date=today + AHEAD)
    return write_calendar(
        [_make_series(stop, changes[stop.pk]) for stop in stops],
        name=name, language=get_language() or "id", days_off=[day.date for day in days],
        today=today,
    )  # fmt: skip


def _make_series(stop: Stop, changes: list[StopChange]) -> Series:
    summary = f"{stop.unit.name}, {stop.name}"
    return Series(
        uid=f"{stop.slug}.{stop.unit.slug}@{urlsplit(settings.PUBLIC_URL).hostname}",
        plan=stop.plan,
        words=Words(summary, _say_place(stop, stop.name), _describe(stop)),
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
    )


def _say_change(stop: Stop, change: StopChange) -> Words:
    words = {
        ChangeKind.CANCELLED: _("Cancelled: %(summary)s"),
        ChangeKind.MOVED: _("Moved: %(summary)s"),
        ChangeKind.EXTRA: _("Extra: %(summary)s"),
    }[ChangeKind(change.kind)]
    summary = words % {"summary": f"{stop.unit.name}, {change.place or stop.name}"}
    place = _say_place(stop, change.place or stop.name)
    return Words(summary, place, f"{change.reason}\n\n{_describe(stop)}".strip())


def _say_place(stop: Stop, name: str) -> str:
    return f"{name}, {stop.region.full_name}"


def _describe(stop: Stop) -> str:
    papers = [line.words for line in list_lines(stop.unit.requirements)]
    fees = [f"{line.words}: {line.amount}" for line in list_lines(stop.unit.fees)]
    parts = [stop.unit.summary]
    if papers:
        parts.append(_("Bring: %(papers)s") % {"papers": "; ".join(papers)})
    if fees:
        parts.append(_("Fees: %(fees)s") % {"fees": "; ".join(fees)})
    return "\n".join(parts)
