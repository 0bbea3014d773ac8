"""Moments as they stand in B) and C): ten digits in UTC, and what people write instead."""

import re
from datetime import UTC, datetime, timedelta

from kentongan.foundation.notam.errors import NotamError

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
OTHER_MONTHS = {"MEI": "MAY", "AGU": "AUG", "AGS": "AUG", "OKT": "OCT", "DES": "DEC"}
ZONES = re.compile(
    r"(?<![A-Z])(?:WIB|WITA|WIT|LT|LMT|LOCAL|LCL)\b|(?<![A-Z])(?:UTC|GMT|Z) ?[+-] ?\d{1,2}\b"
)
TEN = re.compile(r"(\d{2})(\d{2})(\d{2})[ T]?(\d{2}):?(\d{2})")
ISO = re.compile(r"20(\d{2})-(\d{2})-(\d{2})[ T](\d{2}):?(\d{2})(?::00)?")
SPOKEN = re.compile(r"(\d{1,2})[ -]?([A-Z]{3})[ -]?20(\d{2})[ ,]+(\d{2})[:.]?(\d{2})")
END_OF_DAY = 24


def read_moment(text: str) -> datetime:
    """Return the moment; raises NotamError when it is not one for certain."""
    found = ZONES.search(text)
    if found:
        raise NotamError("zone", found.group())
    bare = re.sub(r"\s*(?:UTC|GMT|Z)\.?$", "", " ".join(text.split())).strip()
    for shape in (TEN, ISO):
        match = shape.fullmatch(bare)
        if match:
            return _make(match.groups(), text)
    match = SPOKEN.fullmatch(bare)
    if match:
        day, month, year, hour, minute = match.groups()
        return _make((year, str(read_month(month, text)), day, hour, minute), text)
    raise NotamError("moment", text)


def read_month(name: str, text: str) -> int:
    """Return 1 to 12 for a month's three letters."""
    name = OTHER_MONTHS.get(name, name)
    if name not in MONTHS:
        raise NotamError("moment", text)
    return MONTHS.index(name) + 1


def _make(parts: tuple[str, ...], text: str) -> datetime:
    year, month, day, hour, minute = (int(part) for part in parts)
    is_midnight = (hour, minute) == (END_OF_DAY, 0)
    try:
        moment = datetime(2000 + year, month, day, 0 if is_midnight else hour, minute, tzinfo=UTC)
    except ValueError as error:
        raise NotamError("moment", text) from error
    return moment + timedelta(days=is_midnight)
