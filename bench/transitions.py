"""Case transitions per second through the service layer, each with its line in the chain.

python -m bench.transitions
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime

from bench.house import Stopwatch, open_house, percentile, say

PROCESSES = 2
CASES = 800
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


def prepare() -> tuple[list[str], int, int]:
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
        for _ in range(CASES)
    ]
    return ids, folk.users["Sari"], folk.users["Joko"]


def move(work: tuple[list[str], int, int]) -> list[float]:
    """Forward and return each case once: two transitions; gives seconds of each."""
    open_house(fresh=False)
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


def main() -> int:
    """Print transitions per second."""
    open_house()
    ids, sari, joko = prepare()
    from django.db import connections

    connections.close_all()
    parts = [ids[n::PROCESSES] for n in range(PROCESSES)]
    with ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(move, [([], sari, joko)] * PROCESSES))  # processes are up
        with Stopwatch() as watch:
            times = [t for part in pool.map(move, [(p, sari, joko) for p in parts]) for t in part]
    say(
        "case transitions with audit, 2 processes", f"{len(times) / watch.seconds:.0f}/s", "≥ 400/s"
    )
    say(
        "  one transition, median / p95",
        f"{percentile(times, 0.5) * 1e3:.1f} / {percentile(times, 0.95) * 1e3:.1f} ms",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
