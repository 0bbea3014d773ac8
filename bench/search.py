"""
An officer's search over the cases of five years: the whole question, at the 95th percentile.

python -m bench.search [--quick] [--cases 1000000]
"""

import sys
from collections.abc import Iterator
from time import perf_counter

from bench.house import open_years
from bench.report import Figure, Scale, at_most, inform, percentile, run_alone, say

GOAL_MS = 20
WORDS = (
    "usaha", "kematian", "surat keterangan", "kartu", "pindah", "akta kelahiran", "moving",
    "nikah sumberberas", "tidak mampu", "surat", "kehilangan muncar", "zzz",
)  # fmt: skip
BUSIEST = """
SELECT DISTINCT ON (o.kind) o.id, o.key FROM places_office o JOIN case_step s ON s.office_id = o.id
GROUP BY o.id, o.key, o.kind ORDER BY o.kind, count(*) DESC
"""
CODES = 'SELECT code FROM "case" WHERE holder_office_id = %s ORDER BY random() LIMIT 4'


def run(scale: Scale) -> Iterator[Figure]:
    open_years(scale)
    from django.db import connection

    from kentongan.rooms.people import api as people

    every: list[float] = []
    with connection.cursor() as cursor:
        cursor.execute('SELECT count(*) FROM "case"')
        yield inform("cases that an officer's search goes through", cursor.fetchone()[0], "")
        cursor.execute(BUSIEST)
        offices = cursor.fetchall()
    for pk, key in offices:
        with connection.cursor() as cursor:
            cursor.execute(CODES, [pk])
            codes = [code for (code,) in cursor.fetchall()]
        actor = people.Actor("user:1", user_id=1, holdings=(people.Holding(pk, key, "officer"),))
        for text in (*WORDS, *codes, *(code[:6] for code in codes)):
            every += _measure(text, actor, rounds=scale.pick(20, 5))
    yield inform("an officer's search, median", percentile(every, 0.5), "ms")
    yield at_most("an officer's search, p95", percentile(every, 0.95), "ms", GOAL_MS)


def _measure(text: str, actor: object, *, rounds: int) -> list[float]:
    from kentongan.rooms.cases import api as cases

    times = []
    for _ in range(rounds):
        began = perf_counter()
        cases.search_cases(text, by=actor)  # type: ignore[arg-type]
        times.append((perf_counter() - began) * 1000)
    median = percentile(times, 0.5)
    if median > GOAL_MS:
        office = actor.holdings[0].office_key  # type: ignore[attr-defined]
        say(f"{text!r} at {office} takes {median:.0f} ms")
    return times


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
