"""
Deadlines with pauses: microseconds each, and agreement with a clock that walks every minute.

python -m bench.deadlines [--quick]
"""

import gc
import sys
from collections.abc import Iterator, Sequence
from random import Random
from time import perf_counter

from bench.report import Figure, Scale, at_most, inform, run_alone
from kentongan.foundation.clock import compute_due
from kentongan.foundation.clock.tests.cases import OFFICE, Question, make_question, make_twin

DEADLINES = 100_000
OFFICES = 40
GOAL_MICROSECONDS = 20
SEED = 35_10


def run(scale: Scale) -> Iterator[Figure]:
    random = Random(SEED)  # noqa: S311 - the same sample each time
    twins = [make_twin(random, OFFICE if number % 2 else None) for number in range(OFFICES)]
    questions = [make_question(random, random.choice(twins)) for _ in range(DEADLINES)]
    yield inform("deadlines", DEADLINES, "")
    yield inform("of them with pauses", sum(bool(question.spans) for question in questions), "")
    yield at_most("one deadline", measure(questions), "µs", GOAL_MICROSECONDS)
    asked, wrong = compare(questions, seconds=scale.pick(20, 5))
    yield inform("of them simulated minute by minute", asked, "")
    yield at_most("disagreements with the simulation", wrong, "", 0)


def measure(questions: Sequence[Question]) -> float:
    """Time computing every due, calendars cold; reading pauses out of a database is not in it."""
    arguments = [question.arguments() for question in questions]
    gc.collect()
    began = perf_counter()
    for asked in arguments:
        compute_due(**asked)
    return (perf_counter() - began) / len(arguments) * 1_000_000


def compare(questions: Sequence[Question], *, seconds: int) -> tuple[int, int]:
    """Count how many were simulated in the time given, and how many of those disagreed."""
    ends = perf_counter() + seconds
    asked = wrong = 0
    for question in questions:
        if perf_counter() > ends:
            break
        asked += 1
        wrong += question.ask_clock() != question.ask_simulator()
    return asked, wrong


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
