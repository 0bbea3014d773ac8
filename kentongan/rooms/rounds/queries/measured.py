"""
The numbers this room offers, each over [since, until): of the office that runs units, or of all.

An office that runs no unit has none of these numbers: None.
"""

from datetime import datetime

from django.db.models import Count, Sum

from kentongan.rooms.rounds.models import Served, Stop, Visit
from kentongan.rooms.rounds.queries.showing import Shown, get_today, list_stops, list_visits
from kentongan.rooms.rounds.rules.occurrences import Coming


def measure_held(
    *, since: datetime, until: datetime, office_key: str | None = None
) -> float | None:  # fmt: skip
    """Return the percent of visits to come in the period on which a crew said that it is there."""
    due = [
        one
        for one in _list_due(since, until, office_key)
        if one.at.is_held or one.at.coming is Coming.CANCELLED
    ]
    if not due:
        return None
    return 100 * sum(one.visit is not None for one in due) / len(due)


def measure_served(
    *, since: datetime, until: datetime, office_key: str | None = None
) -> float | None:  # fmt: skip
    """Return how many people crews served in the period."""
    stops = _list_stops(office_key)
    if not stops:
        return None
    visits = Visit.objects.filter(
        stop__in=stops, date__gte=get_today(since), date__lt=get_today(until)
    )
    return float(visits.aggregate(total=Sum("served"))["total"] or 0)


def measure_kind(
    *, unit: str, kind: str, since: datetime, until: datetime, office_key: str | None = None
) -> float | None:
    """Return how many people a unit served of one kind of service in the period."""
    stops = [stop for stop in _list_stops(office_key) if stop.unit.slug == unit]
    if not stops:
        return None
    rows = Served.objects.filter(
        kind=kind, visit__stop__in=stops, visit__date__gte=get_today(since),
        visit__date__lt=get_today(until),
    )  # fmt: skip
    return float(rows.aggregate(total=Sum("people"))["total"] or 0)


def measure_full(
    *, since: datetime, until: datetime, office_key: str | None = None
) -> float | None:  # fmt: skip
    """Return the percent of visits held in the period on which the quota was used up."""
    visits = Visit.objects.filter(
        stop__in=_list_stops(office_key), date__gte=get_today(since), date__lt=get_today(until)
    )
    found = visits.aggregate(held=Count("pk"), full=Count("full_at"))
    return 100 * found["full"] / found["held"] if found["held"] else None


def measure_cancelled(
    *, since: datetime, until: datetime, office_key: str | None = None
) -> float | None:  # fmt: skip
    """Return how many visits of the period were cancelled."""
    if not _list_stops(office_key):
        return None
    due = _list_due(since, until, office_key)
    return float(sum(one.at.coming is Coming.CANCELLED for one in due))


def _list_stops(office_key: str | None) -> list[Stop]:
    stops = list_stops()
    return list(stops.filter(unit__office__key=office_key) if office_key else stops)


def _list_due(since: datetime, until: datetime, office_key: str | None) -> list[Shown]:
    return list_visits(
        _list_stops(office_key), since=get_today(since), until=get_today(until)
    )  # fmt: skip
