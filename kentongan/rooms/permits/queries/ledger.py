"""The ledger of duties and of permits: filtered, page by page along an index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from kentongan.rooms.people import api as people
from kentongan.rooms.permits.models import Duty, Permit, Relief, WarningLetter
from kentongan.rooms.permits.permissions import check_can_see_ledger
from kentongan.rooms.permits.rules.words import DutyStanding

PAGE = 50
SOON_DAYS = 30


@dataclass(frozen=True)
class LedgerFilter:
    """What of the ledger is wanted; nothing given: everything."""

    standing: str = ""  # a DutyStanding
    place_code: str = ""  # a village, or a district with all its villages
    due_from: date | None = None
    due_until: date | None = None
    code: str = ""  # of the permit


@dataclass(frozen=True)
class LedgerPage:
    """Some rows of the ledger, earliest due first; `after` leads on, "" at the end."""

    duties: Sequence[Duty]
    after: str = ""


@dataclass(frozen=True)
class LedgerCounts:
    """How many duties stand where."""

    by_standing: dict[str, int]
    due_soon: int
    open_reliefs: int


def list_ledger(
    wanted: LedgerFilter | None = None, *, after: str = "", limit: int = PAGE, by: people.Actor
) -> LedgerPage:
    """Return a page of the ledger; strangers get 404. `after` is what the page before gave."""
    check_can_see_ledger(by)
    rows = _filter(wanted or LedgerFilter())
    begin = _parse_after(after)
    if begin is not None:
        due_on, duty_id = begin
        rows = rows.filter(Q(due_on__gt=due_on) | Q(due_on=due_on, pk__gt=duty_id))
        rows = rows.filter(due_on__gte=due_on)  # lets the index begin at the right place
    found = list(
        rows.select_related("building", "building__owner", "permit", "rule", "place").order_by(
            "due_on", "id"
        )[: limit + 1]
    )
    shown = found[:limit]
    more = f"{shown[-1].due_on.isoformat()}_{shown[-1].pk}" if len(found) > limit else ""
    return LedgerPage(shown, more)


def _filter(wanted: LedgerFilter) -> QuerySet[Duty]:
    rows = Duty.objects.all()
    if wanted.standing in set(DutyStanding):
        rows = rows.filter(standing=wanted.standing)
    if wanted.place_code:
        below = Q(place_id=wanted.place_code) | Q(place__code__startswith=f"{wanted.place_code}.")
        rows = rows.filter(below)
    if wanted.due_from:
        rows = rows.filter(due_on__gte=wanted.due_from)
    if wanted.due_until:
        rows = rows.filter(due_on__lte=wanted.due_until)
    if wanted.code:
        rows = rows.filter(permit__code=wanted.code)
    return rows


def _parse_after(after: str) -> tuple[date, UUID] | None:
    day, _separator, key = after.partition("_")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None


def count_ledger(*, by: people.Actor, now: datetime) -> LedgerCounts:
    """Return how many duties stand where, due soon, and have a request for relief open."""
    check_can_see_ledger(by)
    today = localdate(now)
    counted = Duty.objects.order_by().values_list("standing").annotate(n=Count("pk"))
    counts = {standing.value: 0 for standing in DutyStanding} | dict(counted)
    waiting = [DutyStanding.OPEN, DutyStanding.DECLARED, DutyStanding.VERIFIED]
    soon = Duty.objects.filter(
        standing__in=waiting, due_on__range=(today, today + timedelta(days=SOON_DAYS))
    )
    return LedgerCounts(counts, soon.count(), Relief.objects.filter(decided_at=None).count())


def count_overdue() -> int:
    """Return how many duties are overdue in the whole regency; everybody may know that."""
    return Duty.objects.filter(standing=DutyStanding.OVERDUE).count()


def list_open_reliefs(*, by: people.Actor, limit: int = PAGE) -> list[Relief]:
    """Return the requests for relief nobody decided, oldest first."""
    check_can_see_ledger(by)
    rows = Relief.objects.filter(decided_at=None).select_related(
        "case", "duty", "duty__building", "duty__permit", "duty__rule"
    )
    return list(rows.order_by("asked_at")[:limit])


def list_warnings(duty: Duty) -> list[WarningLetter]:
    """Return the letters of a duty, oldest first."""
    return list(duty.warnings.order_by("id"))


def list_permits(
    *, kind: str = "", standing: str = "", before: str = "", limit: int = PAGE, by: people.Actor
) -> tuple[list[Permit], str]:
    """Return permits, newest first, and what leads on; `before` is what the page before gave."""
    check_can_see_ledger(by)
    rows = Permit.objects.select_related("building", "building__owner", "building__place")
    if kind:
        rows = rows.filter(kind=kind)
    if standing:
        rows = rows.filter(standing=standing)
    begin = _parse_before(before)
    if begin is not None:
        moment, key = begin
        rows = rows.filter(Q(submitted_at__lt=moment) | Q(submitted_at=moment, pk__gt=key))
        rows = rows.filter(submitted_at__lte=moment)
    found = list(rows.order_by("-submitted_at", "case_id")[: limit + 1])
    shown = found[:limit]
    more = f"{shown[-1].submitted_at.isoformat()}_{shown[-1].pk}" if len(found) > limit else ""
    return shown, more


def _parse_before(before: str) -> tuple[datetime, UUID] | None:
    moment, _separator, key = before.partition("_")
    try:
        return datetime.fromisoformat(moment.replace(" ", "+")), UUID(key)
    except ValueError:
        return None


BY_DISTRICT = """
SELECT left(place_id, 8) AS district, count(*),
       count(*) FILTER (WHERE standing = 'met'),
       count(*) FILTER (WHERE standing = 'overdue')
FROM camera_duty WHERE standing <> 'relieved' GROUP BY 1
"""


def count_by_district() -> dict[str, tuple[int, int, int]]:
    """Return (owed, met, overdue) by the code of the district; relieved duties left out."""
    with connection.cursor() as cursor:
        cursor.execute(BY_DISTRICT)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return {district: (owed, met, overdue) for district, owed, met, overdue in rows}
