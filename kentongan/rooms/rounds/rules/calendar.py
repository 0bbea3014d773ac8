"""Writing visits as an iCalendar (RFC 5545, RFC 7986) that any client can open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, Timezone, vDuration, vRecur

from kentongan.rooms.rounds.rules.occurrences import (
    Changed,
    ChangeKind,
    OnHolidays,
    Plan,
    list_planned_dates,
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
    """A stop with everything a client needs; `changes` come with their own words by key."""

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
    first = _find_first(one.plan)
    if first is None:
        return
    yield _make_master(one, first, off)
    for change in one.changes:
        words, sequence, at = one.told[change.key]
        is_extra = change.kind == ChangeKind.EXTRA
        event = _make_event(
            one, words, uid=f"{change.date:%Y%m%d}.{one.uid}" if is_extra else one.uid,
            sequence=sequence, at=at,
        )  # fmt: skip
        if not is_extra:
            if not _is_planned(one.plan, change.date):
                continue
            event.add("recurrence-id", _at(one.plan, change.date, one.plan.opens))
        event.add("dtstart", _at(one.plan, change.new_date, change.opens))
        event.add("dtend", _at(one.plan, change.new_date, change.closes))
        is_off = one.is_ended or change.kind == ChangeKind.CANCELLED
        event.add("status", "CANCELLED" if is_off else "CONFIRMED")
        yield event


def _make_master(one: Series, first: date, off: frozenset[date]) -> Event:
    plan = one.plan
    event = _make_event(one, one.words, uid=one.uid, sequence=one.sequence, at=one.changed_at)
    event.add("dtstart", _at(plan, first, plan.opens))
    event.add("dtend", _at(plan, first, plan.closes))
    rule = vRecur.from_ical(plan.rule)
    if plan.ends_date:
        last = datetime.combine(plan.ends_date, time(), plan.zone) - timedelta(seconds=1)
        rule["UNTIL"] = [last.astimezone(UTC)]
    event.add("rrule", rule)
    if plan.on_holidays == OnHolidays.SKIP and off:
        changed = {change.date for change in one.changes if change.kind != ChangeKind.EXTRA}
        planned = list_planned_dates(plan, since=min(off), until=max(off) + timedelta(days=1))
        for day in planned:
            if day in off and day not in changed:
                event.add("exdate", _at(plan, day, plan.opens))
    event.add("status", "CANCELLED" if one.is_ended else "CONFIRMED")
    return event


def _make_event(one: Series, words: Words, *, uid: str, sequence: int, at: datetime) -> Event:
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
    if one.position is not None:
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
