"""Figures for the board: the whole regency in a period, and one office from inside."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.utils.translation import get_language

from kentongan.rooms.cases.models import CaseType
from kentongan.rooms.cases.rules.survey import FEWEST_ANSWERS, grade

KEPT_SECONDS = 120
MOST_ROWS = 60


@dataclass(frozen=True)
class Totals:
    """What happened to cases of all offices in a period, and how many are open at this moment."""

    closed: int
    on_time: int
    open: int
    late: int
    ikm: float | None
    rated: int

    @property
    def on_time_percent(self) -> float | None:
        """Percent of the closed cases, to one decimal; None when nothing was closed."""
        return round(100 * self.on_time / self.closed, 1) if self.closed else None


@dataclass(frozen=True)
class WorkScore:
    """One service at an office, or one step of it when `step` is not empty."""

    type_slug: str
    step: str
    ended: int
    on_time: int
    median_seconds: int

    @property
    def on_time_percent(self) -> int:
        return round(100 * self.on_time / self.ended) if self.ended else 0


TOTALS = """
SELECT (SELECT count(*) FROM "case" WHERE closed_at >= %(since)s AND closed_at < %(until)s),
       (SELECT count(*) FROM "case" WHERE closed_at >= %(since)s AND closed_at < %(until)s
            AND closed_at <= due_at),
       (SELECT count(*) FROM "case" WHERE closed_at IS NULL),
       (SELECT count(*) FROM "case" WHERE closed_at IS NULL AND due_at < %(now)s
            AND state <> 'waiting'),
       (SELECT avg((u1 + u2 + u3 + u4 + u5 + u6 + u7 + u8 + u9) / 9.0) * 25 FROM case_survey
            WHERE rated_at >= %(since)s AND rated_at < %(until)s),
       (SELECT count(*) FROM case_survey WHERE rated_at >= %(since)s AND rated_at < %(until)s)
"""


def get_totals(*, since: datetime, until: datetime, now: datetime) -> Totals:
    """Return the figures of the whole regency for [since, until); kept for two minutes."""
    key = f"totals:{since.isoformat()}:{until.isoformat()}"
    known: Totals | None = cache.get(key)
    if known is not None:
        return known
    with connection.cursor() as cursor:
        cursor.execute(TOTALS, {"since": since, "until": until, "now": now})
        closed, on_time, opened, late, ikm, rated = cursor.fetchone()
    shown = float(ikm) if ikm is not None and rated >= FEWEST_ANSWERS else None
    made = Totals(closed, on_time, opened, late, shown, rated)
    cache.set(key, made, KEPT_SECONDS)
    return made


WORK = """
SELECT c.type_slug, CASE WHEN grouping(s.key) = 1 THEN '' ELSE s.key END, count(*),
       count(*) FILTER (WHERE s.ended_at <= s.due_at),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY s.worked_seconds)
FROM case_step s JOIN "case" c ON c.id = s.case_id
WHERE s.office_id = %(office)s AND s.ended_at >= %(since)s AND s.ended_at < %(until)s
GROUP BY GROUPING SETS ((c.type_slug), (c.type_slug, s.key))
ORDER BY 5 DESC NULLS LAST, 1, 2 LIMIT %(most)s
"""


def list_office_work(*, office_id: int, since: datetime, until: datetime) -> list[WorkScore]:
    """Return services and steps that ended at the office, slowest first; kept for two minutes."""
    key = f"work:{office_id}:{since.isoformat()}:{until.isoformat()}"
    known: list[WorkScore] | None = cache.get(key)
    if known is not None:
        return known
    facts: dict[str, Any] = {
        "office": office_id, "since": since, "until": until, "most": MOST_ROWS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(WORK, facts)
        rows = [
            WorkScore(slug, step, ended, on_time, int(median or 0))
            for slug, step, ended, on_time, median in cursor.fetchall()
        ]
    cache.set(key, rows, KEPT_SECONDS)
    return rows


def name_types(slugs: set[str]) -> dict[str, str]:
    """Return names of case types in the reader's language, by slug."""
    rows = CaseType.objects.filter(slug__in=slugs, retired_at=None)
    is_english = get_language() == "en"
    return {row.slug: (row.name_en if is_english else "") or row.name_id for row in rows}


def name_steps(slugs: set[str]) -> dict[tuple[str, str], str]:
    """Return titles of steps in the reader's language, by slug and key of the step."""
    rows = CaseType.objects.filter(slug__in=slugs, retired_at=None)
    is_english = get_language() == "en"
    return {
        (row.slug, plan.key): (plan.title_en if is_english else "") or plan.title_id
        for row in rows
        for plan in row.plan.route
    }


def grade_index(ikm: float) -> str:
    """Return A, B, C or D for an index of 25 to 100, rounded to two decimals first."""
    return grade(Decimal(f"{ikm:.2f}"))
