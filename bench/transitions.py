"""
Case transitions per second through the service layer, each with its line in the chain.

python -m bench.transitions [--quick]
"""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context

from bench.house import Stopwatch, open_house
from bench.report import Figure, Scale, at_least, inform, percentile, run_alone

PROCESSES = 2
GOAL = 400
NAME = "transitions"
NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
ROUTE = [
    {
        "key": "desa",
        "title": {"id": "Desa"},
        "office": "village",
        "role": "officer",
        "promise": {"minutes": 60},
        "decisions": ["forward", "refuse", "ask"],
    },
    {
        "key": "camat",
        "title": {"id": "Camat"},
        "office": "district",
        "role": "head",
        "promise": {"days": 1},
        "decisions": ["grant", "refuse", "return"],
    },
]


def prepare(count: int) -> tuple[list[str], int, int]:
    """Submit the cases; gives their ids and the ids of the two officers."""
    from kentongan.foundation.actors import TERMINAL
    from kentongan.rooms.cases import api as cases
    from tests.people import SUMBERBERAS, make_people, make_regency

    make_regency()
    folk = make_people()
    cases.publish_case_type(
        slug="bench",
        kind="application",
        name_id="Bench",
        name_en="Bench",
        definition={"promise": {"days": 1}, "route": ROUTE},
        by=TERMINAL,
        now=NOW,
    )
    ids = [
        str(
            cases.submit_case(
                type_slug="bench",
                place_code=SUMBERBERAS,
                applicant_id=folk.persons["Wati"],
                answers={},
                by=TERMINAL,
                now=NOW,
            ).pk
        )
        for _ in range(count)
    ]
    return ids, folk.users["Sari"], folk.users["Joko"]


def move(work: tuple[list[str], int, int]) -> list[float]:
    """Forward and return each case once: two transitions; gives seconds of each."""
    open_house(fresh=False, name=NAME)
    from uuid import UUID

    from kentongan.rooms.cases import api as cases
    from kentongan.rooms.people import api as people

    ids, sari_id, joko_id = work
    sari = people.get_actor(sari_id, now=NOW)
    joko = people.get_actor(joko_id, now=NOW, has_second_factor=True)
    times = []
    for case_id in ids:
        for version, decision, by in ((1, "forward", sari), (2, "return", joko)):
            with Stopwatch() as watch:
                cases.decide(
                    case_id=UUID(case_id),
                    version=version,
                    decision=decision,
                    note="Pengantar RT belum ada.",
                    by=by,
                    now=NOW,
                )
            times.append(watch.seconds)
    return times


def run(scale: Scale) -> Iterator[Figure]:
    open_house(name=NAME)
    ids, sari, joko = prepare(scale.pick(2_000, 400))
    from django.db import connections

    connections.close_all()
    parts = [ids[n::PROCESSES] for n in range(PROCESSES)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        list(pool.map(move, [(part[:20], sari, joko) for part in parts]))  # processes are warm
        with Stopwatch() as watch:
            rest = [(part[20:], sari, joko) for part in parts]
            times = [seconds for part in pool.map(move, rest) for seconds in part]
    yield at_least(
        f"case transitions with audit, {PROCESSES} processes",
        len(times) / watch.seconds, "/s", GOAL,
    )  # fmt: skip
    yield inform("one transition, median", percentile(times, 0.5) * 1e3, "ms")
    yield inform("one transition, p95", percentile(times, 0.95) * 1e3, "ms")


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
