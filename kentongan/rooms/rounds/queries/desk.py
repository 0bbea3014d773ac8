"""The crew's day and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kentongan.foundation.actors import Acting
from kentongan.rooms.rounds.errors import NoSuchVisit
from kentongan.rooms.rounds.models import Stop, StopChange, Visit
from kentongan.rooms.rounds.permissions import check_is_crew, is_crew, list_crew_offices
from kentongan.rooms.rounds.queries.showing import Shown, get_today, list_stops, list_visits
from kentongan.rooms.rounds.rules.occurrences import MOST_SHIFT

AHEAD = timedelta(days=28)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class CrewDay:
    """What a crew sees: visits that are still open, today, and the days ahead."""

    today: date
    left_open: Sequence[Visit]
    visits: Sequence[Shown]
    ahead: Sequence[Shown]


@dataclass(frozen=True)
class CrewVisit:
    """One date of a stop with what was changed about it."""

    stop: Stop
    date: date
    shown: Sequence[Shown]
    change: StopChange | None
    visit: Visit | None = None

    @property
    def held(self) -> Shown | None:
        return next((one for one in self.shown if one.at.is_held), None)

    @property
    def is_open(self) -> bool:
        """Tell whether the crew is there, or has not said yet how many it served."""
        return self.visit is not None and self.visit.closed_at is None

    @property
    def can_change(self) -> bool:
        """Tell whether it may be cancelled or moved."""
        is_meant = self.held is not None and self.held.at.planned_date == self.date
        return self.change is None and is_meant and self.visit is None


def get_crew_day(*, by: Acting, now: datetime) -> CrewDay:
    """Return the day of a crew; raises NoSuchVisit for who goes round with nothing."""
    if not is_crew(by):
        raise NoSuchVisit
    today = get_today(now)
    stops = list(list_stops().filter(unit__office__in=list_crew_offices(by)))
    found = list_visits(stops, since=today, until=today + AHEAD)
    open_ones = Visit.objects.filter(stop__in=stops, closed_at=None, date__lt=today)
    return CrewDay(
        today=today,
        left_open=list(open_ones.select_related("stop", "stop__unit").order_by("date")[:20]),
        visits=[one for one in found if one.at.date == today],
        ahead=[one for one in found if one.at.date > today][:40],
    )


def get_crew_visit(stop_id: int, day: date, *, by: Acting) -> CrewVisit:
    """Return a date of a stop for its crew; raises NoSuchVisit."""
    stop = list_stops().filter(pk=stop_id).first()
    if stop is None:
        raise NoSuchVisit
    check_is_crew(stop, by=by)
    found = list_visits([stop], since=day, until=day + MOST_SHIFT + DAY)
    shown = [one for one in found if day in {one.at.date, one.at.planned_date}]
    change = StopChange.objects.filter(stop=stop, date=day, undone_at=None).first()
    visit = next((one.visit for one in shown if one.visit), None)
    visit = visit or Visit.objects.filter(stop=stop, date=day).first()
    if not shown and change is None and visit is None:
        raise NoSuchVisit
    return CrewVisit(stop=stop, date=day, shown=shown, change=change, visit=visit)
