"""Pages of the registry: who may, what is shown, and that no password ever is."""

import logging
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

import pytest

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.outbox.models import Mail
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.cameras.models import Camera, Look
from kentongan.rooms.cameras.queries.addresses import open_target
from kentongan.rooms.cameras.services import verifying
from kentongan.rooms.cameras.services.looking import CHECK_WORDS
from kentongan.rooms.cameras.tests.registry.conftest import LAT, LON, MONDAY, SECRET
from kentongan.rooms.cameras.tests.registry.test_verifying import look_well
from kentongan.rooms.places import api as places
from tests.people import SUMBERBERAS, People
from tests.sessions import log_in

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Simpang Lima", "office": "dishub", "owner_kind": "regency", "purpose": "traffic",
    "mode": "stream", "place_code": SUMBERBERAS, "lat": str(LAT), "lon": str(LON), "bearing": "0",
    "field_of_view": "90", "range_m": "40", "road_line": "-8.4499, 114.29\n-8.4499, 114.31",
    "url": "rtsp://kamera.example/jalan", "user": "pengamat", "password": SECRET,
}  # fmt: skip
REGISTER = "/meja/kamera/daftarkan/"


@pytest.fixture(autouse=True)
def _files_in_a_folder(settings: Any, tmp_path: Path) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.fixture
def tono(folk: People) -> Client:
    return log_in(folk.users["Tono"])


def check(camera: Camera, folk: People) -> None:
    started = cameras.start_check(camera_id=camera.pk, by=folk.actor("Tono"), now=MONDAY)
    cameras.run_check(check_id=started.pk, by=CLOCK, now=MONDAY, look=look_well)


def test_tono_registers_a_camera_and_its_check_begins(tono: Client) -> None:
    answer = tono.post(REGISTER, TYPED, follow=True)

    camera = Camera.objects.get()
    page = answer.content.decode()
    assert answer.status_code == 200
    assert camera.standing == "checking"
    assert camera.road_line == [[114.29, -8.4499], [114.31, -8.4499]]
    assert camera.code in page
    assert SECRET not in page
    assert "kamera.example" not in page
    assert open_target(camera).password == SECRET


def test_a_wrong_bearing_comes_back_with_the_picture_and_all_that_was_typed(tono: Client) -> None:
    answer = tono.post(REGISTER, {**TYPED, "bearing": "180"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<svg" in page
    assert "stroke-dasharray" in page
    assert 'value="Simpang Lima"' in page
    assert "-8.4499, 114.31" in page
    assert SECRET not in page
    assert not Camera.objects.exists()


def test_mistakes_are_said_beside_their_fields(tono: Client) -> None:
    wrong = {"lat": "", "bearing": "400", "road_line": "somewhere", "url": "rtsp://127.0.0.1/"}

    first = tono.post(REGISTER, {**TYPED, **wrong})
    second = tono.post(REGISTER, {**TYPED, "url": "rtsp://127.0.0.1/"})

    assert {"lat", "bearing", "road_line"} <= set(first.context["form"].errors)
    assert set(second.context["form"].errors) == {"url"}
    assert SECRET not in first.content.decode() + second.content.decode()


def test_who_has_no_part_finds_nothing(folk: People, declare: Any) -> None:
    code = declare().code
    ways = (REGISTER, "/meja/kamera/daftar/", f"/meja/kamera/{code}/periksa/",
            f"/meja/kamera/{code}/lihat-mata/", f"/meja/kamera/{code}/berkas/gambar/",
            f"/kamera/milik/{code}/periksa/")  # fmt: skip
    for name in ("Budi", "Sari", "Yudi"):
        client = log_in(folk.users[name])
        assert [client.get(way).status_code for way in ways] == [404] * len(ways), name


def test_the_police_register_only_their_own(folk: People) -> None:
    satria = log_in(folk.users["Satria"])

    other = satria.post(REGISTER, TYPED)
    own = satria.post(REGISTER, {**TYPED, "office": "polresta", "owner_kind": "police"})

    assert other.status_code == 422
    assert own.status_code == 302
    assert Camera.objects.get().office_id == places.get_office("polresta").pk


def test_findings_are_shown_and_judged(tono: Client, declare: Any, folk: People) -> None:
    camera = declare()
    check(camera, folk)

    page = tono.get(f"/meja/kamera/{camera.code}/periksa/").content.decode()
    picture = tono.get(f"/meja/kamera/{camera.code}/berkas/gambar/")
    eye = tono.get(f"/meja/kamera/{camera.code}/lihat-mata/")
    unsure = tono.post(f"/meja/kamera/{camera.code}/lihat-mata/", {"sees_road": "no"})
    sure = tono.post(f"/meja/kamera/{camera.code}/lihat-mata/", {"sees_road": "yes"})

    _close(picture)
    assert "H264" in page
    assert "<svg" in page
    assert picture["Content-Type"] == "image/jpeg"
    assert eye.status_code == 200
    assert unsure.status_code == 422
    assert sure.status_code == 302
    assert cameras.get_camera(camera.pk).is_verified


def test_an_owner_reads_the_findings_of_the_own_camera(
    declare: Any, private: Any, folk: People
) -> None:
    camera = declare("Wati", **private)
    check(Camera.objects.get(pk=camera.pk), folk)
    wati = log_in(folk.users["Wati"])

    page = wati.get(f"/kamera/milik/{camera.code}/periksa/")
    picture = wati.get(f"/kamera/milik/{camera.code}/berkas/gambar/")
    again = wati.post(f"/kamera/milik/{camera.code}/periksa/")
    budi = log_in(folk.users["Budi"]).get(f"/kamera/milik/{camera.code}/berkas/gambar/")

    _close(picture)
    assert page.status_code == picture.status_code == 200
    assert again.status_code == 302
    assert budi.status_code == 404


def test_credentials_stand_nowhere_in_clear(
    tono: Client, folk: People, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    tono.post(REGISTER, TYPED)
    camera = Camera.objects.get()
    monkeypatch.setattr("kentongan.foundation.netguard.resolve_name", lambda _: ["8.8.8.8"])

    seen: list[str] = []

    def broken(_address: Any) -> Any:
        seen.extend(file.read_text() for file in Path("/proc").glob("[0-9]*/cmdline"))
        raise RuntimeError("the look broke")

    monkeypatch.setattr(verifying, "look_at", broken)
    started = camera.checks.get()
    with pytest.raises(RuntimeError) as caught:
        cameras.run_check(check_id=started.pk, by=CLOCK, now=MONDAY)
    pages = [tono.get(reverse("cameras:check_camera", args=[camera.code])).content.decode(),
             tono.get("/meja/kamera/daftar/").content.decode()]  # fmt: skip

    whole = "".join(pages) + caplog.text + str(caught.value) + "".join(seen) + _dump()
    address = cameras.find_stream_address(camera.pk)
    for secret in (SECRET, "pengamat", "kamera.example"):
        assert secret not in whole
        assert secret not in repr(address) + repr(open_target(camera))
    assert address.password == SECRET


def test_an_officer_takes_a_camera_out_and_its_owner_reads_why(
    tono: Client, folk: People, declare: Any, private: dict[str, Any]
) -> None:
    camera = declare("Wati", **private)
    check(camera, folk)
    where = reverse("cameras:retire", args=[camera.code])
    _close(tono.get(f"/meja/kamera/{camera.code}/berkas/gambar/"))

    silent = tono.post(where, {"words": "rusak"})
    done = tono.post(where, {"words": "Kamera sudah dibongkar pemiliknya."})

    camera.refresh_from_db()
    assert (silent.status_code, done.status_code) == (422, 302)
    assert b"rusak" in silent.content
    assert (camera.standing, camera.stream_sealed) == ("retired", None)
    assert Mail.objects.filter(about=f"camera:{camera.pk}").exists()
    assert "dibongkar" in camera.refused_words  # on the owner's page
    assert Look.objects.get(camera=camera).purpose_words == CHECK_WORDS
    assert log_in(folk.users["Budi"]).post(where, {"words": "x" * 20}).status_code == 404


def _close(answer: Any) -> None:
    """Close the file of an answer, but not the answer: that would end the connection."""
    for close in answer._resource_closers:
        close()


def _dump() -> str:
    """Everything a backup holds: every row of every table as text, sealed bytes as they are."""
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')  # noqa: S608
            rows += [text for (text,) in cursor.fetchall() if "places_" not in table]
        cursor.execute("SELECT string_agg(encode(stream_sealed, 'escape'), '') FROM camera")
        rows.append(cursor.fetchone()[0])
    return "\n".join(rows)
