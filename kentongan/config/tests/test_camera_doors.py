# ruff: noqa: F401, F811 - fixtures of the room are used here too
"""The live process lets in whom the room cameras lets in, and notes how long."""

from typing import Any
from uuid import uuid4

from django.contrib.sessions.models import Session

import pytest

from kentongan.config.live import camera_doors
from kentongan.config.live.camera_doors import CameraDoors
from kentongan.config.live.doors import Seat
from kentongan.foundation.video.trouble import Reason, VideoTrouble
from kentongan.rooms.cameras.tests.sharing.conftest import (
    NOW,
    TRAFFIC,
    folk_of_cameras,
    give,
    make_camera,
    session_key,
)
from kentongan.rooms.cameras.tests.sharing.for_doors import Look, open_look

pytestmark = pytest.mark.django_db
ONE, TWO = "https://a.example/live/1", "https://a.example/live/2"


@pytest.fixture
def token(
    make_camera: Any,
    give: Any,
    folk_of_cameras: Any,
    session_key: str,
    time_machine: Any,
) -> str:
    """Satria of the police looks at a camera of dishub under a grant."""
    time_machine.move_to(NOW)
    camera = make_camera()
    give(camera)
    by = folk_of_cameras.actor("Satria", now=NOW)
    return open_look(camera=camera, session_key=session_key, chosen=TRAFFIC, by=by, now=NOW)[1]


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> CameraDoors:
    """Doors that leave the connection of the test open."""
    monkeypatch.setattr(camera_doors, "close_old_connections", lambda: None)
    return CameraDoors(ONE)


def admit(doors: CameraDoors, token: str) -> Seat:
    seat = doors.admit(token)
    assert seat is not None
    return seat


def test_a_token_opens_once(doors: CameraDoors, token: str) -> None:
    admit(doors, token)

    assert doors.admit(token) is None
    assert doors.admit("forged") is None


def test_seconds_are_noted_whole_and_none_is_lost(doors: CameraDoors, token: str) -> None:
    look = admit(doors, token).look

    for _ in range(4):
        assert doors.check({look: 1.4}) == []
    doors.leave({look: 0.9})

    assert Look.objects.get().seconds == 6


def test_who_lost_the_right_is_named_and_the_look_is_closed(doors: CameraDoors, token: str) -> None:
    look = admit(doors, token).look
    grant = Look.objects.select_related("grant").get().grant
    grant.ended_at = NOW
    grant.save()

    assert doors.check({look: 2.0}) == [look]
    closed = Look.objects.get()
    assert (closed.seconds, closed.ended_why) == (2, "grant")


def test_a_session_that_ended_opens_no_socket(
    doors: CameraDoors,
    token: str,
    session_key: str,
) -> None:
    Session.objects.filter(session_key=session_key).delete()

    assert doors.admit(token) is None


def test_a_camera_that_may_not_be_dialled_is_said(doors: CameraDoors) -> None:
    with pytest.raises(VideoTrouble) as told:
        doors.find_address(str(uuid4()))

    assert told.value.reason is Reason.FORBIDDEN


def test_two_processes_do_not_pull_one_camera(doors: CameraDoors, token: str) -> None:
    camera = admit(doors, token).camera
    other = CameraDoors(TWO)

    assert doors.claim(camera).is_ours
    assert other.claim(camera).url == ONE
    doors.release([camera])
    assert other.claim(camera).is_ours
    assert doors.renew([camera]) == {camera: TWO}
