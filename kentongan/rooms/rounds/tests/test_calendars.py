"""The calendar opens in readers that no one here wrote, with right times across a holiday."""

from datetime import UTC, date, datetime, time

from django.test import Client
from django.utils.translation import override

import icalendar
import pytest
import recurring_ical_events
import vobject

from kentongan.rooms.rounds.models import StopChange, Visit
from kentongan.rooms.rounds.queries.calendars import write_all, write_of_district, write_of_unit
from kentongan.rooms.rounds.queries.showing import list_visits
from kentongan.rooms.rounds.tests.conftest import MONDAY

pytestmark = pytest.mark.django_db
SINCE, UNTIL = date(2026, 12, 16), date(2027, 1, 14)


def change(stop, day, kind, new=None, opens=8):
    """Write a change as the desk does."""
    stop.sequence += 1
    stop.save()
    return StopChange.objects.create(
        stop=stop, date=day, kind=kind, new_date=new or day, opens=time(opens), closes=time(12),
        reason_id="Bus mogok; maaf, kawan\nBaris kedua", reason_en="Broken, sorry",
        sequence=stop.sequence, made_at=MONDAY,
    )  # fmt: skip


def list_events(content, uid="wongsorejo.sim-keliling@"):
    calendar = icalendar.Calendar.from_ical(content)
    found = recurring_ical_events.of(calendar).between(SINCE, UNTIL)
    return {
        event["DTSTART"].dt.astimezone(UTC).isoformat()[:16]: str(event["STATUS"])
        for event in found
        if uid in str(event["UID"])
    }


def test_another_reader_sees_right_times_across_a_holiday(wednesday):
    """Days off: Thursday 24 and Friday 25 December, Friday 1 January; Wednesdays are none."""
    from kentongan.foundation.actors import TERMINAL  # noqa: PLC0415
    from kentongan.rooms.places import api as places  # noqa: PLC0415

    places.declare_day_off(
        date=date(2026, 12, 30), name_id="Libur daerah", name_en="Local day off", decree="SK 1",
        by=TERMINAL, now=MONDAY,
    )  # fmt: skip
    change(wednesday, date(2027, 1, 6), "cancelled")
    change(wednesday, date(2026, 12, 23), "moved", date(2026, 12, 22), opens=9)
    change(wednesday, date(2026, 12, 19), "extra")

    assert list_events(write_of_unit("sim-keliling", now=MONDAY)) == {
        "2026-12-16T01:00": "CONFIRMED",  # 08.00 WIB
        "2026-12-19T01:00": "CONFIRMED",  # extra
        "2026-12-22T02:00": "CONFIRMED",  # moved
        # 30 December is a day off
        "2027-01-06T01:00": "CANCELLED",
        "2027-01-13T01:00": "CONFIRMED",
    }


def test_two_parsers_read_the_same_and_write_it_again(wednesday):
    change(wednesday, date(2027, 1, 6), "cancelled")
    content = write_all(now=MONDAY)

    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")
    first = icalendar.Calendar.from_ical(content)
    second = vobject.readOne(content.decode())
    theirs = {
        (event.uid.value, str(event.dtstart.value), event.summary.value, event.location.value,
         event.description.value, event.status.value, event.sequence.value)
        for event in second.vevent_list
    }  # fmt: skip
    ours = {
        (str(event["UID"]), str(event["DTSTART"].dt), str(event["SUMMARY"]),
         str(event["LOCATION"]), str(event["DESCRIPTION"]), str(event["STATUS"]),
         str(event["SEQUENCE"]))
        for event in first.walk("VEVENT")
    }  # fmt: skip
    assert ours == theirs
    assert len(ours) > 40
    again = icalendar.Calendar.from_ical(second.serialize())
    assert list_events(again.to_ical()) == list_events(content)
    assert first.to_ical() == icalendar.Calendar.from_ical(first.to_ical()).to_ical()


def test_ids_stay_and_numbers_grow(wednesday):
    change(wednesday, date(2027, 1, 6), "cancelled")
    with override("en"):
        calendar = icalendar.Calendar.from_ical(write_of_unit("sim-keliling", now=MONDAY))

    one = [
        e
        for e in calendar.walk("VEVENT")
        if "wongsorejo." in str(e["UID"]) and "RECURRENCE-ID" in e
    ]
    assert [str(event["SEQUENCE"]) for event in one] == ["1"]
    assert "Broken, sorry" in str(one[0]["DESCRIPTION"])
    assert calendar.walk("VTIMEZONE")[0]["TZID"] == "Asia/Jakarta"
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"


def test_a_client_that_asks_again_gets_304_and_each_part_has_its_own(wednesday):
    first = Client().get("/jadwal.ics")
    again = Client().get("/jadwal.ics", headers={"if-none-match": first["ETag"]})

    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert (again.status_code, again.content) == (304, b"")
    english = Client().get("/en/jadwal.ics").content
    assert b"district office" in english.replace(b"\r\n ", b"")
    district = Client().get("/jadwal/kecamatan/35.10.18.ics").content
    assert {str(e["UID"]).split("@")[0] for e in
            icalendar.Calendar.from_ical(district).walk("VEVENT")} == {
        "wongsorejo.sim-keliling", "wongsorejo.perekaman-ktp", "wongsorejo.puskesmas-keliling",
    }  # fmt: skip
    for gone in (
        "/jadwal/tidak-ada.ics",
        "/jadwal/kecamatan/35.10.99.ics",
        "/jadwal/kecamatan/x.ics",
    ):
        assert Client().get(gone).status_code == 404


def test_a_stop_that_ended_is_cancelled_in_calendars(wednesday):
    wednesday.is_active = False
    wednesday.save()

    found = list_events(write_of_unit("sim-keliling", now=datetime(2026, 11, 23, tzinfo=UTC)))
    assert set(found.values()) == {"CANCELLED"}


def test_a_change_of_a_date_that_the_rule_plans_no_more_stays(wednesday):
    """The data was loaded again: from Wednesdays to Tuesdays."""
    change(wednesday, date(2026, 12, 23), "moved", date(2026, 12, 24), opens=9)
    change(wednesday, date(2026, 12, 30), "cancelled")
    wednesday.rule = "FREQ=WEEKLY;BYDAY=TU,TH"
    wednesday.save()

    found = list_events(write_of_unit("sim-keliling", now=MONDAY))
    shown = list_visits([wednesday], since=date(2026, 12, 23), until=date(2026, 12, 31))

    assert found["2026-12-24T02:00"] == "CONFIRMED"
    assert "2026-12-24T01:00" not in found  # the moved one took the place of the rule's
    assert found["2026-12-30T01:00"] == "CANCELLED"
    assert [f"{one.at.date:%d} {one.at.coming}" for one in shown] == [
        "23 away", "24 moved", "29 planned", "30 cancelled",
    ]  # fmt: skip


def test_a_visit_of_a_day_off_is_shown_on_the_next_working_day(loaded):
    """24 and 25 December are days off; this one says that it comes on the next working day."""
    content = write_of_unit("perekaman-ktp", now=MONDAY)

    assert list_events(content, uid="wongsorejo.perekaman-ktp@") == {
        "2026-12-28T01:30": "CONFIRMED",  # Monday, 08.30 WIB, instead of Thursday the 24th
    }


def test_a_visit_moved_into_another_district_is_in_the_calendars_of_both(wednesday):
    moved = change(wednesday, date(2026, 12, 23), "moved", date(2026, 12, 22), opens=9)
    StopChange.objects.filter(pk=moved.pk).update(
        region_id="35.10.21.2003", place_id="Balai desa", place_en="Village hall"
    )

    there = write_of_district("35.10.21", now=MONDAY)
    here = write_of_district("35.10.18", now=MONDAY)

    assert list_events(there) == {"2026-12-22T02:00": "CONFIRMED"}
    assert list_events(here)["2026-12-22T02:00"] == "CONFIRMED"
    event = next(
        one
        for one in icalendar.Calendar.from_ical(there).walk("VEVENT")
        if "wongsorejo.sim" in str(one["UID"])
    )
    assert str(event["LOCATION"]).startswith("Balai desa, ")
    assert "Wongsorejo" not in str(event["LOCATION"])
    assert "GEO" not in event
    week = Client().get("/jadwal/?minggu=2026-W52&kecamatan=35.10.21").content.decode()
    assert week.count('data-coming="moved"') == 1


def test_a_visit_whose_quota_is_used_up_says_so(wednesday):
    Visit.objects.create(
        stop=wednesday, date=date(2026, 12, 16), opened_at=MONDAY, full_at=MONDAY
    )  # fmt: skip

    with override("en"):
        content = write_of_unit("sim-keliling", now=MONDAY)

    events = recurring_ical_events.of(icalendar.Calendar.from_ical(content)).at((2026, 12, 16))
    assert [str(e["SUMMARY"]).partition(":")[0] for e in events if "wongsorejo" in e["UID"]] == [
        "Quota used up"
    ]
