"""
Reading the audit chain of five years again: lines per second, every hash computed anew.

python -m bench.audit [--quick] [--cases 1000000]
"""

import resource
import sys
from collections.abc import Iterator

from bench.house import Stopwatch, open_years
from bench.report import Figure, Scale, at_least, inform, run_alone

GOAL = 50_000


def run(scale: Scale) -> Iterator[Figure]:
    open_years(scale)
    from kentongan.foundation.audit import chain

    with Stopwatch() as watch:
        verdict = chain.verify()
    yield inform("lines of the chain", verdict.lines, "lines")
    yield at_least("the chain is whole (1: yes)", int(verdict.is_whole), "", 1)
    yield at_least("verify_audit", verdict.lines / watch.seconds, "lines/s", GOAL)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield inform("verify_audit: memory at most", peak, "MB")


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
