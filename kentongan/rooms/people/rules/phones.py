"""Telephone numbers: one shape, E.164, however they are typed."""

import re

from kentongan.rooms.people.errors import PhoneWrong

COUNTRY = "62"  # ITU E.164: Indonesia
ALLOWED = re.compile(r"[\d\s().+\-/\u00a0]+", re.ASCII)
NATIONAL_DIGITS = range(8, 14)  # after the country code: landlines 8, mobiles up to 12 or 13
FOREIGN_DIGITS = range(8, 16)  # E.164 allows 15


def normalise_phone(text: str) -> str:
    """Return `+6281234567890` for 0812…, 62812…, +62 812…; raise PhoneWrong for anything else."""
    typed = text.strip()
    if not ALLOWED.fullmatch(typed):
        raise PhoneWrong
    digits = re.sub(r"\D", "", typed)
    if typed.startswith("+") and not digits.startswith(COUNTRY):
        return _checked(digits, digits, FOREIGN_DIGITS)
    digits = digits.removeprefix("00")
    national = digits.removeprefix(COUNTRY).lstrip("0")
    return _checked(COUNTRY + national, national, NATIONAL_DIGITS)


def _checked(number: str, counted: str, allowed: range) -> str:
    if len(counted) not in allowed:
        raise PhoneWrong
    return f"+{number}"


def mask_phone(phone: str) -> str:
    """Return `+62 ••• ••90`: the last four digits prove who somebody is, so two are shown."""
    return f"{phone[:3]} ••• ••{phone[-2:]}" if phone else ""
