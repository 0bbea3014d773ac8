"""Decisions about letters that need no database."""

from datetime import date, timedelta

import pytest

from kentongan.rooms.letters.rules.letters import (
    Standing,
    check_purpose,
    format_number,
    get_standing,
    get_valid_until,
    get_wait,
    mask_name,
)

DAY = date(2026, 11, 23)


@pytest.mark.parametrize("purpose", ["", "warning-1", "skrd"])
def test_a_purpose_stands_in_an_address(purpose: str) -> None:
    assert check_purpose(purpose) == purpose


@pytest.mark.parametrize("purpose", ["pencabutan", "Warning", "a b", "a/b", "-x", "x" * 41])
def test_what_cannot_stand_there_is_refused(purpose: str) -> None:
    with pytest.raises(ValueError, match="address"):
        check_purpose(purpose)


@pytest.mark.parametrize(
    ("is_revoked", "valid_until", "standing"),
    [
        (False, None, Standing.VALID),
        (False, DAY, Standing.VALID),
        (False, DAY - timedelta(days=1), Standing.EXPIRED),
        (True, DAY, Standing.REVOKED),
    ],
)
def test_how_a_letter_stands(
    is_revoked: bool, valid_until: date | None, standing: Standing
) -> None:
    assert get_standing(is_revoked=is_revoked, valid_until=valid_until, today=DAY) is standing


def test_a_letter_without_end_has_no_last_day() -> None:
    assert get_valid_until(issued_on=DAY, validity_days=0) is None


def test_the_number_is_written_as_the_series_says() -> None:
    written = format_number(
        "503/{number:04d}/{office_code}/{year}", number=7, office_code="429.111", year=2026
    )

    assert written == "503/0007/429.111/2026"


def test_a_name_is_masked_word_by_word() -> None:
    assert mask_name("Wati Contoh") == "W*** C*****"


def test_waiting_ends_at_an_hour() -> None:
    assert [get_wait(tries).seconds for tries in (1, 4, 5, 50)] == [15, 900, 3600, 3600]
