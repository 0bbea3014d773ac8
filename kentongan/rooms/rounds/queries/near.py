"""What comes near to somebody: by a rounded position or by the village they choose."""

from datetime import datetime, timedelta

from kentongan.rooms.rounds.models import Stop
from kentongan.rooms.rounds.queries.showing import Shown, get_today, list_stops, list_visits
from kentongan.rooms.rounds.rules.near import Position, blur, find_middle, measure_km

WEEKS = timedelta(days=35)
MOST = 12


def list_near(position: Position, *, now: datetime) -> list[tuple[Shown, int]]:
    """Return the next visit of each unit's nearest stop, the nearest first, with whole km."""
    here = blur(*position)
    far = {stop.pk: measure_km(here, _place(stop)) for stop in list_stops() if stop.lat is not None}
    nearest: dict[int, Stop] = {}
    for stop in sorted(list_stops().filter(pk__in=far), key=lambda one: far[one.pk]):
        nearest.setdefault(stop.unit_id, stop)
    today = get_today(now)
    first: dict[int, Shown] = {}
    for one in list_visits(nearest.values(), since=today, until=today + WEEKS):
        if one.at.is_held and not one.is_elsewhere and one.at.ends_at > now:
            first.setdefault(one.stop.pk, one)
    found = [(one, max(1, round(far[one.stop.pk]))) for one in first.values()]
    return sorted(found, key=lambda pair: pair[1])[:MOST]


def find_village(code: str) -> Position | None:
    """Return about where a village lies: in the middle of its district's stops."""
    district = ".".join(code.split(".")[:3])
    return find_middle([_place(s) for s in list_stops(districts=[district]) if s.lat is not None])


def _place(stop: Stop) -> Position:
    return stop.lat or 0.0, stop.lon or 0.0
