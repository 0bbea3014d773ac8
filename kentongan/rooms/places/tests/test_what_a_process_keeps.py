from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.places import api as places
from kentongan.rooms.places.models import DayOff, Edition, Office
from kentongan.rooms.places.queries import kept

DAY = date(2026, 12, 23)


@pytest.fixture
def office(maju: str) -> Iterator[Office]:
    """An office, seen by a process that has changed nothing itself."""
    dinsos = places.get_office("dinsos")
    kept.forget()
    kept._own.has_change = False
    yield dinsos
    kept.forget()


def declare_elsewhere() -> None:
    """Do what another process would have committed."""
    DayOff.objects.create(date=DAY, name_id="Libur", kind="local", source="declared")
    Edition.objects.update(stamp=uuid4())


def test_a_calendar_costs_no_query_the_second_time(
    office: Office, django_assert_num_queries: Any
) -> None:
    first = places.get_calendar(office)

    with django_assert_num_queries(0):
        again = places.get_calendar(office)

    assert again is first


def test_the_villages_of_a_form_cost_one_query(
    office: Office, django_assert_num_queries: Any
) -> None:
    places.get_calendar(office)

    with django_assert_num_queries(1):
        places.list_villages()
        places.list_villages()


def test_a_worker_that_runs_for_days_follows_a_day_off_declared_elsewhere(
    office: Office, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(kept, "STAMP_HOLDS_SECONDS", 0)
    was_working = places.get_calendar(office).hours_on(DAY)

    declare_elsewhere()

    assert was_working
    assert not places.get_calendar(office).hours_on(DAY)
    with django_assert_num_queries(1):  # only: which edition holds?
        places.get_calendar(office)


def test_who_changes_a_day_sees_it_at_once(office: Office, now: datetime) -> None:
    was_working = places.get_calendar(office).hours_on(DAY)

    places.declare_day_off(date=DAY, name_id="Libur", by=TERMINAL, now=now)

    assert was_working
    assert not places.get_calendar(office).hours_on(DAY)


def test_a_change_that_is_rolled_back_was_never_seen(office: Office, now: datetime) -> None:
    with transaction.atomic():
        places.declare_day_off(date=DAY, name_id="Libur", by=TERMINAL, now=now)
        seen_inside = places.get_calendar(office).hours_on(DAY)
        transaction.set_rollback(True)

    assert not seen_inside
    assert places.get_calendar(office).hours_on(DAY)
