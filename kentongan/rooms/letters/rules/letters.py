"""Whether a letter holds, how its number and its person are shown, when a failed one is tried."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kentongan.foundation.codes import ALPHABET, LOOK_ALIKES

TOKEN_LENGTH = 26  # of 31 symbols: 128.8 bits
STAR = "*"
WAITS = (15, 60, 300, 900)  # seconds until the next try; then every hour
LONGEST_WAIT = 3600
MANY_TRIES = 5  # then somebody has to look


PURPOSE = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*)?")
LONGEST_PURPOSE = 40
RESERVED = {"pencabutan"}  # the address where a letter is revoked


@dataclass(frozen=True)
class Series:
    """Letters of an office that are counted together, and how their number is written."""

    slug: str
    number_format: str  # "470/{number:03d}/{office_code}/{year}"


class Standing(StrEnum):
    """Whether a letter holds."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


def get_standing(*, is_revoked: bool, valid_until: date | None, today: date) -> Standing:
    """Return how the letter stands; `valid_until` is its last day."""
    if is_revoked:
        return Standing.REVOKED
    return Standing.EXPIRED if valid_until is not None and valid_until < today else Standing.VALID


def get_valid_until(*, issued_on: date, validity_days: int) -> date | None:
    """Return the last day, or None for a letter without end."""
    return issued_on + timedelta(days=validity_days) if validity_days else None


def format_number(pattern: str, *, number: int, office_code: str, year: int) -> str:
    """Return the number as the letter prints it: 470/017/35.10.05/2026."""
    return pattern.format(number=number, office_code=office_code, year=year)


def check_purpose(purpose: str) -> str:
    """Return what a letter of a case is for, as it stands in addresses; empty: its product."""
    if not PURPOSE.fullmatch(purpose) or len(purpose) > LONGEST_PURPOSE or purpose in RESERVED:
        raise ValueError(f"{purpose!r} cannot stand in an address")
    return purpose


def mask_name(name: str) -> str:
    """Return the first letter of each word and stars: W*** S********."""
    return " ".join(word[0] + STAR * (len(word) - 1) for word in name.split())


def normalise_token(typed: str) -> str | None:
    """Return the token as we keep it, also when typed from paper; None when it cannot be one."""
    symbols = "".join(sign for sign in typed.upper() if sign not in " -").translate(LOOK_ALIKES)
    if len(symbols) != TOKEN_LENGTH or any(sign not in ALPHABET for sign in symbols):
        return None
    return symbols


def get_wait(tries: int) -> timedelta:
    """Return how long to wait after so many failed tries."""
    seconds = WAITS[tries - 1] if tries <= len(WAITS) else LONGEST_WAIT
    return timedelta(seconds=seconds)
