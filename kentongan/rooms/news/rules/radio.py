"""
Stations whose sound a page plays: addresses read strictly, and what is on air today.

The house itself never dials these addresses; browsers do. So an address must be one that leads a
reader's browser out to the internet: https, a public name, never a number or a name of our network.
"""

import ipaddress
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

KINDS = ("icecast", "hls")
DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
NAME = re.compile(
    r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$"
)
SLUG = re.compile(r"^(?=.{1,40}$)[a-z0-9]+(-[a-z0-9]+)*$")
INNER = (
    "local", "localhost", "localdomain", "internal", "intranet", "lan", "home", "corp", "private",
    "home.arpa", "arpa", "onion", "test", "invalid",
)  # fmt: skip
HTTPS, FIRST_FREE_PORT, LAST_PORT = 443, 1024, 65535
LONGEST_URL, LONGEST_TITLE = 300, 120
MEDIA_TYPES = {
    "icecast": ("audio/mpeg", "audio/aac", "audio/ogg", "application/ogg", "audio/webm"),
    "hls": ("application/vnd.apple.mpegurl",),
}


class WrongRadioData(ValueError):
    """A key of radio.toml that is wrong, and why."""


@dataclass(frozen=True)
class Slot:
    """A programme on one day of the week; it may end after midnight."""

    day: int  # Monday is 0
    starts: time
    ends: time
    title: Mapping[str, str]
    presenter: str = ""

    @property
    def passes_midnight(self) -> bool:
        return self.ends <= self.starts


@dataclass(frozen=True)
class StationData:
    """A station as radio.toml tells it."""

    slug: str
    name: str
    url: str
    kind: str
    media_type: str
    summary: Mapping[str, str]
    homepage: str = ""
    frequency: str = ""
    programme: tuple[Slot, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class OnAir:
    """A programme of a certain day."""

    starts_at: datetime
    ends_at: datetime
    title: Mapping[str, str]
    presenter: str
    is_now: bool
    is_over: bool


def read_stations(data: Mapping[str, Any]) -> list[StationData]:
    """Return the stations of a radio.toml; raises WrongRadioData with key and reason."""
    found = [_read_station(row) for row in data.get("stations", [])]
    slugs = [one.slug for one in found]
    if len(set(slugs)) != len(slugs):
        raise WrongRadioData("stations: a slug stands there twice")
    return found


def check_address(url: str) -> str:
    """Return a stream's address; raises WrongRadioData unless it is https to a public name."""
    if len(url) > LONGEST_URL or url != url.strip() or not url.isascii() or not url.isprintable():
        raise WrongRadioData("url: must be a plain address without spaces")
    if any(sign in url for sign in " \\'\"<>;,`{}|^"):  # some would end a line of the CSP header
        raise WrongRadioData("url: holds a sign that no address needs")
    try:
        parts = urlsplit(url)
        port = parts.port or HTTPS
    except ValueError as error:
        raise WrongRadioData("url: is no address") from error
    if parts.scheme != "https":
        raise WrongRadioData("url: must begin with https://")
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise WrongRadioData("url: must not hold a login")
    if parts.fragment:
        raise WrongRadioData("url: must not hold a fragment")
    if port != HTTPS and not FIRST_FREE_PORT <= port <= LAST_PORT:
        raise WrongRadioData("url: this port serves something else")
    _check_host(parts.hostname or "")
    return url


def find_origin(url: str) -> str:
    """Return scheme, host and port of an address, as a security policy names them."""
    parts = urlsplit(url)
    return f"https://{parts.hostname}" + (
        f":{parts.port}" if parts.port not in {None, HTTPS} else ""
    )


def list_day(programme: Sequence[Slot], *, now: datetime) -> list[OnAir]:
    """
    Return the programmes of the day of `now` (local), in order.

    One that began yesterday and is still on stands first.
    """
    today = now.date()
    shown = []
    for slot in programme:
        for day in (today - timedelta(days=1), today):
            if slot.day != day.weekday():
                continue
            starts_at = datetime.combine(day, slot.starts, now.tzinfo)
            end_day = day + timedelta(days=1) if slot.passes_midnight else day
            ends_at = datetime.combine(end_day, slot.ends, now.tzinfo)
            if day == today or starts_at <= now < ends_at:
                shown.append(
                    OnAir(
                        starts_at, ends_at, slot.title, slot.presenter,
                        is_now=starts_at <= now < ends_at, is_over=ends_at <= now,
                    )
                )  # fmt: skip
    return sorted(shown, key=lambda one: one.starts_at)


def find_now(programme: Sequence[Slot], *, now: datetime) -> OnAir | None:
    """Return what is on air at `now` (local), if the programme says."""
    return next((one for one in list_day(programme, now=now) if one.is_now), None)


def _check_host(host: str) -> None:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    else:
        raise WrongRadioData("url: must name a host, not a number")
    if not NAME.match(host):
        raise WrongRadioData("url: this is no public name")
    if any(host == inner or host.endswith(f".{inner}") for inner in INNER):
        raise WrongRadioData("url: this name is of an inner network")


def _read_station(row: Mapping[str, Any]) -> StationData:
    slug = str(row.get("slug", ""))
    if not SLUG.match(slug):
        raise WrongRadioData(f"stations: the slug {slug!r} must be small letters, digits, dashes")
    try:
        kind = str(row.get("kind", ""))
        if kind not in KINDS:
            raise WrongRadioData(f"kind: must be one of {', '.join(KINDS)}")
        homepage = str(row.get("homepage", ""))
        return StationData(
            slug=slug,
            name=_read_line(row, "name"),
            url=check_address(str(row.get("url", ""))),
            kind=kind,
            media_type=_read_media_type(row, kind),
            summary=_read_both(row, "summary"),
            homepage=check_address(homepage) if homepage else "",
            frequency=" ".join(str(row.get("frequency", "")).split())[:20],
            programme=_read_programme(row.get("programme", [])),
        )
    except WrongRadioData as error:
        raise WrongRadioData(f"station {slug}: {error}") from error


def _read_media_type(row: Mapping[str, Any], kind: str) -> str:
    found = str(row.get("media_type", MEDIA_TYPES[kind][0]))
    if found not in MEDIA_TYPES[kind]:
        raise WrongRadioData(f"media_type: must be one of {', '.join(MEDIA_TYPES[kind])}")
    return found


def _read_programme(rows: Sequence[Mapping[str, Any]]) -> tuple[Slot, ...]:
    slots = []
    for row in rows:
        starts, ends = _read_time(row, "from"), _read_time(row, "to")
        for day in row.get("days", []):
            if day not in DAYS:
                raise WrongRadioData(f"programme: {day!r} is no day")
            slots.append(
                Slot(
                    DAYS.index(day),
                    starts,
                    ends,
                    _read_both(row, "title"),
                    str(row.get("presenter", "")),
                )
            )
    slots.sort(key=lambda slot: (slot.day, slot.starts))
    _check_overlaps(slots)
    return tuple(slots)


def _check_overlaps(slots: Sequence[Slot]) -> None:
    """Refuse two programmes at once; the week is a ring, Sunday's night ends on Monday."""
    week = 7 * 24 * 60
    spans = []
    for slot in slots:
        begin = slot.day * 1440 + slot.starts.hour * 60 + slot.starts.minute
        length = (slot.ends.hour - slot.starts.hour) * 60 + slot.ends.minute - slot.starts.minute
        spans.append((begin, begin + (length if length > 0 else length + 1440)))
    spans.sort()
    for (_, end), (begin, _) in zip(
        spans, [*spans[1:], (spans[0][0] + week, 0)] if spans else [], strict=True
    ):
        if begin < end:
            raise WrongRadioData("programme: two programmes are on air at once")


def _read_time(row: Mapping[str, Any], key: str) -> time:
    try:
        found = time.fromisoformat(str(row.get(key, "")))
    except ValueError as error:
        raise WrongRadioData(f"programme: {key} must be written like 06:30") from error
    return found.replace(second=0, microsecond=0, tzinfo=None)


def _read_line(row: Mapping[str, Any], key: str) -> str:
    found = " ".join(str(row.get(key, "")).split())
    if not 0 < len(found) <= LONGEST_TITLE:
        raise WrongRadioData(f"{key}: must have 1 to {LONGEST_TITLE} letters")
    return found


def _read_both(row: Mapping[str, Any], key: str) -> dict[str, str]:
    return {language: _read_line(row, f"{key}_{language}") for language in ("id", "en")}
