"""Writing visits as an iCalendar (RFC 5545, RFC 7986) that any client can open."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, Timezone, vDuration, vRecur

from kentongan.rooms.rounds.rules.occurrences import (
    Changed,
    ChangeKind,
    OnHolidays,
    Plan,
    find_shift,
    list_planned_dates,
    list_taken,
)

REFRESH = timedelta(hours=6)
YEARS_OF_ZONE = 2
PRODUCT = "-//Kentongan//Rounds//ID"


@dataclass(frozen=True)
class Words:
    """What a client shows of an event."""

    summary: str
    place: str
    description: str


@dataclass(frozen=True)
class Series:
    """
    A stop with everything a client needs; `changes` come with their own words by key.

    `elsewhere` are the keys of changes to another place. `full` are days on which the quota was
    used up. Of a guest only the changes are written: it comes to this district by them alone.
    """

    uid: str
    plan: Plan
    words: Words
    url: str
    sequence: int
    changed_at: datetime
    position: tuple[float, float] | None = None
    is_ended: bool = False
    changes: Sequence[Changed] = ()
    told: Mapping[int, tuple[Words, int, datetime]] = field(default_factory=dict)
    elsewhere: Container[int] = ()
    shifted: Words | None = None
    full: Mapping[date, Words] = field(default_factory=dict)
    is_guest: bool = False


def write_calendar(
    series: Iterable[Series], *, name: str, language: str, days_off: Iterable[date], today: date
) -> bytes:
    """Return the calendar, the same bytes for the same facts; `days_off` reach a year ahead."""
    series, off = list(series), frozenset(days_off)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name, parameters={"LANGUAGE": language})
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    begin = min((one.plan.starts_date.year for one in series), default=today.year)
    for zone in sorted({one.plan.zone.key for one in series}):
        first, last = date(begin - 1, 1, 1), date(today.year + YEARS_OF_ZONE, 1, 1)
        calendar.add_component(Timezone.from_tzid(zone, first_date=first, last_date=last))
    for one in series:
        for event in _make_events(one, off):
            calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _make_events(one: Series, off: frozenset[date]) -> Iterable[Event]:
    first = None if one.is_guest else _find_first(one.plan)
    others = {} if first is None else _list_others(one, off)
    if first is not None:
        yield _make_master(one, first, [day for day, held in others.items() if held is None])
    for day, held in others.items():
        words = one.full.get(held or day, one.shifted or one.words)
        if held is not None:
            event = _make_event(one, words, uid=one.uid, sequence=one.sequence, at=one.changed_at)
            event.add("recurrence-id", _at(one.plan, day, one.plan.opens))
            yield _place(one, event, held, one.plan.opens, one.plan.closes)
    for change in one.changes:
        is_override = first is not None and _is_override(one.plan, change)
        yield _make_change(one, change, is_override=is_override)


def _list_others(one: Series, off: frozenset[date]) -> dict[date, date | None]:
    """Return dates of the rule that differ without a change, with the day each is held, if any."""
    plan = one.plan
    changed = {change.date for change in one.changes if change.kind != ChangeKind.EXTRA}
    taken = list_taken(one.changes)
    found: dict[date, date | None] = {day: day for day in one.full if _is_planned(plan, day)}
    if plan.on_holidays != OnHolidays.KEEP and off:
        for day in list_planned_dates(plan, since=min(off), until=max(off) + timedelta(days=1)):
            if day in off:
                is_next = plan.on_holidays == OnHolidays.NEXT
                found[day] = find_shift(plan, day, days_off=off) if is_next else None
    found |= {day: None for day in taken if _is_planned(plan, day)}
    return {
        day: None if held in taken else held
        for day, held in sorted(found.items())
        if day not in changed
    }


def _is_override(plan: Plan, change: Changed) -> bool:
    return change.kind != ChangeKind.EXTRA and _is_planned(plan, change.date)


def _make_change(one: Series, change: Changed, *, is_override: bool) -> Event:
    """Write a change: of a date of the rule as an override, any other as an event of its own."""
    words, sequence, at = one.told[change.key]
    is_off = change.kind == ChangeKind.CANCELLED
    if change.new_date in one.full and not is_off:
        words, sequence, at = one.full[change.new_date], one.sequence, one.changed_at
    event = _make_event(
        one, words,
        uid=one.uid if is_override else f"{change.date:%Y%m%d}.{one.uid}",
        sequence=sequence, at=at, is_elsewhere=change.key in one.elsewhere,
    )  # fmt: skip
    if is_override:
        event.add("recurrence-id", _at(one.plan, change.date, one.plan.opens))
    return _place(one, event, change.new_date, change.opens, change.closes, is_off=is_off)


def _place(
    one: Series, event: Event, day: date, opens: time, closes: time, *, is_off: bool = False
) -> Event:
    event.add("dtstart", _at(one.plan, day, opens))
    event.add("dtend", _at(one.plan, day, closes))
    event.add("status", "CANCELLED" if one.is_ended or is_off else "CONFIRMED")
    return event


def _make_master(one: Series, first: date, fallen_out: Iterable[date]) -> Event:
    plan = one.plan
    event = _make_event(one, one.words, uid=one.uid, sequence=one.sequence, at=one.changed_at)
    event.add("dtstart", _at(plan, first, plan.opens))
    event.add("dtend", _at(plan, first, plan.closes))
    rule = vRecur.from_ical(plan.rule)
    if plan.ends_date:
        last = datetime.combine(plan.ends_date, time(), plan.zone) - timedelta(seconds=1)
        rule["UNTIL"] = [last.astimezone(UTC)]
    event.add("rrule", rule)
    for day in fallen_out:
        event.add("exdate", _at(plan, day, plan.opens))
    event.add("status", "CANCELLED" if one.is_ended else "CONFIRMED")
    return event


def _make_event(
    one: Series, words: Words, *, uid: str, sequence: int, at: datetime, is_elsewhere: bool = False
) -> Event:  # fmt: skip
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", sequence)
    event.add("summary", words.summary)
    event.add("location", words.place)
    event.add("description", words.description)
    event.add("url", one.url)
    event.add("transp", "TRANSPARENT")
    if one.position is not None and not is_elsewhere:
        event.add("geo", one.position)
    return event


def _find_first(plan: Plan) -> date | None:
    year = timedelta(days=366)
    dates = list_planned_dates(plan, since=plan.starts_date, until=plan.starts_date + year)
    return dates[0] if dates else None


def _is_planned(plan: Plan, day: date) -> bool:
    return bool(list_planned_dates(plan, since=day, until=day + timedelta(days=1)))


def _at(plan: Plan, day: date, when: time) -> datetime:
    return datetime.combine(day, when, plan.zone)
