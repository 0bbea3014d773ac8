"""
An officer's lists with a million cases: how long the database works for each, 95th percentile.

python -m bench.desk [--quick] [--cases 1000000]
"""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from bench.house import DatabaseTime, open_years
from bench.report import Figure, Scale, at_most, inform, percentile, run_alone, say
from kentongan.config.paths import VAR

GOAL_MS = 30
PLANS = VAR / "bench-plans.txt"
DEEP = 10  # pages by key
BUSIEST = """
SELECT o.id, o.key, count(*) FILTER (WHERE s.ended_at IS NULL) AS open, count(*) AS all
FROM case_step s JOIN places_office o ON o.id = s.office_id WHERE o.kind = %s
GROUP BY o.id, o.key ORDER BY open DESC, count(*) DESC LIMIT 1
"""


def run(scale: Scale) -> Iterator[Figure]:
    open_years(scale)
    from kentongan.rooms.cases import api as cases

    PLANS.unlink(missing_ok=True)
    rounds = scale.pick(200, 40)
    every: list[float] = []
    yield inform("cases in the database", _count_cases(), "")
    for who, actor in _make_officers():
        worst: tuple[float, str] = (0.0, "")
        for name, ask in _list_questions(cases, actor):
            times = _measure(ask, rounds=rounds)
            every += times
            worst = max(worst, (percentile(times, 0.95), name))
        say(f"{who}: slowest is {worst[1]}")
        yield at_most(f"desk of {who.split(' (')[0]}: slowest list, p95", worst[0], "ms", GOAL_MS)
    yield at_most(
        "all desks, queues and pages together, p95", percentile(every, 0.95), "ms", GOAL_MS
    )


def _count_cases() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute('SELECT count(*) FROM "case"')
        return int(cursor.fetchone()[0])


def _make_officers() -> list[tuple[str, Any]]:
    """Describe an officer and a head at the busiest office of each kind."""
    from django.db import connection

    from kentongan.rooms.people import api as people

    made = []
    for kind in ("village", "district", "agency"):
        with connection.cursor() as cursor:
            cursor.execute(BUSIEST, [kind])
            pk, key, count, ever = cursor.fetchone()
        held = [people.Holding(pk, key, role) for role in ("officer", "head")]
        words = f"a {kind} ({key}: {count:,} open, {ever:,} ever)"
        say(words)
        made += [
            (f"an officer at {words}", people.Actor("user:1", user_id=1, holdings=(held[0],))),
            (f"a head at {words}", people.Actor("user:1", user_id=1, holdings=(held[1],))),
        ]
    return made


def _list_questions(cases: Any, actor: Any) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield each queue's first and tenth page, the counts, and the clocks that rows show."""
    yield "counts of all queues", partial(cases.count_queues, by=actor)
    for queue in cases.QUEUES:
        yield f"{queue}, first page", partial(cases.list_desk, by=actor, queue=queue)
        after = ""
        for _ in range(DEEP - 1):
            page = cases.list_desk(by=actor, queue=queue, after=after)
            if page.after is None:
                break
            after = page.after
        if after:
            yield (
                f"{queue}, a page deep in it",
                partial(cases.list_desk, by=actor, queue=queue, after=after),
            )


def _measure(ask: Callable[[], Any], *, rounds: int) -> list[float]:
    from django.db import connection

    times, slowest = [], (0.0, "", None)
    for _ in range(rounds):
        timer = DatabaseTime()
        with connection.execute_wrapper(timer):
            ask()
        times.append(timer.ms)
        slowest = max(slowest, timer.slowest, key=lambda found: found[0])
    if percentile(times, 0.95) > GOAL_MS:
        _explain(slowest[1], slowest[2])
    return times


def _explain(sql: str, params: Any) -> None:
    """Keep why the slowest question was slow."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, SETTINGS) {sql}", params)
        plan = [str(line) for (line,) in cursor.fetchall()]
    with PLANS.open("a") as file:
        file.write("\n".join([sql, *plan, "", ""]))
    say(f"{plan[-1]} of its slowest question once more; its plan is in {PLANS}")


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
