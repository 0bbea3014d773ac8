"""
Deadlines with pauses: microseconds each, and agreement with a clock that walks every minute.

python -m bench.deadlines
"""

import gc
import sys
from collections.abc import Sequence
from random import Random
from time import perf_counter

from kentongan.foundation.clock import compute_due
from kentongan.foundation.clock.tests.cases import OFFICE, Question, make_question, make_twin

DEADLINES = 100_000
OFFICES = 40
GOAL_MICROSECONDS = 20
SECONDS_TO_SIMULATE = 20
SEED = 35_10


def main() -> int:
    """Print both figures; 1 when a goal is missed, so that a script can tell."""
    random = Random(SEED)  # noqa: S311 - the same sample each time
    twins = [make_twin(random, OFFICE if number % 2 else None) for number in range(OFFICES)]
    questions = [make_question(random, random.choice(twins)) for _ in range(DEADLINES)]
    paused = sum(bool(question.spans) for question in questions)
    microseconds = measure(questions)
    asked, wrong = compare(questions)
    sys.stdout.write(
        f"deadlines: {DEADLINES:,} ({paused:,} with pauses, {OFFICES} calendars) "
        f"{microseconds:.1f} µs each (goal ≤ {GOAL_MICROSECONDS})\n"
        f"simulated minute by minute: {asked:,} of them in {SECONDS_TO_SIMULATE} s, "
        f"{wrong} disagreements (goal 0)\n"
    )
    return int(wrong > 0 or microseconds > GOAL_MICROSECONDS)


def measure(questions: Sequence[Question]) -> float:
    """Time computing every due, calendars cold; reading pauses out of a database is not in it."""
    arguments = [question.arguments() for question in questions]
    gc.collect()
    began = perf_counter()
    for asked in arguments:
        compute_due(**asked)
    return (perf_counter() - began) / len(arguments) * 1_000_000


def compare(questions: Sequence[Question]) -> tuple[int, int]:
    """Count how many were simulated in the time given, and how many of those disagreed."""
    ends = perf_counter() + SECONDS_TO_SIMULATE
    asked = wrong = 0
    for question in questions:
        if perf_counter() > ends:
            break
        asked += 1
        wrong += question.ask_clock() != question.ask_simulator()
    return asked, wrong


if __name__ == "__main__":
    sys.exit(main())
