"""The numbers this room offers to others, each over [since, until), of one office or of all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from kentongan.rooms.cases.rules.survey import FEWEST_ANSWERS
from kentongan.rooms.places import api as places

ENDED = "ended_at >= %(since)s AND ended_at < %(until)s"
RUNNING = "starts_at < %(until)s AND (ended_at IS NULL OR ended_at >= %(until)s)"
STEPS = (
    "FROM case_step WHERE kind = 'route' AND (%(office)s::bigint IS NULL OR office_id = %(office)s)"
)
ON_TIME = f"SELECT 100.0 * count(*) FILTER (WHERE ended_at <= due_at) / nullif(count(*), 0) {STEPS} AND {ENDED}"  # noqa: E501 - constants
MEDIAN = (
    f"SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY worked_seconds) / 60.0 {STEPS} AND {ENDED}"
)
OPEN = f"SELECT count(*) {STEPS} AND {RUNNING}"
PAUSED = """SELECT FROM case_pause p WHERE p.case_id = case_step.case_id
    AND p.starts_at < %(until)s AND (p.ends_at IS NULL OR p.ends_at >= %(until)s)"""
LATE = f"{OPEN} AND due_at < %(until)s AND NOT EXISTS ({PAUSED})"
IKM = """SELECT CASE WHEN count(*) >= %(fewest)s
    THEN avg((u1 + u2 + u3 + u4 + u5 + u6 + u7 + u8 + u9) / 9.0) * 25 END
FROM case_survey WHERE rated_at >= %(since)s AND rated_at < %(until)s
    AND (%(office)s::bigint IS NULL OR office_id = %(office)s)"""


def measure_on_time(
    *, since: datetime, until: datetime, office_key: str | None = None
) -> float | None:
    """Return percent of steps that ended within their own promise."""
    return _ask(ON_TIME, since=since, until=until, office_key=office_key)


def measure_median(
    *, since: datetime, until: datetime, office_key: str | None = None
) -> float | None:
    """Return the median of working minutes a step took."""
    return _ask(MEDIAN, since=since, until=until, office_key=office_key)


def count_open(*, since: datetime, until: datetime, office_key: str | None = None) -> float | None:
    """Return how many steps were open at the end of the period."""
    return _ask(OPEN, since=since, until=until, office_key=office_key)


def count_late(*, since: datetime, until: datetime, office_key: str | None = None) -> float | None:
    """Return how many steps were open and past their promise at the end of the period."""
    return _ask(LATE, since=since, until=until, office_key=office_key)


def measure_satisfaction(
    *, since: datetime, until: datetime, office_key: str | None = None
) -> float | None:
    """Return the index of satisfaction, 25 to 100; None below five answers."""
    return _ask(IKM, since=since, until=until, office_key=office_key)


def _ask(sql: str, *, since: datetime, until: datetime, office_key: str | None) -> float | None:
    office = places.get_office(office_key).pk if office_key else None
    facts: Mapping[str, Any] = {
        "since": since, "until": until, "office": office, "fewest": FEWEST_ANSWERS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        (value,) = cursor.fetchone()
    return None if value is None else float(value)
