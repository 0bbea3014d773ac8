from datetime import UTC, date, datetime
from typing import Any

from django.utils import translation

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.audit import chain
from kentongan.foundation.clock import Promise, compute_due
from kentongan.foundation.events import listen
from kentongan.rooms.places import api as places

CHRISTMAS_EVE = date(2026, 12, 24)
heard: list[object] = []


@listen(places.DayOffDeclared)
def hear_declared(event: places.DayOffDeclared) -> None:
    heard.append(event)


@listen(places.DayOffRevoked)
def hear_revoked(event: places.DayOffRevoked) -> None:
    heard.append(event)


@pytest.fixture(autouse=True)
def _silence() -> None:
    heard.clear()


def due_of_two_hours() -> datetime:
    """Two working hours from Thursday 24 December 2026, 15:00 WIB."""
    return compute_due(
        starts_at=datetime(2026, 12, 24, 8, 0, tzinfo=UTC),
        promise=Promise.from_dict({"hours": 2}),
        pauses=[],
        calendar=places.get_calendar(places.get_office("dinsos")),
    )


def declare(day: date, now: datetime) -> None:
    places.declare_day_off(
        date=day,
        name_id="Cuti bersama Natal",
        name_en="Collective leave: Christmas",
        kind="collective",
        decree="SKB 3 Menteri",
        by=TERMINAL,
        now=now,
    )


def test_collective_leave_declared_afterwards_moves_the_deadline(maju: str, now: datetime) -> None:
    before = due_of_two_hours()

    declare(CHRISTMAS_EVE, now)

    assert before == datetime(2026, 12, 28, 2, 0, tzinfo=UTC)  # Monday 09:00 WIB
    assert due_of_two_hours() == datetime(2026, 12, 28, 2, 30, tzinfo=UTC)  # Monday 09:30 WIB


def test_a_declared_day_is_announced_and_written_into_the_chain(
    maju: str, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        declare(CHRISTMAS_EVE, now)

    line = chain.list_lines("day_off:2026-12-24")[-1]
    assert heard == [places.DayOffDeclared(date=CHRISTMAS_EVE)]
    assert (line.actor, line.action, line.subject) == (
        "terminal", "places.day_off_declared", "day_off:2026-12-24",
    )  # fmt: skip


def test_a_day_off_has_a_name_in_both_languages(maju: str, now: datetime) -> None:
    declare(CHRISTMAS_EVE, now)

    with translation.override("id"):
        assert places.name_day_off(CHRISTMAS_EVE) == "Cuti bersama Natal"
        assert places.name_day_off(date(2026, 12, 25)) == "Hari Raya Natal"
    with translation.override("en"):
        assert places.name_day_off(CHRISTMAS_EVE) == "Collective leave: Christmas"
        assert places.name_day_off(date(2026, 12, 18)) == "Hari jadi Maju"
        assert places.name_day_off(date(2026, 12, 23)) == ""


def test_a_day_cannot_be_declared_twice(maju: str, now: datetime) -> None:
    with pytest.raises(places.AlreadyDayOff, match=r".") as refusal, translation.override("id"):
        declare(date(2026, 12, 25), now)

    assert "Hari Raya Natal" in str(refusal.value)


def test_a_revoked_day_is_an_ordinary_day_and_loading_does_not_bring_it_back(
    maju: str, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    day = date(2026, 12, 18)

    with django_capture_on_commit_callbacks(execute=True):
        places.revoke_day_off(date=day, by=TERMINAL, now=now)
        places.load_national_holidays(by=TERMINAL, now=now)

    assert heard == [places.DayOffRevoked(date=day)]
    assert places.get_day_off(day) is None
    assert places.get_calendar(places.get_office("dinsos")).hours_on(day)


def test_a_revoked_day_can_be_declared_again(maju: str, now: datetime) -> None:
    day = date(2026, 12, 18)
    places.revoke_day_off(date=day, by=TERMINAL, now=now)

    declare(day, now)

    assert places.get_day_off(day) is not None


def test_an_ordinary_day_cannot_be_revoked(maju: str, now: datetime) -> None:
    with pytest.raises(places.NotADayOff):
        places.revoke_day_off(date=CHRISTMAS_EVE, by=TERMINAL, now=now)


def test_days_off_are_listed_for_a_period(maju: str) -> None:
    days = places.list_days_off(starts_date=date(2026, 3, 19), ends_date=date(2026, 3, 24))

    assert [(d.date.day, d.kind) for d in days] == [
        (19, "national"), (20, "collective"), (21, "national"), (22, "national"),
        (23, "collective"),
    ]  # fmt: skip


def test_holidays_are_known_from_2020_to_the_year_after_the_next(maju: str) -> None:
    years = {d.date.year for d in places.list_days_off(starts_date=date.min, ends_date=date.max)}

    assert years == set(range(2020, 2029))
