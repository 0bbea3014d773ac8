"""What somebody asks of Open311 GeoReport v2, read from words: dates, places, attributes."""

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from typing import Any
from uuid import UUID

from kentongan.rooms.reports.rules.words import OPEN, Standing

LONGEST_SPAN = timedelta(days=90)  # GeoReport v2, GET Service Requests
MOST_REQUESTS = 1000  # the same: "Response Volume"
LONGEST_DESCRIPTION = 4000  # GeoReport v2, POST Service Request
LONGEST_LIST = 100
ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,60})\](?:\[\d*\])?")
LOST_PLUS = re.compile(r" (\d\d:?\d\d)$")  # the + of a zone, when a client does not quote it
CURSOR = re.compile(r"(\d{1,16})-([0-9a-f]{32})")
STATUSES = ("open", "closed")
OPEN_STANDINGS = tuple(sorted(standing.value for standing in OPEN))
CLOSED_STANDINGS = tuple(sorted(standing.value for standing in set(Standing) - OPEN))


class Unclear(ValueError):
    """A value that cannot be meant; `field` names it, `why` is one of the keys of sentences."""

    def __init__(self, field: str, why: str, **facts: object) -> None:
        super().__init__(f"{field}: {why}")
        self.field, self.why, self.facts = field, why, facts


@dataclass(frozen=True)
class Cursor:
    """Where a page of requests ended: newest first, then by key."""

    at: datetime
    key: UUID

    def __str__(self) -> str:
        return f"{round(self.at.timestamp() * 1_000_000)}-{self.key.hex}"


@dataclass(frozen=True)
class Spot:
    """Where something is, as the sender says it."""

    lat: float | None = None
    lon: float | None = None
    words: str = ""
    village_code: str = ""

    @property
    def is_known(self) -> bool:
        """Tell whether anything was said."""
        return self.lat is not None or bool(self.words or self.village_code)


def read_moment(text: str, *, field: str, zone: tzinfo) -> datetime:
    """
    Read a W3C date (ISO 8601): `2010-01-01T00:00:00Z`, `…+07:00`, or a day in `zone`.

    Raises Unclear for anything else, also for a time without a zone.
    """
    told = LOST_PLUS.sub(r"+\1", text.strip())
    try:
        moment = datetime.fromisoformat(told)
    except ValueError as error:
        raise Unclear(field, "date") from error
    if len(told) == len("2010-01-01"):
        return datetime.combine(moment.date(), time(), zone)
    if moment.tzinfo is None:
        raise Unclear(field, "zone")
    try:
        return moment.astimezone(zone)
    except OverflowError as error:
        raise Unclear(field, "date") from error


def find_period(
    *, starts_at: datetime | None, ends_at: datetime | None, now: datetime
) -> tuple[datetime, datetime]:
    """Return [start, end]: at most 90 days, the last 90 when nothing is said; raises Unclear."""
    try:
        end = ends_at or (min(now, starts_at + LONGEST_SPAN) if starts_at else now)
        start = starts_at or end - LONGEST_SPAN
    except OverflowError as error:
        raise Unclear("start_date", "date") from error
    if starts_at and not ends_at:
        end = max(end, start)
    if end < start:
        raise Unclear("end_date", "order")
    if end - start > LONGEST_SPAN:
        raise Unclear("end_date", "span")
    return start, end


def read_words(text: str) -> list[str]:
    """Return what a comma separates, at most 100 things."""
    return [word.strip() for word in text.split(",") if word.strip()][:LONGEST_LIST]


def read_statuses(text: str) -> tuple[str, ...]:
    """Return the standings that are asked, all when nothing is; raises Unclear."""
    asked = {word.lower() for word in read_words(text)}
    if not asked <= set(STATUSES):
        raise Unclear("status", "status")
    if not asked or asked == set(STATUSES):
        return ()
    return OPEN_STANDINGS if "open" in asked else CLOSED_STANDINGS


def name_status(standing: str) -> str:
    """Return the one of the two statuses that the standard knows."""
    return "open" if standing in OPEN_STANDINGS else "closed"


def read_page_size(text: str) -> int:
    """Return how many are asked, at most a thousand; raises Unclear."""
    if not text:
        return MOST_REQUESTS
    if not (text.isascii() and text.isdecimal() and int(text[:9]) > 0):
        raise Unclear("page_size", "number")
    return min(int(text[:9]), MOST_REQUESTS)


def read_cursor(text: str, *, zone: tzinfo) -> Cursor | None:
    """Return where the page before ended; nothing for the first page; raises Unclear."""
    if text in {"", "1"}:
        return None
    found = CURSOR.fullmatch(text)
    if found is None:
        raise Unclear("page", "page")
    try:
        at = datetime.fromtimestamp(0, zone) + timedelta(microseconds=int(found[1]))
    except OverflowError as error:
        raise Unclear("page", "page") from error
    return Cursor(at, UUID(found[2]))


def read_spot(given: Mapping[str, str], *, villages: Collection[str]) -> Spot:
    """Return the place: lat and long, address_string, address_id (a village); raises Unclear."""
    lat, lon = given.get("lat", "").strip(), given.get("long", "").strip()
    if bool(lat) != bool(lon):
        raise Unclear("long" if lat else "lat", "pair")
    village = given.get("address_id", "").strip()
    if village and village not in villages:
        raise Unclear("address_id", "village")
    return Spot(
        lat=_read_degrees(lat, field="lat", most=90) if lat else None,
        lon=_read_degrees(lon, field="long", most=180) if lon else None,
        words=given.get("address_string", "").strip(),
        village_code=village,
    )


def _read_degrees(text: str, *, field: str, most: int) -> float:
    try:
        degrees = float(text)
    except ValueError as error:
        raise Unclear(field, "degrees") from error
    if not math.isfinite(degrees) or abs(degrees) > most:
        raise Unclear(field, "degrees")
    return degrees


def read_attributes(given: Iterable[tuple[str, Sequence[str]]]) -> dict[str, list[str]]:
    """Return the answers by code: `attribute[CODE]` once or more, `attribute[CODE][]`."""
    read: dict[str, list[str]] = {}
    for name, values in given:
        found = ATTRIBUTE.fullmatch(name)
        if found is not None:
            read.setdefault(found[1], []).extend(values)
    return read


def spread_json(data: Mapping[str, Any]) -> dict[str, list[str]]:
    """
    Return a JSON body as the fields of a form.

    Attributes may stand as `attribute[CODE]`, in an object `attribute`, or as a list `attributes`
    of `code` and `value`.
    """
    fields: dict[str, list[str]] = {}
    for name, value in data.items():
        if name == "attribute" and isinstance(value, Mapping):
            fields |= {f"attribute[{code}]": _list(one) for code, one in value.items()}
        elif name == "attributes" and isinstance(value, list):
            rows = [one for one in value if isinstance(one, Mapping)]
            fields |= {f"attribute[{one.get('code')}]": _list(one.get("value")) for one in rows}
        elif not isinstance(value, Mapping):
            fields[name] = _list(value)
    return fields


def _list(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [
        "true" if one is True else "false" if one is False else str(one)
        for one in values
        if one is not None and not isinstance(one, Mapping | list)
    ]
