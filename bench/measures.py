"""
Figures of reports at 100,000: measures, the page of categories, Open311's list, leaders' digest.

python -m bench.measures [--quick]

Also asks PostgreSQL for its plans: a question over thirty days that reads a whole table fails.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from time import perf_counter
from typing import Any

from bench.report import Figure, Scale, at_most, inform, percentile, run_alone, say
from bench.reports_years import open_reports

MEASURE_MS, LIST_MS, DIGEST_MS = 50, 100, 1000
PLACE, OFFICE, CATEGORY = "35.10.05.2001", "desa-35.10.05.2001", "parkir-trotoar"


def run(scale: Scale) -> Iterator[Figure]:
    now = open_reports(scale)
    from django.core.cache import cache

    rounds = scale.pick(50, 10)
    yield from _measure(now, rounds=rounds)
    cache.clear()
    yield from _list(now, rounds=rounds)
    yield from _digest(now, rounds=scale.pick(10, 3))


def _measure(now: Any, *, rounds: int) -> Iterator[Figure]:
    from kentongan.foundation import measures
    from kentongan.rooms.reports.queries import measured

    span = {"since": now - timedelta(days=30), "until": now}
    asked: tuple[dict[str, str], ...] = (
        {}, {"category": CATEGORY}, {"place_code": PLACE}, {"office_key": OFFICE},
    )  # fmt: skip
    for name in ("first_answer_time", "mend_time", "reopened_share", "open_late"):
        compute: Any = measures.get(f"reports.{name}").compute
        questions = [partial(compute, **span, **of) for of in asked]
        times = [_time(question) for question in questions for _ in range(rounds)]
        yield at_most(f"reports.{name} of 30 days, p95", percentile(times, 0.95), "ms", MEASURE_MS)
        scans = _find_scans(questions)
        yield at_most("  tables read whole for it", len(scans), "", 0)
        for scan in scans:
            say(scan)
    year = {"since": now - timedelta(days=365), "until": now}
    took = _time(lambda: measured.list_category_scores(**year))
    yield inform("  all categories of a year, not kept", took, "ms")


def _list(now: Any, *, rounds: int) -> Iterator[Figure]:
    from django.test import Client

    browser = Client()
    for what, query, goal in (
        ("Open311: 50 newest requests, p95", "page_size=50", LIST_MS),
        ("Open311: 50 open ones of a service, p95",
         f"page_size=50&status=open&service_code={CATEGORY}", LIST_MS),
        ("Open311: 1,000 newest requests, p95", "", 0),
    ):  # fmt: skip
        address = f"/open311/v2/requests.json?{query}"
        browser.get(address)
        times = [_time(partial(browser.get, address)) for _ in range(rounds)]
        value = percentile(times, 0.95)
        yield at_most(what, value, "ms", goal) if goal else inform(what, value, "ms")


def _digest(now: Any, *, rounds: int) -> Iterator[Figure]:
    from kentongan.rooms.reports.queries.digest import list_bad, write_digest

    found = list_bad(now=now)
    yield inform("open reports that are bad", len(found), "")
    times = [
        _time(lambda: write_digest(list_bad(now=now), title="x", now=now)) for _ in range(rounds)
    ]
    yield at_most("digest of all of them, written", percentile(times, 0.95), "ms", DIGEST_MS)


def _time(ask: Callable[[], Any]) -> float:
    began = perf_counter()
    ask()
    return (perf_counter() - began) * 1000


def _find_scans(questions: Sequence[Callable[[], Any]]) -> list[str]:
    """Return the whole tables that the plans of these questions read, of the two big ones."""
    from django.db import connection

    found: list[str] = []

    def explain(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if " report r" in sql or '"case" c' in sql:
            with connection.cursor() as cursor:
                cursor.cursor.execute(f"EXPLAIN {sql}", params)
                lines = [line for (line,) in cursor.cursor.fetchall()]
            big = ("Seq Scan on report r", 'Seq Scan on "case" c')
            found.extend(line.strip() for line in lines if line.strip(" ->").startswith(big))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        for question in questions:
            question()
    return found


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
