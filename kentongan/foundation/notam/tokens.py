"""Item D) as tokens in one spelling: days, months, hours, dashes."""

import re

from kentongan.foundation.notam.errors import NotamError
from kentongan.foundation.notam.moments import MONTHS

WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
LONG_DAYS = {
    "MONDAY": "MON", "TUESDAY": "TUE", "WEDNESDAY": "WED", "THURSDAY": "THU", "FRIDAY": "FRI",
    "SATURDAY": "SAT", "SUNDAY": "SUN", "TUES": "TUE", "THUR": "THU", "THURS": "THU",
}  # fmt: skip
TOKEN = re.compile(r"[A-Z]+(?:24)?|\d+|-")
HOUR = r"(?:\d{4}|SR|SS)"
SPELLINGS = (
    (re.compile(r"\bEVERY DAY\b"), "DAILY"),
    (re.compile(rf"\b(?:BTN|BETWEEN|FM|FROM) ({HOUR}) (?:AND|TO|TIL|TILL) ({HOUR})\b"), r"\1-\2"),
    (re.compile(r"\s+(?:TO|TILL?|UNTIL|THRU)\s+"), "-"),
    (re.compile(r"(?<=\d)\s*(?:UTC|Z)\b"), ""),
    (re.compile(r"(?<=\d\d)[:.](?=\d\d)"), ""),
    (re.compile(r"\s*([-/])\s*"), r"\1"),
    (re.compile(r"(?<![-/\d])(\d{4})/(\d{4})(?![-/\d])"), r"\1-\2"),  # 1030/1430, one span
    (re.compile(rf"\b(?:BTN|BETWEEN|FM|FROM) (?={HOUR}-)"), ""),
    (re.compile(rf"\b(?:EVERY|EACH|EV) (?=(?:{'|'.join(WEEKDAYS)}))"), ""),
    (re.compile(r"\b(SR|SS)(PLUS|MINUS)"), r"\1 \2"),
    (re.compile(r"\b(PLUS|MINUS) ?(\d\d)\b"), r"\1 \2"),
    (re.compile(r"\bAND\b|[,;/&+.]"), " "),
)
NEXT_DAY = re.compile(r"(\d{4})-(\d{4}) ?(?:\(NEXT DAY\)|NEXT DAY\b)")
DAY_AND_MONTH = re.compile(r"(?<!\d)\d\d/(?:0\d|1[0-2])(?!\d)")  # 08/11: 8 and 11, or November?
DATE_DIGITS = 2


def split_hours(text: str) -> list[str]:
    """Return the tokens of item D), months before their days. Raises NotamError."""
    clean = " ".join(text.upper().split())
    if DAY_AND_MONTH.search(clean):
        raise NotamError("schedule", text)
    for shape, instead in SPELLINGS:
        clean = shape.sub(instead, clean)
    clean = NEXT_DAY.sub(lambda found: _end_next_day(found, text), clean)
    tokens = TOKEN.findall(clean)
    if "".join(tokens) != clean.replace(" ", "") or not tokens:
        raise NotamError("schedule", text)
    return _put_months_first([LONG_DAYS.get(token, token) for token in tokens])


def is_date(token: str) -> bool:
    """Tell whether the token is a day of a month: two digits."""
    return token.isdigit() and len(token) == DATE_DIGITS


def _end_next_day(found: re.Match[str], text: str) -> str:
    """Leave out `(NEXT DAY)` where the hours say so themselves: 2200-1000."""
    if found[2] > found[1]:
        raise NotamError("schedule", text)
    return f"{found[1]}-{found[2]} "


def _put_months_first(tokens: list[str]) -> list[str]:
    """Turn `26 MAR-30 APR` into `MAR 26-APR 30`, where each day has its own month behind it."""
    places = [n for n, token in enumerate(tokens) if token in MONTHS]
    are_behind = all(
        n > 0 and is_date(tokens[n - 1]) and not is_date("".join(tokens[n + 1 : n + 2]))
        for n in places
    )
    if not are_behind or len(places) != sum(map(is_date, tokens)):
        return tokens
    turned = list(tokens)
    for n in places:
        turned[n - 1], turned[n] = tokens[n], tokens[n - 1]
    return turned
