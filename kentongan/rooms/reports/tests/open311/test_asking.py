"""What programs are told about reports, and what never."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

import pytest

from kentongan.rooms.reports.models import Report, ReportPhoto
from kentongan.rooms.reports.tests.conftest import store_photo
from kentongan.rooms.reports.tests.open311.reading import BASE, LAT, LON
from tests.people import SUMBERBERAS

pytestmark = pytest.mark.usefixtures("categories")


def test_what_nobody_checked_is_told_without_words_and_only_about_where(
    send: Any, ask: Any
) -> None:
    send(
        at=timezone.now(), lat=float(LAT), lon=float(LON), place_words="Depan rumah Bu Sri",
        photos=[store_photo(timezone.now())],
    )  # fmt: skip

    _status, (row,) = ask("requests.json")

    assert (row["description"], row["media_url"]) == ("", "")
    assert (row["lat"], row["long"]) == ("-8.4505", "114.2985")
    assert "Bu Sri" not in row["address"]


def test_what_was_checked_is_told(send: Any, act: Any, ask: Any) -> None:
    report = send(
        at=timezone.now(), lat=float(LAT), lon=float(LON), place_words="Depan pasar",
        description="Mobil di trotoar, telepon saya 0812-3456-7001.",
    )  # fmt: skip
    act(report, "Sari", "forward", at=timezone.now())

    _status, (row,) = ask("requests.json")

    assert row["description"] == "Mobil di trotoar, telepon saya […]."
    assert (row["lat"], row["long"]) == ("-8.4501", "114.2988")  # as on the map: 11 m
    assert row["address"] == "Sumberberas, Muncar"
    assert row["address_id"] == SUMBERBERAS
    assert row["agency_responsible"]
    assert set(row) == {
        "service_request_id", "status", "status_notes", "service_name", "service_code",
        "description", "agency_responsible", "service_notice", "requested_datetime",
        "updated_datetime", "expected_datetime", "address", "address_id", "zipcode", "lat", "long",
        "media_url",
    }  # fmt: skip


def test_dates_have_a_zone(send: Any, ask: Any) -> None:
    send(at=timezone.now())

    _status, (row,) = ask("requests.xml")

    for name in ("requested_datetime", "updated_datetime", "expected_datetime"):
        assert datetime.fromisoformat(row[name]).utcoffset() == timedelta(hours=7)


def test_a_secret_report_is_nowhere(send: Any, act: Any, ask: Any) -> None:
    secret = send(at=timezone.now(), secrecy="secret")
    bribe = send(at=timezone.now(), category="pungli", answers={})
    act(secret, "Sari", "forward", at=timezone.now())

    assert ask("requests.json", extensions="true") == (200, [])
    assert ask("requests.json", service_request_id=f"{secret.code},{bribe.code}") == (200, [])
    for report in (secret, bribe):
        assert ask(f"requests/{report.code}.json")[0] == 404
        assert ask(f"tokens/{report.code}.json")[0] == 404


def test_a_mended_report_is_closed(mended: Report, ask: Any) -> None:
    day = mended.reported_at.date().isoformat()

    asked = {"start_date": day, "end_date": f"{day}T23:59:59Z"}

    assert [row["status"] for row in ask("requests.json", **asked)[1]] == ["closed"]
    assert ask("requests.json", status="open", **asked)[1] == []
    assert len(ask("requests.json", status="closed", **asked)[1]) == 1


def test_requests_are_filtered_and_newest_first(send: Any, ask: Any, today: datetime) -> None:
    old, new = send(at=today - timedelta(days=3)), send(at=today - timedelta(days=1))
    gone = send(at=today - timedelta(days=100))
    hole = send(at=today, category="jalan-rusak", answers={})

    def codes(**given: str) -> list[str]:
        return [row["service_request_id"] for row in ask("requests.json", **given)[1]]

    assert codes() == [hole.code, new.code, old.code]
    assert codes(service_code="parkir-trotoar, none") == [new.code, old.code]
    assert codes(service_request_id=f"{gone.code},{old.code.lower()},x") == [old.code, gone.code]
    assert codes(start_date=(today - timedelta(days=2)).isoformat()) == [hole.code, new.code]
    assert codes(end_date=(today - timedelta(days=2)).isoformat()) == [old.code]


def test_pages_follow_each_other_without_a_gap(send: Any, client: Client, today: datetime) -> None:
    sent = [send(at=today - timedelta(hours=1)).code for _ in range(3)]
    sent.append(send(at=today - timedelta(hours=2)).code)
    address, seen = f"{BASE}/requests.json?page_size=1", []

    while address:
        response = client.get(address)
        seen += [row["service_request_id"] for row in response.json()]
        address = response.headers.get("Link", "").partition(">")[0].removeprefix("<")

    assert sorted(seen) == sorted(sent)
    assert seen[-1] == sent[-1]


def test_photos_are_public_copies_only(send: Any, act: Any, ask: Any) -> None:
    report = send(at=timezone.now(), photos=[store_photo(timezone.now())])
    act(report, "Sari", "forward", at=timezone.now())
    assert ask("requests.json")[1][0]["media_url"] == ""

    copy = store_photo(timezone.now())
    ReportPhoto.objects.filter(report=report).update(
        public_file=copy, published_at=timezone.now()
    )  # fmt: skip

    photo = report.photos.get()
    (row,) = ask("requests.json", extensions="true")[1]
    assert row["media_url"].endswith(f"/peta/{report.code}/foto/{photo.pk}/")
    assert row["extended_attributes"]["media_urls"] == [row["media_url"]]


def test_extensions_are_kept_apart(send: Any, ask: Any) -> None:
    send(at=timezone.now())

    assert "extended_attributes" not in ask("requests.json")[1][0]
    assert (
        ask("requests.json", extensions="true")[1][0]["extended_attributes"]["verified"] == "false"
    )


def test_many_requests_ask_the_database_as_often_as_few(
    send: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        send(at=timezone.now())

    with django_assert_max_num_queries(4):
        client.get(f"{BASE}/requests.json")
