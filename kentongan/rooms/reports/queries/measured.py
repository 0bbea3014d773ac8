"""
The numbers this room offers, each over [since, until): of an office, a category, a place, or all.

Times are those of the wall, as people live them; the office is the one that holds the case, or held
it last. A place is a village, or a district with all its villages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import connection

from kentongan.rooms.places import api as places
from kentongan.rooms.reports.queries.categories import list_categories

KEPT_SECONDS = 120
CHOSEN = """
    FROM report r WHERE {period} {office}
      AND (%(category)s::text IS NULL OR r.category_id = %(category)s)
      AND (%(place)s::text IS NULL OR r.place_id = %(place)s
           OR r.place_id LIKE %(place)s || '.%%')
"""
RECEIVED = "r.reported_at >= %(since)s AND r.reported_at < %(until)s"
MENDED = "r.mended_at >= %(since)s AND r.mended_at < %(until)s"
# A lookup for each report of the period: a join would read all cases, of every year and room.
OF_OFFICE = """AND %(office)s =
    (SELECT c.holder_office_id FROM "case" c WHERE c.id = r.case_id)"""
HOURS = """SELECT percentile_cont(0.5) WITHIN GROUP (
    ORDER BY extract(epoch FROM {moment} - r.reported_at)) / 3600.0"""
FIRST_ANSWER = HOURS.format(moment="r.first_answer_at")
MEND = HOURS.format(moment="r.mended_at")
REOPENED = """SELECT 100.0 * count(*) FILTER (WHERE r.reopened_count > 0) / nullif(count(*), 0)"""
WAS_MENDED = "(r.mended_at IS NOT NULL OR r.reopened_count > 0)"
# Open and past its promise at the end of the period: what is open now, and what was closed since.
LATE = """
WITH late AS (
    SELECT id, type_slug FROM "case" c WHERE closed_at IS NULL AND {late}
    UNION ALL
    SELECT id, type_slug FROM "case" c WHERE closed_at >= %(until)s AND {late}
) SELECT {what} FROM late WHERE NOT EXISTS (
    SELECT FROM case_pause p WHERE p.case_id = late.id
      AND p.starts_at < %(until)s AND (p.ends_at IS NULL OR p.ends_at >= %(until)s))
"""
IS_LATE = """due_at < %(until)s AND submitted_at < %(until)s AND type_slug = ANY(%(slugs)s)
    AND (%(office)s::bigint IS NULL OR holder_office_id = %(office)s)
    AND (%(place)s::text IS NULL OR place_id = %(place)s OR place_id LIKE %(place)s || '.%%')"""
SCORES = """
SELECT r.category_id, count(*), percentile_cont(0.5) WITHIN GROUP (
           ORDER BY extract(epoch FROM r.first_answer_at - r.reported_at)),
       percentile_cont(0.5) WITHIN GROUP (
           ORDER BY extract(epoch FROM r.mended_at - r.reported_at)),
       count(*) FILTER (WHERE r.mended_at IS NOT NULL OR r.reopened_count > 0),
       count(*) FILTER (WHERE r.reopened_count > 0)
FROM report r WHERE r.reported_at >= %(since)s AND r.reported_at < %(until)s
GROUP BY r.category_id
"""


@dataclass(frozen=True)
class CategoryScore:
    """How reports of one category, received in a period, went; seconds of the wall."""

    slug: str
    name: str
    received: int
    first_answer_seconds: float | None
    mend_seconds: float | None
    reopened_percent: int | None
    late: int


def measure_first_answer(
    *, since: datetime, until: datetime, office_key: str | None = None,
    category: str | None = None, place_code: str | None = None,
) -> float | None:  # fmt: skip
    """Return the median of hours until somebody answered, of reports received in the period."""
    facts = _gather(since, until, office_key, category, place_code)
    return _ask(FIRST_ANSWER, f"{RECEIVED} AND r.first_answer_at IS NOT NULL", facts)


def measure_mend(
    *, since: datetime, until: datetime, office_key: str | None = None,
    category: str | None = None, place_code: str | None = None,
) -> float | None:  # fmt: skip
    """Return the median of hours until it was mended, of reports mended in the period."""
    return _ask(MEND, MENDED, _gather(since, until, office_key, category, place_code))


def measure_reopened(
    *, since: datetime, until: datetime, office_key: str | None = None,
    category: str | None = None, place_code: str | None = None,
) -> float | None:  # fmt: skip
    """Return the percent of mended reports, received in the period, that were opened again."""
    facts = _gather(since, until, office_key, category, place_code)
    return _ask(REOPENED, f"{RECEIVED} AND {WAS_MENDED}", facts)


def count_late_reports(
    *, since: datetime, until: datetime, office_key: str | None = None,
    category: str | None = None, place_code: str | None = None,
) -> float | None:  # fmt: skip
    """Return how many reports were open and past their promise at the end of the period."""
    facts = _gather(since, until, office_key, category, place_code)
    with connection.cursor() as cursor:
        cursor.execute(LATE.format(late=IS_LATE, what="count(*)"), facts)
        return float(cursor.fetchone()[0])


def list_category_scores(*, since: datetime, until: datetime) -> list[CategoryScore]:
    """Return every category that can be reported, the most reported first; kept two minutes."""
    key = f"report-scores:{since:%Y%m%d}:{until:%Y%m%d}"
    known: dict[str, tuple[Any, ...]] | None = cache.get(key)
    if known is None:
        known = _count_scores(_gather(since, until, None, None, None))
        cache.set(key, known, KEPT_SECONDS)
    nothing = (0, None, None, 0, 0, 0)
    scores = [
        _make_score(category.slug, category.name, known.get(category.slug, nothing))
        for category in list_categories()
    ]
    return sorted(scores, key=lambda score: -score.received)


def _count_scores(facts: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    late = LATE.format(late=IS_LATE, what="type_slug, count(*)") + " GROUP BY type_slug"
    with connection.cursor() as cursor:
        cursor.execute(SCORES, facts)
        rows = cursor.fetchall()
        cursor.execute(late, facts)
        waiting = {slug.removeprefix("lapor-"): count for slug, count in cursor.fetchall()}
    known = {slug: (*numbers, waiting.pop(slug, 0)) for slug, *numbers in rows}
    return known | {slug: (0, None, None, 0, 0, count) for slug, count in waiting.items()}


def _make_score(slug: str, name: str, numbers: tuple[Any, ...]) -> CategoryScore:
    received, first, mend, mended, reopened, late = numbers
    percent = round(100 * reopened / mended) if mended else None
    return CategoryScore(slug, name, received, first, mend, percent, late)


def _gather(
    since: datetime, until: datetime, office_key: str | None, category: str | None,
    place_code: str | None,
) -> dict[str, Any]:  # fmt: skip
    slugs = [one.type_slug for one in list_categories() if category in {None, one.slug}]
    return {
        "since": since, "until": until, "category": category, "place": place_code, "slugs": slugs,
        "office": places.get_office(office_key).pk if office_key else None,
    }  # fmt: skip


def _ask(what: str, period: str, facts: Mapping[str, Any]) -> float | None:
    office = OF_OFFICE if facts["office"] is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(what + CHOSEN.format(office=office, period=period), facts)
        (value,) = cursor.fetchone()
    return None if value is None else float(value)
