"""What other pages ask of the rounds: this week's visits, and a search."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from kentongan.rooms.rounds.models import MobileUnit, Stop
from kentongan.rooms.rounds.queries.showing import Shown, get_today, list_coming, list_stops
from kentongan.rooms.rounds.queries.words import say_rule
from kentongan.rooms.rounds.rules.saying import DAYS_OF_WEEK

LONGEST_SEARCH = 100
MOST_FOUND = 10


@dataclass(frozen=True)
class Coming:
    """A visit of the coming days, for the home page; `state` is empty when it is as planned."""

    unit: str
    place: str
    district: str
    starts_at: datetime
    ends_at: datetime
    url: str
    state: str
    tag: str
    is_held: bool
    is_here: bool


@dataclass(frozen=True)
class Found:
    """A unit or a place that a search found."""

    title: str
    words: str
    url: str


def list_week(codes: Collection[str] = (), *, now: datetime, most: int = 5) -> list[Coming]:
    """Return the visits of the next seven days in these regions (all when none), the next first."""
    today = get_today(now)
    districts = {".".join(code.split(".")[:3]) for code in codes}
    until = today + timedelta(days=DAYS_OF_WEEK)
    visits = list_coming(districts=districts, since=today, until=until)
    return [
        Coming(
            unit=one.stop.unit.name, place=one.place, district=_name_district(one),
            starts_at=one.at.starts_at, ends_at=one.at.ends_at, url=_address(one.stop),
            state=one.state, tag=one.tag, is_held=one.at.is_held, is_here=one.is_here,
        )
        for one in visits
        if one.at.ends_at > now
    ][:most]  # fmt: skip


def search(text: str, *, most: int = MOST_FOUND) -> list[Found]:
    """Return units and places that have every word typed, in either language."""
    wanted = text.lower()[:LONGEST_SEARCH].split()
    if not wanted:
        return []
    stops = list(list_stops())
    units = {stop.unit_id: stop.unit for stop in stops}
    found = [
        Found(unit.name, unit.summary, reverse("rounds:show_unit", args=[unit.slug]))
        for unit in units.values()
        if _has_all(wanted, _list_unit_words(unit))
    ]
    found += [
        Found(f"{stop.unit.name}, {stop.name}", say_rule(stop.rule), _address(stop))
        for stop in stops
        if _has_all(wanted, [*_list_unit_words(stop.unit), *_list_stop_words(stop)])
        and not _has_all(wanted, _list_unit_words(stop.unit))
    ]
    return found[:most]


def list_addresses() -> list[tuple[str, str, datetime | None]]:
    """Return every public page as (unit, place, when it last changed); place empty for units."""
    stops = list_stops().select_related(None).order_by("unit__slug", "slug")
    rows = list(stops.values_list("unit__slug", "slug", "changed_at"))
    units = sorted({unit for unit, _stop, _at in rows})
    return [*((unit, "", None) for unit in units), *rows]


def _address(stop: Stop) -> str:
    return reverse("rounds:show_stop", args=[stop.unit.slug, stop.slug])


def _name_district(one: Shown) -> str:
    parent = one.region.parent
    return str(parent.name if one.region.is_village and parent else one.region.name)


def _has_all(wanted: list[str], texts: list[str]) -> bool:
    whole = " ".join(texts).lower()
    return all(word in whole for word in wanted)


def _list_unit_words(unit: MobileUnit) -> list[str]:
    return [unit.name_id, unit.name_en, unit.summary_id, unit.summary_en]


def _list_stop_words(stop: Stop) -> list[str]:
    return [stop.name_id, stop.name_en, stop.region.full_name]
