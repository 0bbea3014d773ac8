"""
Years of a regency of 1.7 million people: honest shapes, invented people, the same each time.

Shapes: weekdays and office hours, a morning peak, a school rush in June and July, yearly growth,
villages weighted unevenly, most cases quick and a long tail late, few refusals, one in five rated.
"""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from kentongan.foundation import clock
from kentongan.foundation.actors import Acting
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

SEED = 3510
CASES_PER_PERSON = 4
YEARLY_GROWTH = 1.12
RUSH_MONTHS = {6: 1.5, 7: 1.7, 3: 0.8, 12: 0.8}
REFUSED_SHARE = 0.05
RATED_SHARE = 0.2
OPEN_DAYS = 6  # cases of the last days may still be open
MEDIAN_SHARE = 0.28  # of the promise; lognormal, so that a few per cent are late
SPREAD = 0.75
HOURS = (8, 9, 9, 10, 10, 10, 11, 11, 13, 13, 14, 15, 19, 20)


def make_people(count: int, *, by: Acting, now: datetime) -> dict[str, list[UUID]]:
    """Register `count` invented residents and return their ids by village."""
    random = Random(SEED)
    words = tomllib.loads((Path(settings.REGENCY_FOLDER) / "demo.toml").read_text())["words"]
    villages = _list_villages()
    weights = [random.lognormvariate(0, 0.6) for _ in villages]
    homes = random.choices(villages, weights, k=count)
    crowd = (
        _make_person(random, village=village, words=words, serial=serial)
        for serial, village in enumerate(homes)
    )
    ids = people.register_crowd(crowd, by=by, now=now)
    by_village: dict[str, list[UUID]] = {}
    for key, village in zip(ids, homes, strict=True):
        by_village.setdefault(village, []).append(key)
    return by_village


def _make_person(
    random: Random, *, village: str, words: dict[str, list[str]], serial: int
) -> people.NewPerson:
    woman = random.random() < 0.5
    born = date(1945, 1, 1) + timedelta(days=serial % 23_000)
    day = born.day + (40 if woman else 0)
    digits = village[:8].replace(".", "")
    number = 1 + serial // 23_000
    return people.NewPerson(
        name=f"{random.choice(words['women' if woman else 'men'])} {random.choice(words['last'])}",
        nik=f"{digits}{day:02d}{born:%m%y}{number:04d}",
        phone=f"+62810{serial:08d}",
        village_code=village,
    )


def _list_villages() -> list[str]:
    return [code for _, group in places.list_villages() for code, _ in group]


def make_past(
    homes: dict[str, list[UUID]], *, slugs: Sequence[str], count: int, years: int, until: datetime
) -> Iterator[cases.PastCase]:
    """Yield past cases in the order they were submitted."""
    random = Random(SEED + 1)
    villages = list(homes)
    weights = [len(homes[village]) for village in villages]
    type_weights = [1 / (rank + 1.5) for rank in range(len(slugs))]
    plans = {slug: cases.get_plan(slug) for slug in slugs}
    for day, per_day in _spread(count, years=years, until=until):
        places_of_day = random.choices(villages, weights, k=per_day)
        types_of_day = random.choices(slugs, type_weights, k=per_day)
        moments = sorted(_pick_moment(random, day) for _ in range(per_day))
        for village, slug, at in zip(places_of_day, types_of_day, moments, strict=True):
            if at < until:
                yield _make_case(
                    random,
                    slug=slug,
                    route=plans[slug].route,
                    village=village,
                    homes=homes,
                    at=at,
                    until=until,
                )


def _spread(count: int, *, years: int, until: datetime) -> Iterator[tuple[date, int]]:
    """Yield each day with how many cases begin on it."""
    last = until.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    days = [last - timedelta(days=n) for n in range(years * 365, -1, -1)]
    weights = [_weigh(day, first=days[0]) for day in days]
    total = sum(weights)
    owed = 0.0
    for day, weight in zip(days, weights, strict=True):
        owed += count * weight / total
        yield day, int(owed)
        owed -= int(owed)


def _weigh(day: date, *, first: date) -> float:
    weekday = (1.3, 1.1, 1.0, 1.0, 0.9, 0.25, 0.15)[day.weekday()]
    growth: float = YEARLY_GROWTH ** ((day - first).days / 365)
    return (
        weekday * growth * RUSH_MONTHS.get(day.month, 1.0) * (0.3 if places.get_day_off(day) else 1)
    )


def _pick_moment(random: Random, day: date) -> datetime:
    hour = random.choice(HOURS)
    return datetime(
        day.year,
        day.month,
        day.day,
        hour,
        random.randrange(60),
        random.randrange(60),
        tzinfo=ZoneInfo(settings.TIME_ZONE),
    )


def _make_case(
    random: Random,
    *,
    slug: str,
    route: Sequence[cases.StepPlan],
    village: str,
    homes: dict[str, list[UUID]],
    at: datetime,
    until: datetime,
) -> cases.PastCase:
    ends: list[datetime] = []
    moment = at
    for step in route:
        office = places.resolve_office(step.office, village)
        calendar = places.get_calendar(office)
        due = clock.compute_due(
            starts_at=moment, promise=step.promise, pauses=(), calendar=calendar
        )
        whole = clock.working_seconds_between(moment, due, calendar)
        took = int(whole * MEDIAN_SHARE * random.lognormvariate(0, SPREAD)) + random.randrange(
            30, 240
        )
        moment = clock.add_working(moment, took, calendar)
        if moment > until:
            break
        ends.append(moment)
    refused = bool(ends) and random.random() < REFUSED_SHARE
    if refused:
        ends = ends[: random.randint(1, len(ends))]
    closed = refused or len(ends) == len(route)
    ratings = _rate(random) if closed and random.random() < RATED_SHARE else ()
    return cases.PastCase(
        type_slug=slug,
        place_code=village,
        applicant_id=random.choice(homes[village]),
        submitted_at=at,
        ends=tuple(ends),
        outcome="refused" if refused else "granted",
        ratings=ratings,
    )


def _rate(random: Random) -> tuple[int, ...]:
    mood = random.choices((4, 3, 2), (0.6, 0.33, 0.07))[0]
    return tuple(max(1, min(4, mood + random.choice((-1, 0, 0, 0, 1)))) for _ in range(9))
