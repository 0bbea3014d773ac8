from datetime import date, datetime, time

import pytest

from kentongan.foundation.clock import Promise, compute_due
from kentongan.rooms.places import api as places


def test_the_office_keeps_its_hours(maju: str) -> None:
    calendar = places.get_calendar(places.get_office("dinsos"))

    assert calendar.hours_on(date(2026, 11, 16)) == ((time(7, 30), time(15, 30)),)
    assert calendar.hours_on(date(2026, 11, 20)) == ((time(7, 30), time(14, 30)),)
    assert calendar.hours_on(date(2026, 11, 21)) == ()
    assert str(calendar.zone) == "Asia/Jakarta"


def test_in_the_month_of_fasting_offices_keep_other_hours(maju: str) -> None:
    calendar = places.get_calendar(places.get_office("dinsos"))

    assert calendar.hours_on(date(2026, 2, 20)) == (
        (time(8), time(11, 30)), (time(13), time(15, 30)),
    )  # fmt: skip
    assert calendar.hours_on(date(2026, 2, 21)) == ()
    assert calendar.hours_on(date(2026, 2, 17)) == ()  # Lunar New Year, before the fasting
    assert calendar.hours_on(date(2026, 4, 1)) == ((time(7, 30), time(15, 30)),)


@pytest.mark.parametrize(
    ("starts_at", "promise", "due"),
    [
        # Fasting hours on Tue 17 Mar; 18 ordinary; 19 Nyepi, 20-24 Idul Fitri with its leave.
        ("2026-03-18 14:00", {"hours": 2}, "2026-03-25 08:30"),
        ("2026-03-18 14:00", {"days": 1}, "2026-03-25 15:30"),
        ("2026-03-20 09:00", {"days": 1}, "2026-03-26 15:30"),
    ],
)
def test_deadlines_wait_through_idul_fitri(
    maju: str, starts_at: str, promise: dict[str, int], due: str
) -> None:
    calendar = places.get_calendar(places.get_office("dinsos"))

    found = compute_due(
        starts_at=datetime.fromisoformat(starts_at).replace(tzinfo=calendar.zone),
        promise=Promise.from_dict(promise),
        pauses=[],
        calendar=calendar,
    )

    assert found == datetime.fromisoformat(due).replace(tzinfo=calendar.zone)


def test_a_hospital_is_open_on_christmas(maju: str) -> None:
    hospital = places.get_calendar(places.get_office("rsud"))
    office = places.get_calendar(places.get_office("dinsos"))

    assert hospital.hours_on(date(2026, 12, 25))
    assert not office.hours_on(date(2026, 12, 25))
