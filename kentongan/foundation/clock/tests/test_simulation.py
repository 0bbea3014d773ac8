"""The clock against a second one that walks every minute."""

from random import Random

import pytest

from kentongan.foundation.clock.tests.cases import WEEKS, make_question, make_twin

PER_WEEK = 500


@pytest.mark.parametrize("number", range(len(WEEKS)))
def test_the_clock_agrees_with_walking_every_minute(number):
    random = Random(20261122 + number)  # noqa: S311 - a fixed sample
    for _ in range(PER_WEEK // 50):
        twin = make_twin(random, WEEKS[number])
        for _ in range(50):
            question = make_question(random, twin)

            assert question.ask_clock() == question.ask_simulator(), question
