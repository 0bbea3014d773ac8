"""The week, a unit, a place: what everybody reads."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from kentongan.rooms.places import api as places
from kentongan.rooms.rounds.errors import NoSuchUnit
from kentongan.rooms.rounds.models import MobileUnit, Stop, StopChange, Visit
from kentongan.rooms.rounds.models.units import get_zone
from kentongan.rooms.rounds.queries.words import TAGS, say_day, say_rule, say_state
from kentongan.rooms.rounds.rules.occurrences import (
    MOST_SHIFT,
    Coming,
    Occurrence,
    list_occurrences,
)
from kentongan.rooms.rounds.rules.saying import DAYS_OF_WEEK, find_monday, name_week

if TYPE_CHECKING:
    from django.db.models import QuerySet

NEXT_DAYS = 92
MOST_NEXT = 6


@dataclass(frozen=True)
class Shown:
    """One visit as pages show it."""

    stop: Stop
    at: Occurrence
    change: StopChange | None = None
    visit: Visit | None = None
    day_off: str = ""

    @property
    def place(self) -> str:
        """Where, in the language of the reader; of a day nobody comes the usual place."""
        return (self.is_elsewhere and self.change and self.change.place) or self.stop.name

    @property
    def region(self) -> Any:
        """The village or district it is held in."""
        changed = self.change.region if self.change and self.at.is_held else None
        return changed or self.stop.region

    @property
    def is_elsewhere(self) -> bool:
        """Tell whether it is held at another place than usual."""
        return self.at.is_held and self.change is not None and bool(self.change.place)

    @property
    def is_full(self) -> bool:
        """Tell whether the crew said that the quota is used up."""
        return self.visit is not None and self.visit.full_at is not None

    @property
    def state(self) -> str:
        """How it stands, in words; empty when it is as planned."""
        return say_state(self.at.coming, is_full=self.is_full, is_same_place=self._is_same_place)

    @property
    def tag(self) -> str:
        return "late" if self.is_full else TAGS[self.at.coming]

    @property
    def why(self) -> str:
        """Why it is not as planned."""
        return self.change.reason if self.change else self.day_off

    @property
    def moved_to(self) -> str:
        """The day, and the place if it is another one, seen from the old day; empty otherwise."""
        if self.at.new_date is not None:
            return say_day(self.at.new_date)
        if self.change is None or self.at.coming is not Coming.AWAY:
            return ""
        return ", ".join(filter(None, (say_day(self.change.new_date), self.change.place)))

    @property
    def _is_same_place(self) -> bool:
        same_day = self.at.date == self.at.planned_date
        return self.change is not None and not self.change.place and same_day

    @property
    def is_here(self) -> bool:
        """Tell whether the crew is there now."""
        return self.visit is not None and self.visit.closed_at is None


@dataclass(frozen=True)
class Day:
    """One day of the week with its visits."""

    date: date
    day_off: str
    visits: Sequence[Shown]
    is_today: bool
    is_gone: bool


@dataclass(frozen=True)
class Week:
    """A week from its Monday; names of the weeks before and after for the pager."""

    monday: date
    sunday: date
    days: Sequence[Day]
    before: str
    after: str
    is_this: bool

    @property
    def gone(self) -> list[Day]:
        """The days of this very week on which somebody came already."""
        return [day for day in self.days if self.is_this and day.is_gone and day.visits]

    @property
    def rest(self) -> list[Day]:
        """The days that are shown at once: of this week from today on, of others all."""
        return [day for day in self.days if not (self.is_this and day.is_gone)]


def get_today(now: datetime) -> date:
    """Return the day it is in the regency."""
    return now.astimezone(get_zone()).date()


def list_stops(
    *, districts: Collection[str] = (), unit: str = "", also_ended: bool = False
) -> "QuerySet[Stop]":  # fmt: skip
    """Return the stops that units come to, of some districts or of one unit."""
    stops = Stop.objects.select_related("unit", "unit__office", "region", "region__parent")
    if not also_ended:
        stops = stops.filter(is_active=True, unit__is_active=True)
    if unit:
        stops = stops.filter(unit__slug=unit)
    if districts:
        stops = stops.filter(_lie_in(districts, "region"))
    return stops


def list_guests(districts: Collection[str]) -> "QuerySet[Stop]":
    """Return the stops of elsewhere of which a visit was moved into some districts."""
    moved = StopChange.objects.filter(_lie_in(districts, "region"), undone_at=None)
    inside = _lie_in(districts, "region")
    return list_stops(also_ended=True).filter(pk__in=moved.values("stop")).exclude(inside)


def is_in(code: str | None, districts: Collection[str]) -> bool:
    """Tell whether a region is one of some districts, or lies in one."""
    return code is not None and any(
        code == one or code.startswith(f"{one}.") for one in districts
    )  # fmt: skip


def _lie_in(districts: Collection[str], name: str) -> Q:
    inside = Q()
    for code in districts:
        inside |= Q(**{f"{name}__code": code}) | Q(**{f"{name}__code__startswith": f"{code}."})
    return inside


def list_coming(*, districts: Collection[str] = (), since: date, until: date) -> list[Shown]:
    """
    Return the visits of [since, until) of some districts, of all when none.

    With those that were moved into them from elsewhere; those moved out say where they went.
    """
    found = list_visits(list_stops(districts=districts), since=since, until=until)
    if not districts:
        return found
    guests = list_guests(districts).filter(is_active=True, unit__is_active=True)
    found += [
        one
        for one in list_visits(guests, since=since, until=until)
        if one.change and one.at.is_held and is_in(one.change.region_id, districts)
    ]
    return _sort(found)


def list_visits(stops: Iterable[Stop], *, since: date, until: date) -> list[Shown]:
    """Return the visits of these stops in [since, until), in order; three queries."""
    stops = list(stops)
    if not stops:
        return []
    off = places.list_days_off(starts_date=since - MOST_SHIFT, ends_date=until + MOST_SHIFT)
    days_off = {day.date: day.name for day in off}
    changes = _list_changes(stops, since=since, until=until)
    held = {
        (visit.stop_id, visit.date): visit
        for visit in Visit.objects.filter(stop__in=stops, date__gte=since, date__lt=until)
    }
    found = []
    for stop in stops:
        known = {change.pk: change for change in changes[stop.pk]}
        for at in list_occurrences(
            stop.plan, since=since, until=until, days_off=days_off,
            changes=[change.changed for change in known.values()],
        ):  # fmt: skip
            visit = held.get((stop.pk, at.date)) if at.is_held else None
            is_off = at.coming in {Coming.HOLIDAY, Coming.PUT_OFF, Coming.SHIFTED}
            day_off = days_off.get(at.planned_date, "") if is_off else ""
            found.append(Shown(stop, at, known.get(at.change), visit, day_off))
    return _sort(found)


def _sort(visits: Iterable[Shown]) -> list[Shown]:
    return sorted(visits, key=lambda one: (one.at.starts_at, one.stop.unit.order, one.stop.slug))


def _list_changes(
    stops: Sequence[Stop], *, since: date, until: date
) -> defaultdict[int, list[StopChange]]:
    near = Q(date__gte=since, date__lt=until) | Q(new_date__gte=since, new_date__lt=until)
    by_stop: defaultdict[int, list[StopChange]] = defaultdict(list)
    standing = StopChange.objects.filter(near, stop__in=stops, undone_at=None)
    for change in standing.select_related("region", "region__parent"):
        by_stop[change.stop_id].append(change)
    return by_stop


def get_week(day: date, *, districts: Collection[str] = (), today: date) -> Week:
    """Return the week a day lies in, of the whole regency or of some districts."""
    monday = find_monday(day)
    until = monday + timedelta(days=DAYS_OF_WEEK)
    visits = list_coming(districts=districts, since=monday, until=until)
    by_day = defaultdict(list)
    for one in visits:
        by_day[one.at.date].append(one)
    dates = [monday + timedelta(days=number) for number in range(DAYS_OF_WEEK)]
    return Week(
        monday=monday, sunday=dates[-1],
        days=[Day(d, places.name_day_off(d), by_day[d], d == today, d < today) for d in dates],
        before=name_week(monday - timedelta(days=DAYS_OF_WEEK)), after=name_week(until),
        is_this=monday == find_monday(today),
    )  # fmt: skip


def get_unit(slug: str) -> MobileUnit:
    """Return a unit that goes round; raises NoSuchUnit."""
    found = MobileUnit.objects.filter(slug=slug, is_active=True).select_related("office").first()
    if found is None:
        raise NoSuchUnit
    return found


def get_stop(unit: str, slug: str) -> Stop:
    """Return a place where a unit comes; raises NoSuchUnit."""
    found = list_stops(unit=unit).filter(slug=slug).first()
    if found is None:
        raise NoSuchUnit
    return found


def list_units() -> list[MobileUnit]:
    """Return the units that go round."""
    return list(MobileUnit.objects.filter(is_active=True))


def list_villages(district: str) -> list[tuple[str, str]]:
    """Return code and name of the villages of a district; nothing when none is chosen."""
    return [
        (str(code), str(name).partition(",")[0])
        for _district, villages in places.list_villages()
        for code, name in villages
        if district and str(code).startswith(f"{district}.")
    ]


def list_next(stops: Iterable[Stop], *, now: datetime, most: int = MOST_NEXT) -> list[Shown]:
    """Return the visits that are not over yet, those that do not take place too."""
    today = get_today(now)
    found = list_visits(stops, since=today, until=today + timedelta(days=NEXT_DAYS))
    return [one for one in found if one.at.ends_at > now or one.is_here][:most]


def list_stop_rows(stops: Iterable[Stop], *, now: datetime) -> list[tuple[Stop, str, Shown | None]]:
    """Return stops with their rule in words and the next visit that takes place."""
    stops = list(stops)
    today = get_today(now)
    first: dict[int, Shown] = {}
    for one in list_visits(stops, since=today, until=today + timedelta(days=NEXT_DAYS)):
        if one.at.is_held and one.at.ends_at > now:
            first.setdefault(one.stop.pk, one)
    return [(stop, say_rule(stop.rule), first.get(stop.pk)) for stop in stops]
