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


@pytest.mark.parametrize(
    ("state", "seconds_left", "words"),
    [
        ("ok", 4200, "1 hour 10 minutes left"),
        ("ok", 24 * 3600, "3 working days left"),
        ("soon", 15 * 3600, "15 hours left"),
        ("late", -600, "10 minutes late"),
        ("paused", 600, "the clock stands still"),
        ("done", 600, "finished in time"),
    ],
)
def test_a_clock_is_said_in_words(state: str, seconds_left: int, words: str) -> None:
    with translation.override("en"):
        said = wording.say_clock(state=state, seconds_left=seconds_left, closed_late=False)

    assert said == words
