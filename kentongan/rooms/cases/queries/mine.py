"""A resident's own cases, newest first, keyset paged."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kentongan.rooms.cases.models import Case
from kentongan.rooms.cases.queries.types import give_types
from kentongan.rooms.people import api as people

PAGE = 20


@dataclass(frozen=True)
class OwnCases:
    """One page of cases; `after` is the key of the next page, "" at the end."""

    cases: list[Case]
    after: str


def list_own_cases(*, by: people.Actor, after: str = "", limit: int = PAGE) -> OwnCases:
    """Return one page of the cases whose applicant `by` is."""
    if by.person_id is None:
        return OwnCases([], "")
    cases = Case.objects.filter(applicant_id=by.person_id)
    start = _read_key(after)
    if start:
        at, last_id = start
        cases = cases.filter(
            Q(submitted_at__lt=at) | Q(submitted_at=at, pk__lt=last_id), submitted_at__lte=at
        )
    found = cases.defer("answers").prefetch_related("pauses")
    rows = list(found.order_by("-submitted_at", "-pk")[: limit + 1])
    give_types(*rows)
    shown = rows[:limit]
    return OwnCases(shown, _write_key(shown[-1]) if len(rows) > limit else "")


def _write_key(case: Case) -> str:
    return f"{case.submitted_at.isoformat()}_{case.pk}"


def _read_key(key: str) -> tuple[datetime, UUID] | None:
    """Read what `_write_key` wrote; anything else starts at the first page."""
    at, _, case_id = key.partition("_")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, UUID(case_id)) if moment.tzinfo else None
    except ValueError:
        return None
