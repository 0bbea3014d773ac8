"""
What is in force at this moment, for every page of the house.

Kept in the process for some seconds, so most pages ask nothing; what is kept is the rows that may
hold, and the clock decides at each page which of them do: what ends, ends to the second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.db import DatabaseError, transaction
from django.db.models import Count

from kentongan.rooms.notices.models import Notice
from kentongan.rooms.notices.queries.timing import Standing, find_standing
from kentongan.rooms.notices.queries.wording import make_headline, name_zone, say_hour, say_moment
from kentongan.rooms.notices.rules.words import TAGS, WORST_FIRST, Severity

SECONDS = 5
AHEAD = timedelta(minutes=5)
MOST_ROWS, MOST_SHOWN = 40, 2


@dataclass
class _Kept:
    rows: Sequence[Notice] = ()
    until: float = 0
    seconds: float = SECONDS


@dataclass(frozen=True)
class Alert:
    """One line of the banner."""

    title: str
    until: str
    year: int
    slug: str
    tag: str


@dataclass(frozen=True)
class Banner:
    """The worst of what is in force, and how many more there are."""

    alerts: Sequence[Alert] = ()
    more: int = 0


_kept = _Kept()


def forget_banner() -> None:
    """Ask again at the next page of this process, and once more after the commit."""
    _kept.until = 0
    transaction.on_commit(lambda: setattr(_kept, "until", 0))


def get_banner(*, now: datetime) -> Banner:
    """Return what is in force; nothing when the database does not answer."""
    holding = _list_holding(now)
    holding.sort(key=lambda pair: (WORST_FIRST.index(Severity(pair[0].severity)), pair[0].pk))
    shown = holding[:MOST_SHOWN]
    alerts = [
        Alert(
            title=make_headline(row, flights=row.flight_count),  # type: ignore[attr-defined]
            until=_say_until(standing.changes_at, now=now) if standing.name == "in_force" else "",
            year=row.year, slug=row.slug, tag=TAGS[Severity(row.severity)],
        )
        for row, standing in shown
    ]  # fmt: skip
    return Banner(alerts, len(holding) - len(shown))


def get_banner_key(*, now: datetime) -> str:
    """Return what changes when the banner does, without finding its words; empty for no banner."""
    return " ".join(sorted(_name(row, standing) for row, standing in _list_holding(now)))


def _list_holding(now: datetime) -> list[tuple[Notice, Standing]]:
    rows = [(row, find_standing(row, now=now)) for row in _read(now)]
    return [(row, standing) for row, standing in rows if standing.holds]


def _name(row: Notice, standing: Standing) -> str:
    """Say which words the banner shows: tonight's "until" is another than last night's."""
    until = int(standing.changes_at.timestamp()) if standing.changes_at else ""
    return f"{row.pk.hex[-12:]}.{row.version}.{standing.name}.{until}"


def _read(now: datetime) -> Sequence[Notice]:
    if monotonic() < _kept.until:
        return _kept.rows
    rows = Notice.objects.not_over(now).filter(starts_at__lte=now + AHEAD)
    wanted = rows.annotate(flight_count=Count("flights")).order_by("starts_at")
    try:
        found = list(wanted[:MOST_ROWS])
    except DatabaseError:
        return ()
    _kept.rows, _kept.until = found, monotonic() + _kept.seconds
    return found


def _say_until(moment: datetime | None, *, now: datetime) -> str:
    if moment is None:
        return ""
    is_soon = moment - now < timedelta(hours=12)
    return f"{say_hour(moment)} {name_zone()}" if is_soon else say_moment(moment)


def set_patience(seconds: float, *, rows: Sequence[Notice] | None = None) -> None:
    """Keep what is in force for so many seconds; with `rows` take these as asked just now."""
    _kept.seconds = seconds
    _kept.until = 0 if rows is None else monotonic() + seconds
    _kept.rows = rows or ()
