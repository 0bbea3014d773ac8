"""
Case transitions per second through the service layer, each with its line in the chain.

python -m bench.transitions [--quick]
"""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from bench.house import Stopwatch
from bench.report import Figure, Scale, at_least, inform, percentile, run_alone
from bench.steps import prepare, walk

PROCESSES = 2
GOAL = 400
WARM_UP = 20
TURNS = (("forward", "Sari"), ("return", "Joko"))


def run(scale: Scale) -> Iterator[Figure]:
    work = prepare("transitions", turns=TURNS, count=scale.pick(2_000, 400))
    parts = work.split(PROCESSES)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        list(pool.map(walk, [part.first(WARM_UP) for part in parts]))  # processes are warm
        rest = [part.without_first(WARM_UP) for part in parts]
        with Stopwatch() as watch:
            times = [seconds for part in pool.map(walk, rest) for seconds in part]
    rate = len(times) / watch.seconds
    yield at_least(f"case transitions with audit, {PROCESSES} processes", rate, "/s", GOAL)
    yield inform("  one transition, median", percentile(times, 0.5) * 1e3, "ms")
    yield inform("  one transition, p95", percentile(times, 0.95) * 1e3, "ms")


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
