"""One crew at a time."""

from datetime import date, datetime, time, timedelta

from kentongan.foundation.actors import Acting
from kentongan.rooms.rounds.errors import NoSuchVisit
from kentongan.rooms.rounds.models import Stop
from kentongan.rooms.rounds.permissions import check_is_crew
from kentongan.rooms.rounds.queries.showing import Shown, list_stops, list_visits
from kentongan.rooms.rounds.rules.occurrences import MOST_SHIFT

DAY = timedelta(days=1)


def lock_stop(stop_id: int, *, by: Acting) -> Stop:
    """Return a stop, locked with its unit, for its crew; raises NoSuchVisit."""
    stops = Stop.objects.select_for_update(of=("self", "unit")).select_related("unit", "region")
    stop = stops.filter(pk=stop_id, is_active=True, unit__is_active=True).first()
    if stop is None:
        raise NoSuchVisit
    check_is_crew(stop, by=by)
    return stop


def find_held(stop: Stop, day: date) -> Shown | None:
    """Return the visit that is held on a day."""
    return next(
        (one for one in list_visits([stop], since=day, until=day + DAY) if one.at.is_held), None
    )


def find_planned(stop: Stop, day: date) -> Shown | None:
    """Return the visit that the rule meant for a day, also when a day off shifted it."""
    shown = list_visits([stop], since=day, until=day + MOST_SHIFT + DAY)
    return next((one for one in shown if one.at.is_held and one.at.planned_date == day), None)


def find_in_the_way(
    stop: Stop, day: date, *, opens: time, closes: time, planned: date | None
) -> Shown | None:
    """
    Return a visit that makes another one impossible then; None: nothing is in the way.

    The unit comes to a place once a day, and is at no more places at once than it has teams.
    The visit `planned` for a date of this stop is the one that moves: it is not in the way.
    """
    stops = list_stops(unit=stop.unit.slug)
    held = [
        one
        for one in list_visits(stops, since=day, until=day + DAY)
        if one.at.is_held and (one.stop.pk, one.at.planned_date) != (stop.pk, planned)
    ]
    begin = datetime.combine(day, opens, stop.plan.zone)
    end = datetime.combine(day, closes, stop.plan.zone)
    same = [one for one in held if one.stop.pk == stop.pk]
    others = [one for one in held if one.at.starts_at < end and begin < one.at.ends_at]
    too_many = others if len(others) >= stop.unit.teams else []
    return next(iter(same or too_many), None)


def grow(stop: Stop, *, now: datetime) -> int:
    """Count one more change of a stop, for calendars."""
    stop.sequence += 1
    stop.changed_at = now
    stop.save(update_fields=["sequence", "changed_at"])
    return stop.sequence
