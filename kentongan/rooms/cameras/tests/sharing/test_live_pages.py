"""The wall and one camera show what somebody may see, and give keys to nobody else."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client

import pytest
from PIL import Image

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.cameras.models import Camera, CameraMask, Look
from kentongan.rooms.cameras.queries.looking import PURPOSE_KEY
from kentongan.rooms.cameras.services import leases, stills
from kentongan.rooms.cameras.services.looking import admit_viewer
from kentongan.rooms.cameras.tests.sharing.conftest import NOW, TRAFFIC
from tests.sessions import log_in

pytestmark = pytest.mark.django_db
TWO = "https://two.example/live"


@pytest.fixture
def at_noon(time_machine: Any) -> None:
    time_machine.move_to(NOW)


@pytest.fixture
def satria(folk_of_cameras: Any, at_noon: None) -> Client:
    """The operator of the police, who said why."""
    return choose(log_in(folk_of_cameras.users["Satria"]))


def choose(client: Client) -> Client:
    session = client.session
    session[PURPOSE_KEY] = {"purpose": TRAFFIC.purpose, "words": TRAFFIC.words}
    session.save()
    return client


def path(camera: Camera, rest: str = "") -> str:
    return f"/meja/kamera/{camera.code}/{rest}"


def test_without_a_grant_a_camera_does_not_exist(satria: Client, make_camera: Any) -> None:
    camera = make_camera()

    assert camera.name not in satria.get("/meja/kamera/").content.decode()
    assert satria.get(path(camera)).status_code == 404
    assert satria.get(path(camera, "gambar.jpg")).status_code == 404
    assert satria.post(path(camera, "kunci/")).status_code == 404
    assert not Look.objects.exists()


def test_with_a_grant_it_is_on_the_wall_and_has_a_page(
    satria: Client, make_camera: Any, give: Any
) -> None:
    camera = make_camera()
    give(camera)

    assert camera.name in satria.get("/meja/kamera/").content.decode()
    assert (
        f'data-camera-key="{path(camera, "kunci/")}"' in satria.get(path(camera)).content.decode()
    )


def test_who_did_not_say_why_is_asked_first(
    folk_of_cameras: Any, at_noon: None, make_camera: Any, give: Any
) -> None:
    camera = make_camera()
    give(camera)
    client = log_in(folk_of_cameras.users["Satria"])

    answer = client.get(path(camera))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/meja/kamera/tujuan/?next=")


def test_a_key_opens_the_socket_once_and_the_look_goes_on_with_the_next(
    satria: Client, make_camera: Any, give: Any
) -> None:
    camera = make_camera()
    give(camera)

    first = satria.post(path(camera, "kunci/")).json()
    admitted = admit_viewer(first["token"], by=CLOCK, now=NOW)
    second = satria.post(path(camera, "kunci/"), {"look": first["look"]}).json()

    assert admitted.camera_id == camera.pk
    assert second["look"] == first["look"]
    assert admit_viewer(second["token"], by=CLOCK, now=NOW).look_id == admitted.look_id
    assert Look.objects.count() == 1


def test_a_look_that_was_closed_begins_anew_while_the_right_lasts(
    satria: Client, make_camera: Any, give: Any
) -> None:
    camera = make_camera()
    grant = give(camera)
    first = satria.post(path(camera, "kunci/")).json()
    Look.objects.update(ended_at=NOW)

    again = satria.post(path(camera, "kunci/"), {"look": first["look"]})
    grant.ends_at = NOW - timedelta(seconds=1)
    grant.save()
    after = satria.post(path(camera, "kunci/"), {"look": first["look"]})

    assert again.json()["look"] != first["look"]
    assert after.status_code == 404


def test_the_key_names_the_process_that_pulls_the_camera(
    satria: Client, make_camera: Any, give: Any, settings: Any
) -> None:
    settings.LIVE_URLS = [settings.LIVE_URL, TWO]
    camera = make_camera()
    give(camera)
    leases.claim_camera(camera.pk, holder="two", address=TWO, by=CLOCK)

    held = satria.post(path(camera, "kunci/")).json()
    dead = satria.post(path(camera, "kunci/"), {"avoid": TWO}).json()

    assert held["address"] == TWO
    assert dead["address"] == settings.LIVE_URL


def test_sixteen_at_most_are_on_the_wall(satria: Client, make_camera: Any, give: Any) -> None:
    cameras = [make_camera(f"KAM-11{number:02}-11") for number in range(18)]
    give(*cameras)
    query = "&".join(f"kamera={camera.code}" for camera in cameras)

    first = satria.get("/meja/kamera/").content.decode()
    most = satria.get(f"/meja/kamera/?{query}").content.decode()

    assert (first.count("<video"), most.count("<video")) == (4, 16)


def test_single_pictures_need_no_script_and_each_is_a_look(
    satria: Client, make_camera: Any, give: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera = make_camera()
    give(camera)
    CameraMask.objects.create(
        camera=camera, corners=[[0, 0], [1, 0], [1, 1]], made_by="user:1", made_at=NOW
    )
    monkeypatch.setattr(stills, "find_stream_address", lambda _: None)
    monkeypatch.setattr(stills, "take_still", lambda _: Image.new("RGB", (64, 36), "white"))

    page = satria.get(path(camera)).content.decode()
    answer = satria.get(path(camera, "gambar.jpg"))

    assert f'<img src="{path(camera, "gambar.jpg")}"' in page
    assert "<video" not in page
    assert answer["Content-Type"] == "image/jpeg"
    assert Look.objects.get().kind == "snapshot"


def test_h265_is_said_and_not_tried(satria: Client, make_camera: Any, give: Any) -> None:
    camera = make_camera(codec="H265")
    give(camera)

    page = satria.get(path(camera)).content.decode()

    assert "<video" not in page
    assert "H.264" in page


def test_pages_may_play_what_the_player_puts_together(satria: Client) -> None:
    policy = satria.get("/meja/kamera/")["Content-Security-Policy"]

    assert "media-src 'self' blob:" in policy
    assert settings.LIVE_URL.replace("http", "ws").removesuffix("/live") in policy
