from django.utils import translation

import pytest

from kentongan.lobby.design import wording


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (20, "less than a minute"),
        (60, "1 minute"),
        (41 * 60 + 5, "41 minutes"),
        (3600, "1 hour"),
        (4200, "1 hour 10 minutes"),
        (-4200, "1 hour 10 minutes"),
        (26 * 3600, "1 day 2 hours"),
        (12 * 86400 + 7200, "12 days"),
    ],
)
def test_a_length_is_said_in_two_units_at_most(seconds: int, words: str) -> None:
    with translation.override("en"):
        assert wording.say_duration(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(2460, "41 min"), (5 * 3600, "5 h"), (6 * 86400, "6 d")]
)
def test_a_board_says_a_length_in_one_unit(seconds: int, words: str) -> None:
    with translation.override("en"):
        assert wording.say_briefly(seconds) == words


def test_a_promise_of_sixty_minutes_is_an_hour() -> None:
    with translation.override("en"):
        assert wording.say_minutes(60) == "1 hour"


@pytest.mark.parametrize(
    ("number", "shown"),
    [("3510160302900003", "3510 •••• •••• 0003"), ("1234", "•••• 34")],
)
def test_the_middle_of_a_number_is_hidden(number: str, shown: str) -> None:
    assert wording.mask(number) == shown
