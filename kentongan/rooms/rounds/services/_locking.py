"""One crew at a time."""

from datetime import date, datetime, timedelta

from kentongan.foundation.actors import Acting
from kentongan.rooms.rounds.errors import NoSuchVisit
from kentongan.rooms.rounds.models import Stop
from kentongan.rooms.rounds.permissions import check_is_crew
from kentongan.rooms.rounds.queries.showing import Shown, list_visits

DAY = timedelta(days=1)


def lock_stop(stop_id: int, *, by: Acting) -> Stop:
    """Return a stop, locked, for its crew; raises NoSuchVisit."""
    stops = Stop.objects.select_for_update(of=("self",)).select_related("unit")
    stop = stops.filter(pk=stop_id, is_active=True, unit__is_active=True).first()
    if stop is None:
        raise NoSuchVisit
    check_is_crew(stop, by=by)
    return stop


def list_on(stop: Stop, day: date) -> list[Shown]:
    """Return what there is of a stop on a day."""
    return list_visits([stop], since=day, until=day + DAY)


def find_held(stop: Stop, day: date) -> Shown | None:
    """Return the visit that is held on a day."""
    return next((one for one in list_on(stop, day) if one.at.is_held), None)


def grow(stop: Stop, *, now: datetime) -> int:
    """Count one more change of a stop, for calendars."""
    stop.sequence += 1
    stop.changed_at = now
    stop.save(update_fields=["sequence", "changed_at"])
    return stop.sequence
