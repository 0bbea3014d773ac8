"""Sending a report, and what is refused, in the words of the standard."""

import json
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.files.tests.makers import paint
from kentongan.foundation.throttle.models import Window
from kentongan.rooms.reports.models import Open311Key, Report
from kentongan.rooms.reports.services.open311_keys import create_open311_key
from kentongan.rooms.reports.tests.conftest import PARKED
from kentongan.rooms.reports.tests.open311.reading import BASE, FORMS, LAT, LON, read_answer
from tests.people import SUMBERBERAS

pytestmark = pytest.mark.usefixtures("categories")


@FORMS
def test_a_report_is_sent_and_read_back(post: Any, ask: Any, form: str) -> None:
    status, told = post(form)

    (row,) = told
    report = Report.objects.get(code=row["service_request_id"])
    _status, (token,) = ask(f"tokens/{report.code}.{form}")
    _status, (back,) = ask(f"requests/{report.code}.{form}")
    assert status == 200
    assert (report.channel, report.secrecy, report.description) == ("open311", "anonymous", PARKED)
    assert (report.lat, report.lon) == (float(LAT), float(LON))
    assert token == {"service_request_id": report.code, "token": report.code}
    assert (back["status"], back["service_code"]) == ("open", "parkir-trotoar")


def test_who_left_no_number_gets_digits_to_follow_it(post: Any) -> None:
    _status, ((first,), (second,)) = 200, (post()[1], post(phone="081234567001")[1])

    assert "/lacak/" in first["service_notice"]
    assert "/lacak/" not in second["service_notice"]


@FORMS
def test_a_batch_key_gets_a_token_first(client: Client, ask: Any, post: Any, form: str) -> None:
    batch = create_open311_key(label="b", is_batch=True, by=TERMINAL, now=timezone.localtime())

    _status, (row,) = post(form, api_key=batch)

    assert "service_request_id" not in row
    _status, (found,) = ask(f"tokens/{row['token']}.{form}")
    assert Report.objects.filter(code=found["service_request_id"]).exists()
    assert ask("services.json", api_key=batch)[1][0]["type"] == "batch"
    assert ask("services.json")[1][0]["type"] == "realtime"


def test_the_longest_of_everything_fits(post: Any) -> None:
    status, told = post(
        first_name="x" * 59, last_name="y" * 60, description="z" * 3000, media_url="u" * 900,
        address_string="a" * 300, email=f"{'e' * 60}@contoh.example", phone="081234567001",
    )  # fmt: skip

    assert status == 200, told


def test_multiple_values_and_json_bodies_are_taken(client: Client, key: str) -> None:
    body = {
        "api_key": key, "service_code": "parkir-trotoar", "address_id": SUMBERBERAS,
        "attribute": {"vehicle": "motor"}, "description": "Motor di trotoar.",
    }  # fmt: skip

    response = client.post(f"{BASE}/requests.json", body, content_type="application/json")

    report = Report.objects.get(code=response.json()[0]["service_request_id"])
    assert (report.place_id, report.case.answers) == (SUMBERBERAS, {"vehicle": "motor"})


def test_the_key_may_stand_in_the_address_as_old_programs_do(client: Client, key: str) -> None:
    sent = {"service_code": "jalan-rusak", "address_string": "Depan pasar", "description": "Lubang"}

    response = client.post(f"{BASE}/requests.xml?api_key={key}&jurisdiction_id=", sent)

    assert response.status_code == 200, response.content


def test_photos_that_come_along_are_kept(post: Any, settings: Any, tmp_path: Path) -> None:
    use_folder(settings, tmp_path)
    photo = SimpleUploadedFile("a.jpg", paint(), "image/jpeg")

    status, (row,) = post(media=photo)

    report = Report.objects.get(code=row["service_request_id"])
    assert status == 200
    assert [photo.file.keep_until for photo in report.photos.select_related("file")] == [None]


def use_folder(settings: Any, folder: Path) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(folder)},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


def test_what_is_no_photo_is_refused(post: Any) -> None:
    status, told = post(media=SimpleUploadedFile("a.jpg", b"<svg/>", "image/jpeg"))

    assert (status, told[0]["code"]) == (400, "400")


def test_an_address_of_a_photo_is_kept_as_words_and_never_fetched(post: Any) -> None:
    # pytest-socket would let this fail if anything were fetched
    _status, (row,) = post(media_url="http://169.254.169.254/latest/meta-data/")

    report = Report.objects.get(code=row["service_request_id"])
    assert report.description.endswith("http://169.254.169.254/latest/meta-data/")
    assert not report.photos.exists()


def test_the_same_idempotency_key_is_the_same_report(client: Client, key: str) -> None:
    sent = {
        "api_key": key, "service_code": "jalan-rusak", "lat": LAT, "long": LON, "description": "x",
    }  # fmt: skip
    again = {"Idempotency-Key": "satu"}

    codes = {
        read_answer(client.post(f"{BASE}/requests.{form}", sent, headers=again))[0][
            "service_request_id"
        ]
        for form in ("xml", "json", "json")
    }

    assert len(codes) == Report.objects.count() == 1


def test_who_tells_a_name_is_known_to_the_office_and_to_nobody_else(post: Any, ask: Any) -> None:
    _status, (row,) = post(
        first_name="Wati", last_name="Rahayu", phone="0812-3456-7001", email="wati@contoh.example",
        device_id="tt222111", account_id="7",
    )  # fmt: skip

    report = Report.objects.get(code=row["service_request_id"])
    told = json.dumps(ask("requests.json", extensions="true"))
    assert (report.secrecy, row["account_id"]) == ("open", "")
    assert not any(word in told for word in ("Wati", "0812", "contoh", "tt222111"))
    assert "tt222111" not in json.dumps([report.description, report.case.answers])


@FORMS
@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({"api_key": None}, 403, "api_key"),
        ({"api_key": "wrong"}, 403, "api_key"),
        ({"api_key": "x" * 5000}, 403, "api_key"),
        ({"service_code": None}, 400, "service_code"),
        ({"service_code": "no-such-thing"}, 404, "service_code"),
        ({"jurisdiction_id": "elsewhere.gov"}, 404, "jurisdiction_id"),
        ({"lat": None, "long": None}, 400, "address_string"),
        ({"lat": None}, 400, "lat"),
        ({"long": None}, 400, "long"),
        ({"lat": "x"}, 400, "lat"),
        ({"lat": "nan"}, 400, "lat"),
        ({"lat": "95"}, 400, "lat"),
        ({"address_id": "99.99.99.9999"}, 400, "address_id"),
        ({"attribute[vehicle]": None}, 400, "attribute[vehicle]"),
        ({"attribute[vehicle]": "rocket"}, 400, "attribute[vehicle]"),
        ({"attribute[secrecy]": "loud"}, 400, "attribute[secrecy]"),
        ({"description": "x" * 4001}, 400, "description"),
        ({"description": None}, 400, "description"),
        ({"description": "a\0b"}, 400, ""),
        ({"phone": "123"}, 400, ""),
        ({"phone": "0" * 31}, 400, "phone"),
        ({"email": "no-mail"}, 400, "email"),
        ({"first_name": "x" * 60}, 400, "first_name"),
        ({"last_name": "x" * 61}, 400, "last_name"),
        ({"media_url": "x" * 1001}, 400, "media_url"),
    ],
)
def test_what_is_wrong_is_said(
    post: Any, form: str, given: dict[str, Any], status: int, words: str
) -> None:
    got, told = post(form, **given)

    assert got == status
    assert [set(one) for one in told] == [{"code", "description"}] * len(told)
    assert told[0]["code"] == str(status)
    assert words in told[0]["description"]
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "body", ["{", "[]", '{"api_key": NaN}', '"x"', "[" * 100_000, '{"a":"\\ud800"}']
)
def test_a_broken_body_is_a_bad_request(client: Client, body: str) -> None:
    response = client.post(f"{BASE}/requests.json", body, content_type="application/json")

    assert (response.status_code, response.json()[0]["code"]) == (400, 400)


@pytest.mark.parametrize("jurisdiction", ["", "banyuwangi", "35.10", "127.0.0.1"])
def test_our_own_jurisdiction_may_be_named(ask: Any, jurisdiction: str) -> None:
    assert ask("services.xml", jurisdiction_id=jurisdiction)[0] == 200


@FORMS
@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        ("services", {"jurisdiction_id": "elsewhere.gov"}, 404),
        ("services/none", {}, 404),
        ("requests/BWI-0000-00", {}, 404),
        ("tokens/none", {}, 404),
        ("nothing/here", {}, 404),
        ("requests", {"status": "opened"}, 400),
        ("requests", {"start_date": "yesterday"}, 400),
        ("requests", {"start_date": "2026-01-01T00:00:00"}, 400),
        ("requests", {"start_date": "2026-01-01", "end_date": "2026-06-01"}, 400),
        ("requests", {"start_date": "2026-06-01", "end_date": "2026-01-01"}, 400),
        ("requests", {"page_size": "0"}, 400),
        ("requests", {"page": "2"}, 400),
        ("requests", {"service_code": "a\0"}, 400),
    ],
)
def test_what_is_asked_wrongly_is_said(
    ask: Any, form: str, path: str, given: dict[str, str], status: int
) -> None:
    got, told = ask(f"{path}.{form}", **given)

    assert (got, told[0]["code"]) == (status, str(status))


def test_other_methods_are_refused_in_the_same_way(client: Client) -> None:
    response = client.delete(f"{BASE}/requests.json")

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, POST")
    assert response.json()[0]["code"] == 405


def test_an_address_without_a_form_is_answered_in_xml(client: Client) -> None:
    response = client.get(f"{BASE}/services")

    assert (response.status_code, read_answer(response)[0]["code"]) == (404, "404")


def test_a_flood_of_bad_keys_is_slowed_and_told_so(post: Any) -> None:
    statuses = [post(api_key="wrong")[0] for _ in range(22)]

    assert statuses[-1] == 429
    assert post()[0] == 200  # who has a good key still comes in
    assert Window.objects.exists()


def test_a_bug_is_told_as_such_and_not_as_a_page(client: Client, monkeypatch: Any) -> None:
    from kentongan.rooms.reports.queries import open311  # noqa: PLC0415

    monkeypatch.setattr(open311, "list_services", lambda **_: 1 / 0)

    response = client.get(f"{BASE}/services.json")

    assert response.status_code == 500
    assert "zero" not in response.content.decode()


def test_a_key_is_made_once_and_revoked(capsys: Any, post: Any) -> None:
    call_command("create_open311_key", "warga")
    secret = capsys.readouterr().out.strip()

    assert post(api_key=secret)[0] == 200
    with pytest.raises(CommandError):
        call_command("create_open311_key", "warga")
    call_command("revoke_open311_key", "warga")
    assert post(api_key=secret)[0] == 403
    with pytest.raises(CommandError):
        call_command("revoke_open311_key", "warga")
    assert secret.encode() not in bytes(Open311Key.objects.get(label="warga").secret_hash)
