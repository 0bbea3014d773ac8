"""
When a unit comes: a rule of RFC 5545, the days off of the regency, and what a crew changed.

Nothing of it is stored: the same rule, days off and changes always give the same visits.
"""

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, rrule, rrulestr

SATURDAY = 5
MOST_SHIFT = timedelta(days=14)  # further away it would not be the same visit
ALLOWED = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}


class OnHolidays(StrEnum):
    """What happens to a visit that falls on a day off."""

    SKIP = "skip"
    KEEP = "keep"
    NEXT = "next"  # comes on the next working day, if that is before the rule's next date


class ChangeKind(StrEnum):
    """What a crew does to one date."""

    CANCELLED = "cancelled"
    MOVED = "moved"
    EXTRA = "extra"


class Coming(StrEnum):
    """How a visit of one date stands."""

    PLANNED = "planned"
    HOLIDAY = "holiday"  # the rule falls on a day off: nobody comes
    CANCELLED = "cancelled"
    MOVED = "moved"  # comes, but at another time or place
    EXTRA = "extra"
    AWAY = "away"  # its old day, when it comes on another one
    PUT_OFF = "put_off"  # a day off; comes on the next working day
    SHIFTED = "shifted"  # comes, because its own day is a day off


HELD = frozenset({Coming.PLANNED, Coming.MOVED, Coming.EXTRA, Coming.SHIFTED})


class WrongRule(ValueError):
    """A rule that cannot be meant; the text says why."""


@dataclass(frozen=True)
class Plan:
    """The rule of a stop: from `starts_date` on, until before `ends_date` where there is one."""

    rule: str
    starts_date: date
    opens: time
    closes: time
    zone: ZoneInfo
    ends_date: date | None = None
    on_holidays: str = OnHolidays.SKIP


@dataclass(frozen=True)
class Changed:
    """One change of one date; for an extra visit `date` is the day it is added on."""

    date: dt.date
    kind: str
    new_date: dt.date
    opens: time
    closes: time
    key: int = 0


@dataclass(frozen=True)
class Occurrence:
    """One visit: when it is, when the rule meant it, and how it stands."""

    date: dt.date  # the day it is held on
    planned_date: dt.date  # the day the rule gave, or of the extra visit itself
    starts_at: datetime
    ends_at: datetime
    coming: Coming
    change: int = 0  # key of the change that made it so
    new_date: dt.date | None = None  # seen from a day off: when it comes instead

    @property
    def is_held(self) -> bool:
        return self.coming in HELD


def check_rule(text: str) -> None:
    """Refuse a rule with parts that are not for visits by day; raises WrongRule."""
    parts = [part.partition("=") for part in text.split(";")]
    names = [name for name, _equals, _value in parts]
    if unknown := set(names) - ALLOWED:
        raise WrongRule(f"rule: {sorted(unknown)[0]} is not allowed here")
    if len(names) != len(set(names)):
        raise WrongRule("rule: a part stands twice")
    try:
        found = _parse(text, date(2026, 1, 1))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongRule(f"rule: {text!r} cannot be read") from error
    if found._freq > DAILY:  # noqa: SLF001 - no other way to ask
        raise WrongRule("rule: a unit comes at most once a day")


@lru_cache(maxsize=512)
def _parse(text: str, starts_date: date) -> rrule:
    found = rrulestr(text, dtstart=datetime.combine(starts_date, time()), cache=True)
    if not isinstance(found, rrule):
        raise WrongRule("rule: one rule only")
    return found


def list_planned_dates(plan: Plan, *, since: date, until: date) -> list[date]:
    """Return the dates of the rule in [since, until), days off too."""
    begin = max(since, plan.starts_date)
    end = min(until, plan.ends_date) if plan.ends_date else until
    if begin >= end:
        return []
    last = datetime.combine(end - timedelta(days=1), time())
    found = _parse(plan.rule, plan.starts_date)
    return [moment.date() for moment in found.between(_midnight(begin), last, inc=True)]


def list_occurrences(
    plan: Plan,
    *,
    since: date,
    until: date,
    days_off: Mapping[date, str],
    changes: Iterable[Changed] = (),
) -> list[Occurrence]:
    """
    Return the visits of [since, until) in order, those that do not take place too.

    A moved visit stands on its new day, and as AWAY on its old one. A change stays even when the
    rule plans its date no more; a visit moved onto a date of the rule takes the place of that one.
    `days_off` reach MOST_SHIFT beyond both ends.
    """
    changes = list(changes)
    kept = {change.date: change for change in changes if change.kind != ChangeKind.EXTRA}
    found = list(_follow_rule(plan, since, until, days_off, kept))
    for change in kept.values():
        found += _follow_change(plan, change)
    found += [_make(plan, one, Coming.EXTRA) for one in changes if one.kind == ChangeKind.EXTRA]
    taken = list_taken(changes)
    inside = [
        one for one in found if since <= one.date < until and (one.change or one.date not in taken)
    ]
    return sorted(inside, key=lambda one: (one.starts_at, one.planned_date))


def list_taken(changes: Iterable[Changed]) -> set[date]:
    """Return the days on which a changed visit is held: what the rule gives there gives way."""
    return {one.new_date for one in changes if one.kind != ChangeKind.CANCELLED}


def find_shift(plan: Plan, day: date, *, days_off: Container[date]) -> date | None:
    """
    Return the next working day (Monday to Friday, no day off) after a day off.

    None when it does not come sooner than the rule's next date, or not within MOST_SHIFT: then
    the visit falls out.
    """
    last = day + MOST_SHIFT
    after = list_planned_dates(plan, since=day + timedelta(days=1), until=last)
    end = min([last, *after[:1], *([plan.ends_date] if plan.ends_date else [])])
    other = day + timedelta(days=1)
    while other < end:
        if other.weekday() < SATURDAY and other not in days_off:
            return other
        other += timedelta(days=1)
    return None


def _follow_rule(
    plan: Plan, since: date, until: date, days_off: Mapping[date, str], kept: Container[date]
) -> Iterator[Occurrence]:
    begin = since - MOST_SHIFT if plan.on_holidays == OnHolidays.NEXT else since
    for day in list_planned_dates(plan, since=begin, until=until):
        if day in kept:
            continue
        if plan.on_holidays == OnHolidays.KEEP or day not in days_off:
            yield _on(plan, day)
            continue
        new = None
        if plan.on_holidays == OnHolidays.NEXT:
            new = find_shift(plan, day, days_off=days_off)
        if new is None:
            yield replace(_on(plan, day), coming=Coming.HOLIDAY)
        else:
            yield replace(_on(plan, day), coming=Coming.PUT_OFF, new_date=new)
            yield replace(_on(plan, new), coming=Coming.SHIFTED, planned_date=day)


def _follow_change(plan: Plan, change: Changed) -> Iterator[Occurrence]:
    if change.kind == ChangeKind.CANCELLED:
        yield _make(plan, change, Coming.CANCELLED)
        return
    if change.new_date != change.date:
        yield replace(_on(plan, change.date), coming=Coming.AWAY, change=change.key)
    yield _make(plan, change, Coming.MOVED)


def _on(plan: Plan, day: date) -> Occurrence:
    return Occurrence(
        date=day, planned_date=day, coming=Coming.PLANNED,
        starts_at=datetime.combine(day, plan.opens, plan.zone),
        ends_at=datetime.combine(day, plan.closes, plan.zone),
    )  # fmt: skip


def _make(plan: Plan, change: Changed, coming: Coming) -> Occurrence:
    day = change.new_date  # of a cancelled one: when it should have been
    return Occurrence(
        date=day, planned_date=change.date, coming=coming, change=change.key,
        starts_at=datetime.combine(day, change.opens, plan.zone),
        ends_at=datetime.combine(day, change.closes, plan.zone),
    )  # fmt: skip


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
