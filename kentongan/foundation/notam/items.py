"""The items Q) and A) to G): cut apart in their order, and each read strictly."""

import re
from dataclasses import dataclass
from datetime import datetime

from kentongan.foundation.notam.errors import NotamError
from kentongan.foundation.notam.facts import Kind, QLine
from kentongan.foundation.notam.moments import read_moment

ORDER = "QABCDEFG"
MARK = re.compile(r"(?<![A-Z])([A-GQ])\s?\)")
LINE_MARK = re.compile(
    r"(?m)(?:^\s*|(?<=\s)(?=B\s+(?:\d{10}|WI?E))|(?<=\s)(?=C\s+(?:\d{10}|PERM|UFN|TIL)))"
    r"([A-GQ])(?:\s?[).:]|[ \t]+(?=\S))"
)
LEVEL = r"(?:SFC|GND|UNL|FL ?\d{1,3}|\d{1,6} ?(?:FT|M)(?: ?(?:AMSL|AGL|MSL|ASL))?)"
LIMITS = re.compile(rf"(?<![A-Z])F\s?\)\s*({LEVEL})\s*G\s?\)\s*({LEVEL})\s*\)?(?=\s|$)")
LINE_LIMITS = re.compile(rf"(?m)^\s*F[ .:]\s*({LEVEL})\s+G[ .:]\s*({LEVEL})\s*\)?(?=\s|$)")
FOOTER = re.compile(r"(?m)^\s*(?:(?:CREATED|SOURCE|ORIGINATOR|RECEIVED)\s*:|NNNN\s*$).*", re.DOTALL)
Q_SHAPE = re.compile(
    r"([A-Z]{4})/(Q[A-Z]{4})/(IV|I|V|K)/([NBOMK]{1,4})/([AEWK]{1,2})/(\d{3})/(\d{3})"
    r"(?:/((?:\d{4}[NS]\d{5}[EW])(?:\d{3})?)?)?"
)
POSITION = re.compile(r"(\d{2})(\d{2})([NS])(\d{3})(\d{2})([EW])(\d{3})?")
CODES = re.compile(r"[A-Z]{4}(?:[ ,/]+[A-Z]{4})*")
NAMED = re.compile(r"([A-Z]{4})\s*(?:[-/(]\s*[A-Z][A-Z .'/-]*\)?|\s[A-Z]{5,}(?: [A-Z]+)*)")
NOW = re.compile(r"(?:WIE|WITH IMMEDIATE EFFECT|IMMEDIATE|IMMEDIATELY)")
SECOND_E = re.compile(r"(?m)^\s*([A-E])\s?[).:]")
SPAN = r"\d{4}\s*(?:Z|UTC)?\s*(?:-|TO|AND|TILL?)\s*\d{4}\b"
D_IN_TEXT = re.compile(
    rf"(?<![A-Z0-9])D\s?[).:]\s*(?:[^\n]{{0,80}}?\b{SPAN}|(?:DAILY|DLY|H24|H[JN]|SR|SS)\b)"
)
DAY = r"(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*"
HOURS_IN_TEXT = re.compile(
    rf"\b(?:DAILY|DLY|EVERY ?DAY|NIGHTLY|BTN|BETWEEN|{DAY})[ ,:]+"
    rf"(?:(?:BTN|BETWEEN|FM|FROM) )?{SPAN}"
    rf"|\b{SPAN}\s*(?:Z|UTC)?\s*(?:DAILY|DLY|EVERY|{DAY})\b"
)
SHUT_IN_TEXT = re.compile(r"\b(?:CLSD|CLOSED|U/S|UNSERVICEABLE|NOT AVBL|NOT AVAILABLE|SUSPENDED)\b")
MOST_PLACES = 7
DEGREES, MINUTES = (90, 180), 59


@dataclass(frozen=True)
class End:
    """When it ends: a moment, or nobody knows."""

    at: datetime | None
    is_permanent: bool = False
    is_estimated: bool = False


ENDLESS = {
    "PERM": End(None, is_permanent=True),
    "PERMANENT": End(None, is_permanent=True),
    "UFN": End(None, is_estimated=True),
    "UNTIL FURTHER NOTICE": End(None, is_estimated=True),
    "FURTHER NOTICE": End(None, is_estimated=True),
}


def split_items(body: str, *, opened: bool) -> dict[str, str]:
    """Return the texts of the items by letter, and under "" what stands before the first."""
    body = FOOTER.sub("", body)
    for shape, limits in ((MARK, LIMITS), (LINE_MARK, LINE_LIMITS)):
        marks = _find_marks(body, shape)
        if {"A", "B"} & {mark[1] for mark in marks}:
            return _cut(body, marks, limits, opened=opened)
    raise NotamError("item_missing", "A")


def _find_marks(body: str, shape: re.Pattern[str]) -> list[re.Match[str]]:
    """Return the marks up to E): after it letters in brackets belong to its text."""
    marks: list[re.Match[str]] = []
    for mark in shape.finditer(body):
        if marks and marks[-1][1] == "E":
            break
        marks.append(mark)
    return marks


def _cut(
    body: str, marks: list[re.Match[str]], limits: re.Pattern[str], *, opened: bool
) -> dict[str, str]:
    names = [mark[1] for mark in marks]
    for name in names:
        if names.count(name) > 1:
            raise NotamError("item_twice", name)
    if [ORDER.index(name) for name in names] != sorted(ORDER.index(name) for name in names):
        raise NotamError("item_order", next(n for n, m in zip(names, sorted(names, key=ORDER.index),
                                                             strict=True) if n != m))  # fmt: skip
    whole = {"": body[: marks[0].start()].strip(" \n\r\t.-")}
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        whole[mark[1]] = body[mark.end() : after.start() if after else len(body)].strip()
    if "E" in whole:
        if D_IN_TEXT.search(whole["E"]):  # also behind the bracket that closes
            raise NotamError("item_order", "D")
        _take_limits(whole, limits)
        whole["E"] = _close(whole["E"], opened=opened)
    return whole


def _take_limits(whole: dict[str, str], limits: re.Pattern[str]) -> None:
    """Move F) and G) out of the end of E)."""
    found = None
    for found in limits.finditer(whole["E"]):  # noqa: B007 - the last one is wanted
        pass
    if found:
        whole["F"], whole["G"] = found[1], found[2]
        whole["E"] = whole["E"][: found.start()].strip()


def _close(text: str, *, opened: bool) -> str:
    """Leave out the bracket that closes the message, and what follows it."""
    depth = 0
    for place, sign in enumerate(text):
        if sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif sign == ")":
            is_last = not text[place + 1 :].strip(" \t\r\n(")
            is_listing = re.search(r"(?:^|\s)\w{1,2}$", text[:place])  # 1) TWY 2) APN
            if is_last or (opened and not is_listing):
                return text[:place].strip()
    return text


def check_items(whole: dict[str, str]) -> None:
    """Refuse when something is missing or stands before the items."""
    if whole.get(""):
        raise NotamError("before_items", whole[""])
    for name in "ABE":
        if not whole.get(name):
            raise NotamError("item_missing", name)
    _check_text(whole["E"], has_hours=bool(whole.get("D")))


def _check_text(text: str, *, has_hours: bool) -> None:
    """Refuse a text that begins anew, or that says hours which D) does not."""
    listed = [mark[1] for mark in SECOND_E.finditer(text)]
    if listed[:1] == ["E"]:
        raise NotamError("item_twice", "E")
    hours = HOURS_IN_TEXT.search(" ".join(text.split()))
    if hours and not has_hours and SHUT_IN_TEXT.search(text):
        raise NotamError("hours_in_text", hours.group())


def read_q(text: str) -> QLine:
    """Return the Q) line."""
    bare = re.sub(r"\s", "", text).rstrip("/.")
    match = Q_SHAPE.fullmatch(bare)
    if match is None:
        raise NotamError("q_line", text)
    fir, code, traffic, purpose, scope, lower, upper, position = match.groups()
    if int(lower) > int(upper):
        raise NotamError("limits", f"{lower}/{upper}")
    lat, lon, radius = _read_position(position) if position else (None, None, None)
    return QLine(
        fir, code, traffic, purpose, scope, int(lower), int(upper), lat, lon, radius
    )  # fmt: skip


def _read_position(text: str) -> tuple[float, float, int | None]:
    match = POSITION.fullmatch(text)
    if match is None:
        raise NotamError("coordinates", text)
    lat = _read_angle(match[1], match[2], match[3] == "S", most=DEGREES[0], text=text)
    lon = _read_angle(match[4], match[5], match[6] == "W", most=DEGREES[1], text=text)
    return lat, lon, int(match[7]) if match[7] else None


def _read_angle(degrees: str, minutes: str, is_minus: bool, *, most: int, text: str) -> float:  # noqa: FBT001
    angle = int(degrees) + int(minutes) / 60
    if int(minutes) > MINUTES or angle > most:
        raise NotamError("coordinates", text)
    return -angle if is_minus else angle


def read_locations(text: str) -> tuple[str, ...]:
    """Return the codes of A): `WADY`, `WADY WADD`, `WADY - MUNCAR FIELD`."""
    bare = " ".join(text.split()).rstrip(".")
    if CODES.fullmatch(bare):
        codes = tuple(dict.fromkeys(re.findall(r"[A-Z]{4}", bare)))
        if len(codes) <= MOST_PLACES:
            return codes
    named = NAMED.fullmatch(bare)
    if named is None:
        raise NotamError("location", text)
    return (named[1],)


def read_start(text: str, *, received: datetime | None) -> datetime:
    """Return when it begins."""
    bare = re.sub(r"^(?:WEF|FROM|FM)\s*", "", " ".join(text.split()))
    if not NOW.fullmatch(bare):
        return read_moment(bare)
    if received is None:
        raise NotamError("needs_received")
    return received.replace(second=0, microsecond=0)


def read_end(text: str | None, *, kind: Kind, starts_at: datetime) -> End:
    """Return when it ends; a NOTAM that cancels has no end."""
    if kind is Kind.CANCELLING:
        if text:
            raise NotamError("end_and_cancel")
        return End(None)
    if not text:
        raise NotamError("no_end")
    bare = re.sub(r"^(?:TILL?|UNTIL|TO)\s*", "", " ".join(text.split()))
    return ENDLESS.get(bare) or _read_last(bare, text, starts_at=starts_at)


def _read_last(bare: str, text: str, *, starts_at: datetime) -> End:
    guessed = re.search(r"\s*\(?(?:EST|APRX|ESTIMATED)\)?\.?$", bare)
    try:
        moment = read_moment(bare[: guessed.start()] if guessed else bare)
    except NotamError as error:
        if error.reason != "moment":
            raise
        raise NotamError("end", text) from error
    if moment <= starts_at:
        raise NotamError("end_before_start")
    return End(moment, is_estimated=bool(guessed))


def read_levels(lower: str | None, upper: str | None) -> tuple[str, str]:
    """Return the heights of F) and G); the lower one first, where they can be compared."""
    found = read_level(lower), read_level(upper)
    ranks = [_rank(level) for level in found]
    if all(found) and None not in ranks and ranks[0] > ranks[1]:  # type: ignore[operator]
        raise NotamError("limits", "/".join(found))
    return found


def _rank(level: str) -> int | None:
    """Return a height in feet; None when it counts from the ground below, or in metres."""
    if level in {"SFC", "GND"}:
        return 0
    if level == "UNL":
        return 1_000_000
    flight_level = re.fullmatch(r"FL ?(\d+)", level)
    return int(flight_level[1]) * 100 if flight_level else None


def read_level(text: str | None) -> str:
    """Return a height as it is written, with single blanks; "" without one."""
    if text is None:
        return ""
    bare = " ".join(text.split())
    if not re.fullmatch(LEVEL, bare):
        raise NotamError("level", text)
    return bare
