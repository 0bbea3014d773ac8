"""
Proposing what others told already, among 100,000 reports: by pin, and by village and words.

python -m bench.duplicates [--quick]
"""

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

from bench.report import Figure, Scale, at_most, inform, percentile, run_alone, say
from bench.reports_years import open_reports

GOAL_MS = 50
NEWEST = """SELECT lat, lon, place_id, category_id, description, code FROM report
            WHERE is_public AND lat IS NOT NULL AND standing IN ('working', 'mended')
              AND reported_at > %s ORDER BY md5(code) LIMIT %s"""


def run(scale: Scale) -> Iterator[Figure]:
    until = open_reports(scale)
    from django.db import connection

    from kentongan.rooms.people import api as people
    from kentongan.rooms.places import api as places

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM report")
        yield inform("reports among which likeness is looked for", cursor.fetchone()[0], "")
        since = until - timedelta(days=9)
        cursor.execute(NEWEST, [since, scale.pick(500, 80)])
        told = cursor.fetchall()
    office = places.get_office("diskominfo")
    officer = people.Actor(
        "user:1", user_id=1, holdings=(people.Holding(office.pk, office.key, "officer"),)
    )
    pins, again = _measure(told, now=until, by=people.VISITOR, with_pin=True)
    words, _ = _measure(told, now=until, by=people.VISITOR, with_pin=False)
    desk, _ = _measure(told, now=until, by=officer, with_pin=True)
    yield at_most("proposal by pin, p95", percentile(pins, 0.95), "ms", GOAL_MS)
    yield at_most("proposal by village and words, p95", percentile(words, 0.95), "ms", GOAL_MS)
    yield at_most("proposal for an officer, p95", percentile(desk, 0.95), "ms", GOAL_MS)
    yield inform("told again 40 m away, the first is among those proposed", again * 100, "%")
    wrong = _share_wrong(told, now=until)
    yield inform("something else told at the same corner, the first is proposed", wrong * 100, "%")


def _share_wrong(told: list[Any], *, now: datetime) -> float:
    """Tell at each place what another category says; return how often the first is proposed."""
    from kentongan.rooms.people import api as people
    from kentongan.rooms.reports import api as reports

    asked = proposed = 0
    for (lat, lon, place, first, _, code), other in zip(told, reversed(told), strict=True):
        if other[3] == first:
            continue
        similar = reports.find_similar(
            lat=lat, lon=lon, village_code=place, category=other[3], words=other[4], now=now,
            by=people.VISITOR,
        )  # fmt: skip
        asked += 1
        proposed += code in {one.code for one in similar}
    return proposed / max(1, asked)


def _measure(
    told: list[Any], *, now: datetime, by: Any, with_pin: bool
) -> tuple[list[float], float]:
    """Tell each of these again from about 40 m away; return the times and the share found."""
    from kentongan.rooms.reports import api as reports

    times, found = [], 0
    for lat, lon, place, category, words, code in told:
        began = perf_counter()
        similar = reports.find_similar(
            lat=lat + 0.0003 if with_pin else None, lon=lon + 0.0002 if with_pin else None,
            village_code=place, category=category, words=words, now=now, by=by,
        )  # fmt: skip
        times.append((perf_counter() - began) * 1000)
        found += code in {one.code for one in similar}
    say(f"slowest {max(times):.0f} ms, median {percentile(times, 0.5):.1f} ms")
    return times, found / len(told)


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
