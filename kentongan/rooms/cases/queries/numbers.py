"""What really happened: figures from the cases themselves, for pages, boards and measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import connection

from kentongan.rooms.cases.rules.survey import FEWEST_ANSWERS, SurveyResult, rate
from kentongan.rooms.places import api as places

REALITY_DAYS = 90
KEPT_SECONDS = 120
HOURS_SHOWN = 20
ASKED_DAYS, ASKED_KEPT_SECONDS = 30, 600


@dataclass(frozen=True)
class Reality:
    """How long cases of one type really took: working seconds, and the share on time."""

    count: int
    median_seconds: int
    p90_seconds: int
    on_time_percent: int
    slowest_place: str
    slowest_seconds: int
    bins: tuple[tuple[int, int], ...]  # (upper edge in seconds, cases)


@dataclass(frozen=True)
class OfficeScore:
    """One office in a period."""

    office_id: int
    ended: int
    on_time: int
    median_seconds: int
    open: int
    late: int
    ikm: float | None
    rated: int

    @property
    def on_time_percent(self) -> int | None:
        return round(100 * self.on_time / self.ended) if self.ended else None


REALITY = """
WITH closed AS (
    SELECT worked_seconds, closed_at <= due_at AS on_time, place_id FROM "case"
    WHERE type_slug = %(slug)s AND closed_at >= %(since)s AND outcome IN ('granted', 'refused')
      AND worked_seconds IS NOT NULL
), places AS (
    SELECT place_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY worked_seconds) AS m
    FROM closed GROUP BY place_id HAVING count(*) >= 3
)
SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY worked_seconds),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY worked_seconds),
       100.0 * count(*) FILTER (WHERE on_time) / greatest(count(*), 1),
       (SELECT place_id FROM places ORDER BY m DESC LIMIT 1),
       (SELECT m FROM places ORDER BY m DESC LIMIT 1)
FROM closed
"""
BINS = """
SELECT width_bucket(worked_seconds, 0, %(top)s, %(bins)s) AS bin, count(*) FROM "case"
WHERE type_slug = %(slug)s AND closed_at >= %(since)s AND outcome IN ('granted', 'refused')
  AND worked_seconds IS NOT NULL GROUP BY bin ORDER BY bin
"""


def get_reality(slug: str, *, promise_seconds: int, now: datetime) -> Reality:
    """Return what happened to cases of this type in the last 90 days; kept for two minutes."""
    key = f"reality:{slug}:{promise_seconds}"
    known: Reality | None = cache.get(key)
    if known is not None:
        return known
    facts: dict[str, Any] = {
        "slug": slug,
        "since": now - timedelta(days=REALITY_DAYS),
        "top": max(promise_seconds * 1.5, 3600),
        "bins": HOURS_SHOWN,
    }
    with connection.cursor() as cursor:
        cursor.execute(REALITY, facts)
        count, median, p90, on_time, place_code, slowest = cursor.fetchone()
        cursor.execute(BINS, facts)
        bins = tuple(
            (int(facts["top"] / HOURS_SHOWN * min(bin_, HOURS_SHOWN + 1)), number)
            for bin_, number in cursor.fetchall()
        )
    place = places.get_region(place_code).name if place_code else ""
    made = Reality(
        count, int(median or 0), int(p90 or 0), round(on_time or 0), place, int(slowest or 0), bins
    )
    cache.set(key, made, KEPT_SECONDS)
    return made


SCORES = """
WITH ended AS (
    SELECT office_id, count(*) AS ended, count(*) FILTER (WHERE ended_at <= due_at) AS on_time,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY worked_seconds) AS median
    FROM case_step WHERE ended_at >= %(since)s AND ended_at < %(until)s GROUP BY office_id
), opened AS (
    SELECT office_id, count(*) AS open,
           count(*) FILTER (WHERE due_at < %(now)s AND NOT EXISTS (
               SELECT FROM case_pause p WHERE p.case_id = s.case_id AND p.ends_at IS NULL
           )) AS late
    FROM case_step s WHERE ended_at IS NULL GROUP BY office_id
), rated AS (
    SELECT office_id, count(*) AS rated,
           avg((u1 + u2 + u3 + u4 + u5 + u6 + u7 + u8 + u9) / 9.0) * 25 AS ikm
    FROM case_survey WHERE rated_at >= %(since)s AND rated_at < %(until)s GROUP BY office_id
)
SELECT coalesce(e.office_id, p.office_id), coalesce(e.ended, 0), coalesce(e.on_time, 0),
       coalesce(e.median, 0), coalesce(p.open, 0), coalesce(p.late, 0), r.ikm, coalesce(r.rated, 0)
FROM ended e FULL JOIN opened p ON p.office_id = e.office_id
     LEFT JOIN rated r ON r.office_id = coalesce(e.office_id, p.office_id)
ORDER BY coalesce(p.late, 0) DESC, coalesce(e.ended, 0) DESC, 1
"""


def list_office_scores(*, since: datetime, until: datetime, now: datetime) -> list[OfficeScore]:
    """Return every office with work in the period, the latest ones first; kept for two minutes."""
    key = f"scores:{since:%Y%m%d}:{until:%Y%m%d}"
    known: list[OfficeScore] | None = cache.get(key)
    if known is not None:
        return known
    with connection.cursor() as cursor:
        cursor.execute(SCORES, {"since": since, "until": until, "now": now})
        rows = [_make_score(row) for row in cursor.fetchall()]
    cache.set(key, rows, KEPT_SECONDS)
    return rows


ASKED = """
SELECT slug, (SELECT count(*) FROM "case" WHERE type_slug = slug AND closed_at >= %(since)s)
FROM unnest(%(slugs)s::text[]) AS asked(slug)
"""


def count_asked(slugs: Sequence[str], *, now: datetime) -> dict[str, int]:
    """Return how many cases of each type ended in the last 30 days; kept for ten minutes."""
    known: dict[str, int] | None = cache.get("asked")
    if known is not None and set(slugs) <= known.keys():
        return {slug: known[slug] for slug in slugs}
    with connection.cursor() as cursor:
        cursor.execute(ASKED, {"slugs": list(slugs), "since": now - timedelta(days=ASKED_DAYS)})
        made = {str(slug): int(count) for slug, count in cursor.fetchall()}
    cache.set("asked", made, ASKED_KEPT_SECONDS)
    return made


def _make_score(row: tuple[Any, ...]) -> OfficeScore:
    office_id, ended, on_time, median, opened, late, ikm, rated = row
    shown = float(ikm) if ikm is not None and rated >= FEWEST_ANSWERS else None
    return OfficeScore(office_id, ended, on_time, int(median), opened, late, shown, rated)


SURVEY = """
SELECT count(*), avg(u1), avg(u2), avg(u3), avg(u4), avg(u5), avg(u6), avg(u7), avg(u8), avg(u9)
FROM case_survey WHERE rated_at >= %(since)s AND rated_at < %(until)s
"""


def get_survey_result(
    *, since: datetime, until: datetime, slug: str | None = None, office_id: int | None = None
) -> SurveyResult | None:
    """Return the satisfaction of a service or office, or None below the minimum of answers."""
    where, facts = "", {"since": since, "until": until, "slug": slug, "office": office_id}
    if slug is not None:
        where += " AND type_slug = %(slug)s"
    if office_id is not None:
        where += " AND office_id = %(office)s"
    with connection.cursor() as cursor:
        cursor.execute(SURVEY + where, facts)
        count, *means = cursor.fetchone()
    if count < FEWEST_ANSWERS:
        return None
    return rate(count=count, means=[float(mean) for mean in means])
