"""
How a file writes its stamps, decided once for the whole file.

A line that looks like a message of *another* export was pasted into this one: it belongs to the
message above.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from kentongan.rooms.reports.rules.chat.shapes import Format, Order, Platform

MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
NARROW = {ord("\u202f"): " ", ord("\u00a0"): " "}
STAMP = (
    r"(?P<a>\d{1,4})[/.\-](?P<b>\d{1,2})[/.\-](?P<c>\d{2,4})(?P<comma>,?) "
    r"(?P<hour>\d{1,2})(?P<sign>[.:])(?P<minute>\d{2})(?:[.:](?P<second>\d{2}))?"
    r"(?: ?(?P<half>[AaPp]\.?[Mm]\.?))?"
)
ANDROID = re.compile(rf"{STAMP} - (?P<rest>.*)", re.S)
IOS = re.compile(rf"\[{STAMP}\] (?P<rest>.*)", re.S)
MONTHS, NOON = 12, 12
FIRST_YEAR = 2009  # the year of the program: nothing can be older


@dataclass(frozen=True, slots=True)
class Stamp:
    """The numbers at the beginning of a line, before anybody knows which is the month."""

    first: int
    second: int
    third: int
    hour: int
    minute: int
    seconds: int
    rest: str


def open_text(content: bytes) -> str:
    """Return the text of an exported file, whatever its byte-order mark; odd bytes become �."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    return content.decode("utf-8-sig", errors="replace")


def split_lines(text: str) -> list[str]:
    """Return the lines; only line ends of files count, not those that people may type."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")


def find_format(lines: Iterable[str]) -> Format | None:
    """Return the shape that most stamped lines have; None when no line has a stamp."""
    shapes = Counter(shape for line in lines if (shape := _get_shape(line)))
    return shapes.most_common(1)[0][0] if shapes else None


def read_stamp(line: str, shape: Format) -> Stamp | None:
    """Return the stamp of a line of this file; None when the line continues the one above."""
    match = _match(line, shape.platform)
    if match is None or _describe(match, shape.platform) != shape:
        return None
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % NOON + (NOON if match["half"][0] in "pP" else 0)
    return Stamp(
        int(match["a"]), int(match["b"]), int(match["c"]),
        hour, int(match["minute"]), int(match["second"] or 0), match["rest"],
    )  # fmt: skip


def make_moment(stamp: Stamp, order: Order) -> datetime | None:
    """Return the moment in this order of day and month, or None when there is no such day."""
    if order is Order.YEAR_FIRST:
        year, month, day = stamp.first, stamp.second, stamp.third
    elif order is Order.MONTH_FIRST:
        month, day, year = stamp.first, stamp.second, stamp.third
    else:
        day, month, year = stamp.first, stamp.second, stamp.third
    try:
        return datetime(  # noqa: DTZ001 - the phone's local time; its zone is not in the file
            _complete(year), month, day, stamp.hour, stamp.minute, stamp.seconds
        )
    except ValueError:
        return None


def find_order(stamps: Sequence[Stamp], *, latest: date | None = None) -> Order | None:
    """
    Return the order of day and month that the whole file allows; None when both are possible.

    Decided by parts above twelve, then by days after `latest` (nobody writes in the future), then
    by times that must not run backwards.
    """
    if any(stamp.first > 31 for stamp in stamps):  # noqa: PLR2004 - no such day
        return Order.YEAR_FIRST
    day, month = Order.DAY_FIRST, Order.MONTH_FIRST
    tests = (_count_impossible, lambda s, o: _count_late(s, o, latest), _count_backwards)
    for count in tests:
        faults = {order: count(stamps, order) for order in (day, month)}
        if faults[day] != faults[month]:
            return min(faults, key=lambda order: faults[order])
    return None


def _get_shape(line: str) -> Format | None:
    for platform in Platform:
        match = _match(line, platform)
        if match:
            return _describe(match, platform)
    return None


def _match(line: str, platform: Platform) -> re.Match[str] | None:
    pattern = ANDROID if platform is Platform.ANDROID else IOS
    return pattern.match(clean_head(line))


def clean_head(line: str) -> str:
    """Return the line without marks before and narrow spaces inside its stamp."""
    head, tail = line[:48], line[48:]
    bare = head.lstrip("\u200e\u200f\u202a\u202c\ufeff")
    return bare.translate(NARROW) + tail if _has_narrow(bare) else bare + tail


def _has_narrow(text: str) -> bool:
    return "\u202f" in text or "\u00a0" in text


def _describe(match: re.Match[str], platform: Platform) -> Format:
    return Format(
        platform=platform,
        has_comma=bool(match["comma"]),
        time_sign=match["sign"],
        has_seconds=match["second"] is not None,
        has_half_days=match["half"] is not None,
    )


def _complete(year: int) -> int:
    return year + 2000 if year < 100 else year  # noqa: PLR2004 - two digits


def _list_moments(stamps: Sequence[Stamp], order: Order) -> Iterator[datetime]:
    return (moment for stamp in stamps if (moment := make_moment(stamp, order)))


def _count_impossible(stamps: Sequence[Stamp], order: Order) -> int:
    return sum(
        moment is None or moment.year < FIRST_YEAR
        for moment in (make_moment(stamp, order) for stamp in stamps)
    )


def _count_late(stamps: Sequence[Stamp], order: Order, latest: date | None) -> int:
    if latest is None:
        return 0
    return sum(moment.date() > latest for moment in _list_moments(stamps, order))


def _count_backwards(stamps: Sequence[Stamp], order: Order) -> int:
    """Count days that lie before the day above; minutes may cross, days may not."""
    days = [moment.date() for moment in _list_moments(stamps, order)]
    return sum(later < earlier for earlier, later in pairwise(days))
