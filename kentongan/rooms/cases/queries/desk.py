"""An officer's lists: keyset paged, each read from one partial index."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import merge
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from kentongan.rooms.cases.models import CaseStep
from kentongan.rooms.cases.queries.types import give_types
from kentongan.rooms.cases.rules.escalation import HEAD
from kentongan.rooms.people import api as people

PAGE = 25
COUNT_TO = 100
QUEUES = ("mine", "office", "waiting", "escalated", "done")


@dataclass(frozen=True)
class DeskPage:
    """One page of steps; `after` is the key of the next page, None at the end."""

    steps: list[CaseStep]
    after: str | None


def list_desk(
    *, by: people.Actor, queue: str = "mine", after: str = "", limit: int = PAGE
) -> DeskPage:
    """Return one page of a queue for this officer, the most urgent first."""
    start = _read_key(after)
    streams = [
        _stream(where, queue=queue, start=start, limit=limit) for where in _wheres(by, queue)
    ]
    newest_first = queue == "done"
    merged = merge(*streams, key=lambda s: _key_of(s, queue), reverse=newest_first)
    rows = list(islice(_unique(merged), limit + 1))
    give_types(*(row.case for row in rows))
    more = len(rows) > limit
    rows = rows[:limit]
    return DeskPage(rows, _write_key(rows[-1], queue) if more and rows else None)


def _wheres(by: people.Actor, queue: str) -> list[Q]:
    """Return one simple filter per role held, so that each is read along its index."""
    if queue == "mine":
        pairs = sorted({(h.office_id, role) for h in by.holdings for role in _roles_of(h)})
        return [Q(office_id=office, role=role) for office, role in pairs]
    if queue == "escalated":
        return [Q(escalated_office_id=h.office_id) for h in by.holdings if h.role == HEAD]
    return [Q(office_id=office) for office in sorted(by.offices)]


def _roles_of(holding: people.Holding) -> set[str]:
    return {holding.role, HEAD} if holding.signs else {holding.role}


def _stream(
    where: Q, *, queue: str, start: tuple[datetime, UUID] | None, limit: int
) -> list[CaseStep]:
    rows = CaseStep.objects.filter(where).select_related(
        "case", "case__place", "case__applicant", "office"
    )
    if queue == "done":
        rows = rows.filter(ended_at__isnull=False).order_by("-ended_at", "-id")
        if start:
            rows = rows.filter(ended_at__lte=start[0]).exclude(ended_at=start[0], id__gte=start[1])
        return list(rows[: limit + 1])
    rows = rows.open().order_by("due_at", "id")
    if queue == "waiting":
        rows = rows.filter(case__state="waiting")
    elif queue != "office":
        rows = rows.exclude(case__state="waiting")
    if start:
        rows = rows.filter(due_at__gte=start[0]).exclude(due_at=start[0], id__lte=start[1])
    return list(rows[: limit + 1])


def _unique(rows: Iterable[CaseStep]) -> Iterable[CaseStep]:
    seen: set[UUID] = set()
    for row in rows:
        if row.pk not in seen:
            seen.add(row.pk)
            yield row


def _key_of(step: CaseStep, queue: str) -> tuple[Any, UUID]:
    return (step.ended_at if queue == "done" else step.due_at, step.pk)


def _write_key(step: CaseStep, queue: str) -> str:
    moment, number = _key_of(step, queue)
    return f"{moment.timestamp():.6f}_{number}"


def _read_key(after: str) -> tuple[datetime, UUID] | None:
    moment, _, number = after.partition("_")
    try:
        return datetime.fromtimestamp(float(moment), UTC), UUID(number)
    except (ValueError, OverflowError, OSError):
        return None


COUNTS = """
SELECT 'mine', count(*) FROM (SELECT 1 FROM case_step s JOIN "case" c ON c.id = s.case_id
    WHERE s.ended_at IS NULL AND (s.office_id, s.role) IN (
        SELECT * FROM unnest(%(offices)s::bigint[], %(roles)s::text[]))
    AND c.state <> 'waiting' LIMIT %(top)s) a
UNION ALL
SELECT 'office', count(*) FROM (SELECT 1 FROM case_step WHERE ended_at IS NULL
    AND office_id = ANY(%(all)s) LIMIT %(top)s) b
UNION ALL
SELECT 'waiting', count(*) FROM (SELECT 1 FROM case_step s JOIN "case" c ON c.id = s.case_id
    WHERE s.ended_at IS NULL AND s.office_id = ANY(%(all)s) AND c.state = 'waiting' LIMIT %(top)s) d
UNION ALL
SELECT 'escalated', count(*) FROM (SELECT 1 FROM case_step WHERE ended_at IS NULL
    AND escalated_office_id = ANY(%(heads)s) LIMIT %(top)s) e
"""


def count_queues(*, by: people.Actor) -> dict[str, int]:
    """Return how many steps wait in each queue, counted to 100 at the most, in one query."""
    pairs = sorted({(h.office_id, role) for h in by.holdings for role in _roles_of(h)})
    facts: dict[str, Any] = {
        "offices": [office for office, _ in pairs],
        "roles": [role for _, role in pairs],
        "all": sorted(by.offices),
        "heads": [h.office_id for h in by.holdings if h.role == HEAD],
        "top": COUNT_TO,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, facts)
        return {str(name): int(count) for name, count in cursor.fetchall()}
