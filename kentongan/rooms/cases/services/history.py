"""
Take over past cases in bulk: from an older system, or the demo's five years.

Deadlines, working time and the audit chain are computed as for live cases; rows go in by COPY.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from kentongan.foundation import clock, codes
from kentongan.foundation.actors import Acting
from kentongan.foundation.keys import make_key
from kentongan.rooms.cases.models import CaseType
from kentongan.rooms.cases.queries.types import get_current_type
from kentongan.rooms.places import api as places

CHUNK = 20_000
ELEMENTS = 9


@dataclass(frozen=True)
class PastCase:
    """One past case. `ends` are the moments its route steps ended; fewer than steps: still open."""

    type_slug: str
    place_code: str
    applicant_id: UUID
    submitted_at: datetime
    ends: tuple[datetime, ...]
    outcome: str = "granted"
    ratings: tuple[int, ...] = ()


@dataclass
class _Rows:
    cases: list[tuple[Any, ...]] = field(default_factory=list)
    steps: list[tuple[Any, ...]] = field(default_factory=list)
    surveys: list[tuple[Any, ...]] = field(default_factory=list)
    lines: list[tuple[Any, ...]] = field(default_factory=list)


COPIES = {
    "cases": 'COPY "case" (id, code, case_type_id, type_slug, state, outcome, place_id,'
    " applicant_id, answers, language, holder_office_id, current_step_id, submitted_at,"
    " due_at, closed_at, worked_seconds, pause_count, version) FROM STDIN",
    "steps": "COPY case_step (id, case_id, kind, key, office_id, role, promise_unit,"
    " promise_amount, starts_at, due_at, ended_at, worked_seconds, decision, decided_as,"
    " note, question, alarm_at, alarm_stage) FROM STDIN",
    "surveys": "COPY case_survey (case_id, type_slug, office_id, u1, u2, u3, u4, u5, u6, u7, u8,"
    " u9, comment, rated_at) FROM STDIN",
}
LINES = """CREATE TEMP TABLE IF NOT EXISTS past_line
           (at timestamptz, actor text, action text, subject text)"""
CHAIN = """INSERT INTO audit_line (id, at, actor, action, subject, detail, prev_hash, hash)
           SELECT 1, at, actor, action, subject, '{}', '', '' FROM past_line ORDER BY at"""


def import_past_cases(past: Iterable[PastCase], *, by: Acting, now: datetime) -> int:
    """Write past cases, chunk by chunk, each in its own transaction; return how many."""
    count = 0
    stream = iter(past)
    while chunk := list(islice(stream, CHUNK)):
        _write_chunk(chunk, by=by, now=now)
        count += len(chunk)
    return count


@transaction.atomic
def _write_chunk(chunk: list[PastCase], *, by: Acting, now: datetime) -> None:
    rows = _Rows()
    taken = _fresh_codes(len(chunk))
    for case, code in zip(chunk, taken, strict=True):
        _describe(case, code=code, rows=rows, by=by)
    with connection.cursor() as cursor:
        for name, statement in COPIES.items():
            with cursor.copy(statement) as copy:
                for row in getattr(rows, name):
                    copy.write_row(row)
        cursor.execute(LINES)
        cursor.execute("TRUNCATE past_line")
        with cursor.copy("COPY past_line FROM STDIN") as copy:
            for row in rows.lines:
                copy.write_row(row)
        cursor.execute(CHAIN)


def _fresh_codes(count: int) -> Iterator[str]:
    """Yield codes nobody has: long ones, so that short ones stay for the living."""
    prefix = str(settings.REGENCY_FACTS["code_prefix"])
    made: set[str] = set()
    while len(made) < count:
        made.add(codes.make_code(prefix, length=codes.LONG))
    return iter(made)


def _describe(past: PastCase, *, code: str, rows: _Rows, by: Acting) -> None:
    case_type = _get_type(past.type_slug)
    key = make_key()
    steps = _describe_steps(past, case_type=case_type, case_id=key)
    receiving = places.resolve_office(case_type.plan.route[0].office, past.place_code)
    calendar = places.get_calendar(receiving)
    is_open = steps[-1][10] is None
    closed_at = None if is_open else past.ends[-1]
    due_at = clock.compute_due(
        starts_at=past.submitted_at, promise=case_type.plan.promise, pauses=(), calendar=calendar
    )
    worked = (
        clock.working_seconds_between(past.submitted_at, closed_at, calendar) if closed_at else None
    )
    rows.cases.append(
        (
            key,
            code,
            case_type.pk,
            past.type_slug,
            "running" if is_open else "closed",
            "" if is_open else past.outcome,
            past.place_code,
            past.applicant_id,
            "{}",
            "id",
            steps[-1][4],
            steps[-1][0],
            past.submitted_at,
            due_at,
            closed_at,
            worked,
            0,
            len(steps) + 1,
        )
    )
    rows.steps.extend(steps)
    if past.ratings and closed_at:
        rows.surveys.append((key, past.type_slug, steps[-1][4], *past.ratings, "", closed_at))
    subject = f"case:{key}"
    rows.lines.append((past.submitted_at, by.ref, "cases.submitted", subject))
    rows.lines += [(s[10], by.ref, f"cases.{s[12]}", subject) for s in steps if s[10] is not None]


def _describe_steps(past: PastCase, *, case_type: CaseType, case_id: UUID) -> list[tuple[Any, ...]]:
    plans = case_type.plan.route
    starts_at = past.submitted_at
    rows: list[tuple[Any, ...]] = []
    for position, plan in enumerate(plans):
        office = places.resolve_office(plan.office, past.place_code)
        calendar = places.get_calendar(office)
        half, _, due_at = clock.alarm_times(
            starts_at=starts_at, promise=plan.promise, pauses=(), calendar=calendar
        )
        ended_at = past.ends[position] if position < len(past.ends) else None
        last = position == len(past.ends) - 1
        decision = "" if ended_at is None else "forward"
        if ended_at is not None and last and (past.outcome == "refused" or plan is plans[-1]):
            decision = "refuse" if past.outcome == "refused" else "grant"
        worked = clock.working_seconds_between(starts_at, ended_at, calendar) if ended_at else None
        unit, amount = next(iter(plan.promise.to_dict().items()))
        rows.append(
            (
                make_key(),
                case_id,
                "route",
                plan.key,
                office.pk,
                plan.role,
                unit,
                amount,
                starts_at,
                due_at,
                ended_at,
                worked,
                decision,
                plan.role if ended_at else "",
                "",
                "",
                None if ended_at else half,
                0,
            )
        )
        if ended_at is None or decision in {"refuse", "grant"}:
            break
        starts_at = ended_at
    return rows


_types: dict[str, CaseType] = {}


def _get_type(slug: str) -> CaseType:
    if slug not in _types:
        _types[slug] = get_current_type(slug)
    return _types[slug]


def refresh_statistics(*, by: Acting) -> None:
    """Let the database learn the new shapes of its tables after a big import."""
    with connection.cursor() as cursor:
        for table in ('"case"', "case_step", "case_survey", "audit_line"):
            cursor.execute(f"VACUUM (ANALYZE) {table}")
