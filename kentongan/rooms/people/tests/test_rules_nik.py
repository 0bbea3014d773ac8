"""The NIK: handbook vectors, sentences that name the digits, and any NIK that could exist."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.rooms.people.errors import NikWrong
from kentongan.rooms.people.rules import check_nik, last_four, mask_nik

TODAY = date(2026, 11, 22)


def test_a_man_of_the_first_of_january_is_read() -> None:
    facts = check_nik("3510160101900001", today=TODAY)

    assert (facts.region, facts.birth_date, facts.sex) == ("35.10.16", date(1990, 1, 1), "male")


def test_a_woman_has_forty_added_to_her_day() -> None:
    facts = check_nik("3510164101900001", today=TODAY)

    assert (facts.birth_date, facts.sex) == (date(1990, 1, 1), "female")


def test_spaces_dots_and_dashes_do_not_matter() -> None:
    assert check_nik(" 3510 1601.0190-0001 ", today=TODAY).nik == "3510160101900001"


@pytest.mark.parametrize(
    ("nik", "problem", "sentence"),
    [
        ("", "empty", "16 digits"),
        ("351016010190000", "too_short", "This one has 15: 1 missing"),
        ("35101601019000011", "too_long", "This one has 17: 1 too many"),
        ("35101601O1900001", "not_digits", "Character 9 is “O”"),
        ("3510167201900001", "day", "72 is not possible"),
        ("3510160001900001", "day", "Digits 7 and 8"),
        ("3510163201900001", "day", "32 is not possible"),
        ("3510164001900001", "day", "40 is not possible"),
        ("3510160113900001", "month", "Digits 9 and 10"),
        ("3510160100900001", "month", "00 is not possible"),
        ("3510163102900001", "date", "31 February does not exist. Check digits 7 to 12."),
        ("3510167104900001", "date", "31 April does not exist"),
        ("3510162902900001", "leap_day", "a year that ends in 90"),
        ("3510160101900000", "serial", "Check digits 13 to 16"),
    ],
)
def test_a_wrong_nik_says_which_digits(
    nik: str, problem: str, sentence: str, english: None
) -> None:
    with pytest.raises(NikWrong) as refused:
        check_nik(nik, today=TODAY)

    assert refused.value.problem == problem
    assert sentence in str(refused.value)
    assert refused.value.fields["nik"] == str(refused.value)


@pytest.mark.parametrize(
    ("digits", "born"),
    [
        ("290200", date(2000, 2, 29)),  # 1900 was no leap year
        ("290204", date(2004, 2, 29)),
        ("221126", date(2026, 11, 22)),  # born today
        ("231126", date(1926, 11, 23)),  # tomorrow cannot be
        ("010130", date(1930, 1, 1)),
    ],
)
def test_the_century_is_the_latest_that_is_past(digits: str, born: date) -> None:
    assert check_nik(f"351016{digits}0001", today=TODAY).birth_date == born


def test_an_unknown_region_is_a_warning_and_no_refusal() -> None:
    known = {"35.10.16"}

    assert check_nik("3510160101900001", today=TODAY, known_regions=known).region_known is True
    assert check_nik("3599160101900001", today=TODAY, known_regions=known).region_known is False
    assert check_nik("3599160101900001", today=TODAY).region_known is None


@given(
    born=st.dates(min_value=date(1926, 11, 23), max_value=TODAY),
    woman=st.booleans(),
    serial=st.integers(1, 9999),
    region=st.from_regex(r"[0-9]{6}", fullmatch=True),
)
def test_every_possible_nik_is_read_back(born: date, woman: bool, serial: int, region: str) -> None:
    nik = f"{region}{born.day + 40 * woman:02d}{born:%m%y}{serial:04d}"

    facts = check_nik(nik, today=TODAY)

    assert facts.birth_date == born
    assert facts.sex == ("female" if woman else "male")
    assert facts.region.replace(".", "") == region


@given(text=st.text(max_size=20))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    with suppress(NikWrong):
        assert check_nik(text, today=TODAY).birth_date <= TODAY


def test_a_masked_nik_shows_neither_birth_date_nor_serial() -> None:
    assert mask_nik("3510160101900003") == "3510•• •••••• ••03"
    assert mask_nik("") == ""


@pytest.mark.parametrize(
    ("typed", "four"), [("7 8-9 0", "7890"), ("+62 812 3456 7890", "7890"), ("789", ""), ("", "")]
)
def test_last_four_reads_digits_only(typed: str, four: str) -> None:
    assert last_four(typed) == four
