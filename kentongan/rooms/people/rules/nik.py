"""
The NIK, the number of a resident: 16 digits `PPKKCC DDMMYY SSSS`.

PP KK CC is the region of the first registration, DD MM YY the birth date (women: day + 40),
SSSS a serial from 0001. There is no check digit (UU 24/2013 pasal 13; Permendagri 109/2019).
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kentongan.rooms.people.errors import NikWrong

LENGTH = 16
WOMEN_ADD = 40
LAST_DAY, LAST_MONTH = 31, 12
NO_SERIAL = "0000"
SEPARATORS = str.maketrans("", "", " .-\u00a0\t")
DIGITS = frozenset("0123456789")


@dataclass(frozen=True)
class NikFacts:
    """What a well-formed NIK says."""

    nik: str
    region: str  # "35.10.16", where it was first registered; the region may be historic
    birth_date: date  # the younger of two centuries that is not in the future
    sex: Literal["female", "male"]
    region_known: bool | None  # None: nobody asked; False is a warning, never a refusal


def clean_nik(text: str) -> str:
    """Return what was typed without spaces, dots and dashes."""
    return text.strip().translate(SEPARATORS)


def check_nik(text: str, *, today: date, known_regions: Container[str] | None = None) -> NikFacts:
    """Return what the NIK says, or raise NikWrong with the sentence that says which digits."""
    nik = clean_nik(text)
    _check_shape(nik)
    birth_date = _read_birth_date(nik[6:12], today=today)
    if nik[12:] == NO_SERIAL:
        raise NikWrong("serial")
    region = f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}"
    return NikFacts(
        nik=nik,
        region=region,
        birth_date=birth_date,
        sex="female" if int(nik[6:8]) > WOMEN_ADD else "male",
        region_known=None if known_regions is None else region in known_regions,
    )


def _check_shape(nik: str) -> None:
    if not nik:
        raise NikWrong("empty")
    for position, character in enumerate(nik, start=1):
        if character not in DIGITS:
            raise NikWrong("not_digits", position=position, character=character)
    if len(nik) < LENGTH:
        raise NikWrong("too_short", count=len(nik), missing=LENGTH - len(nik))
    if len(nik) > LENGTH:
        raise NikWrong("too_long", count=len(nik), extra=len(nik) - LENGTH)


def _read_birth_date(digits: str, *, today: date) -> date:
    """Read `DDMMYY`: of the years 19YY and 20YY the latest in which the day exists and is past."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    if day > WOMEN_ADD:
        day -= WOMEN_ADD
    if not 1 <= day <= LAST_DAY:
        raise NikWrong("day", value=digits[:2])
    if not 1 <= month <= LAST_MONTH:
        raise NikWrong("month", value=digits[2:4])
    for century in (2000, 1900):
        born = _make_date(century + year, month, day)
        if born is not None and born <= today:
            return born
    if (day, month) == (29, 2):
        raise NikWrong("leap_day", year=digits[4:])
    raise NikWrong("date", day=day, month=month)


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def mask_nik(nik: str) -> str:
    """Return the NIK as it may be shown: `3510•• •••••• ••03`; the birth date never shows."""
    if len(nik) != LENGTH:
        return ""
    return f"{nik[:4]}•• •••••• ••{nik[-2:]}"


def last_four(text: str) -> str:
    """Return the last four digits of what was typed, or "" when there are fewer."""
    digits = "".join(character for character in text if character in DIGITS)
    return digits[-4:] if len(digits) >= 4 else ""  # noqa: PLR2004 - the name says it
