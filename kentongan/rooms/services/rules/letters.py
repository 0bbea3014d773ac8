"""What stands in a letter, whether it holds, and when a failed one is tried again."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from kentongan.foundation.codes import ALPHABET, LOOK_ALIKES

PLACEHOLDER = re.compile(r"\{(\w+)\}")
LOOSE_ENDS = " ,;"
TOKEN_LENGTH = 26  # of 31 symbols: 128.8 bits
STAR = "*"
WAITS = (15, 60, 300, 900)  # seconds until the next try; then every hour
LONGEST_WAIT = 3600
MANY_TRIES = 5  # then somebody has to look


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


def fill(text: str, values: Mapping[str, str]) -> str:
    """
    Put values into `{placeholders}`, in one pass: what people typed is never read again.

    An empty value takes the comma beside it along.
    """
    parts = PLACEHOLDER.split(text)
    filled = [values.get(part, "") if at % 2 else part for at, part in enumerate(parts)]
    for at in range(1, len(filled), 2):
        if not filled[at].strip():
            filled[at] = ""
            filled[at + 1] = filled[at + 1].lstrip(",;")
    return "".join(filled).strip(LOOSE_ENDS if len(parts) > 1 else None)


def fill_rows(rows: Iterable[Iterable[str]], values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (label, value) of the rows that have something to say."""
    found = []
    for label, text in rows:
        names = PLACEHOLDER.findall(text)
        if not names or any(values.get(name, "").strip() for name in names):
            found.append((label, fill(text, values)))
    return found


def format_number(pattern: str, *, number: int, office_code: str, year: int) -> str:
    """Return the number as the letter prints it: 470/017/35.10.05/2026."""
    return pattern.format(number=number, office_code=office_code, year=year)


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
