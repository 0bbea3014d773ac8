"""Looks are written down, cameras go down and come back, owners hear of it once."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model

import pytest

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.outbox.models import Mail
from kentongan.foundation.outbox.sealed import unseal_words
from kentongan.foundation.video.glimpse import Glimpse
from kentongan.foundation.video.trouble import Reason
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.cameras import events
from kentongan.rooms.cameras.models import Camera, CameraDay, CameraHealth
from kentongan.rooms.cameras.models.health import HEALTH_NAMES
from kentongan.rooms.cameras.queries.health import measure_alive
from kentongan.rooms.cameras.queries.wall import make_tile
from kentongan.rooms.cameras.rules.words import Health
from kentongan.rooms.cameras.services.watching import follow_camera, note_look
from kentongan.rooms.cameras.tests.health.conftest import HOUR, MORNING, Street
from kentongan.rooms.cameras.tests.health.scenes import draw_street
from kentongan.rooms.places import api as places
from tests.people import People
from tests.sessions import log_in

MINUTES = timedelta(minutes=1)
MONDAY = date(2026, 11, 16)


def health_of(camera: Camera) -> CameraHealth:
    return CameraHealth.objects.get(pk=camera.pk)


def watch_until(street: Street, camera: Camera, *, looks: int, now: Any = MORNING) -> Any:
    """Look so many times, each when it is due; returns when the last was."""
    for _ in range(looks):
        found = CameraHealth.objects.filter(pk=camera.pk).first()
        now = max(now, found.next_at) if found else now
        assert street.watch(now) == 1
    return now


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What rooms heard."""
    heard: list[str] = []
    monkeypatch.setattr(
        events, "_hooks", [*events._hooks, lambda **how: heard.append(how["change"])]
    )
    return heard


def test_a_living_camera_is_looked_at_once_an_hour(
    make_camera: Any, street: Street, told: list[str]
) -> None:
    camera = make_camera()
    watch_until(street, camera, looks=6)

    health, day = health_of(camera), CameraDay.objects.get(camera=camera)
    assert (health.state, health.fails, told) == ("live", 0, ["alive"])
    assert health.reference is not None
    assert 5 * HOUR <= health.next_at - MORNING <= 7 * HOUR
    assert (day.date, day.looks, day.alive) == (MONDAY, day.looks, day.looks)
    assert day.looks >= 5


def test_only_verified_connected_cameras_are_looked_at(make_camera: Any, street: Street) -> None:
    camera = make_camera()
    for facts in ({"mode": "none"}, {"mode": "stream", "standing": "waiting"}):
        Camera.objects.filter(pk=camera.pk).update(**facts)
        assert street.watch(MORNING) == 0
    assert note_look(camera.pk, Glimpse(), by=CLOCK, now=MORNING) is None


def test_a_taken_camera_is_left_alone_until_its_worker_must_be_dead(
    make_camera: Any, street: Street
) -> None:
    camera = make_camera()

    def die(*_: Any, **__: Any) -> None:
        raise MemoryError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kentongan.rooms.cameras.services.watching.note_look", die)
        with pytest.raises(MemoryError):
            street.watch(MORNING)

    assert street.watch(MORNING + MINUTES) == 0
    assert street.watch(MORNING + 11 * MINUTES) == 1
    assert health_of(camera).state == "live"


def test_two_looks_make_it_down_and_two_bring_it_back(
    make_camera: Any, street: Street, told: list[str], folk: People
) -> None:
    camera = make_camera(owner=folk.persons["Wati"])
    now = watch_until(street, camera, looks=1)
    street.trouble = Reason.PASSWORD
    now = watch_until(street, camera, looks=1, now=now)
    assert health_of(camera).state == "live"
    now = watch_until(street, camera, looks=9, now=now)
    assert (health_of(camera).state, health_of(camera).reason) == ("down", "password")
    street.trouble = None
    now = watch_until(street, camera, looks=1, now=now)
    assert health_of(camera).state == "down"
    watch_until(street, camera, looks=1, now=now)

    assert (health_of(camera).state, health_of(camera).fails) == ("live", 0)
    assert told == ["alive", "down", "alive"]
    about = f"camera:{camera.pk}"
    letters = list(Mail.objects.filter(about=about).order_by("created_at"))
    assert len(letters) == 2
    first = unseal_words(letters[0].body_sealed).text
    assert f"/kamera/milik/{camera.code}/" in first
    assert "rtsp" not in first


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_owner_reads_it_in_the_own_language(
    make_camera: Any, street: Street, folk: People, language: str
) -> None:
    get_user_model().objects.filter(pk=folk.users["Wati"]).update(language=language)
    camera = make_camera(owner=folk.persons["Wati"])
    street.trouble = Reason.UNREACHABLE
    watch_until(street, camera, looks=2)

    letter = Mail.objects.get(about=f"camera:{camera.pk}")
    assert letter.language == language
    is_prefixed = f"/en/kamera/milik/{camera.code}/" in unseal_words(letter.body_sealed).text
    assert is_prefixed is (language == "en")


def test_the_office_of_a_camera_hears_of_it(make_camera: Any, street: Street) -> None:
    office = places.get_office("dishub")
    office.email = "dishub@contoh.example"
    office.save(update_fields=["email"])
    camera = make_camera()
    street.trouble = Reason.STALLED
    watch_until(street, camera, looks=2)

    letter = Mail.objects.get(about=f"camera:{camera.pk}")
    assert f"/meja/kamera/{camera.code}/" in unseal_words(letter.body_sealed).text


def test_one_look_that_stands_still_is_no_fault_but_two_are(
    make_camera: Any, street: Street
) -> None:
    camera = make_camera()
    now = watch_until(street, camera, looks=1)
    street.is_frozen = True
    now = watch_until(street, camera, looks=1, now=now)
    day = CameraDay.objects.get(camera=camera)
    assert (health_of(camera).state, day.frozen, day.alive) == ("live", 0, day.looks)
    now = watch_until(street, camera, looks=8, now=now)

    day.refresh_from_db()
    assert health_of(camera).state == "frozen"
    assert day.frozen >= 1
    assert day.looks < 8  # looked at more often, counted once an hour
    street.is_frozen = False
    assert cameras.count_connected() == (0, 1)
    assert make_tile(camera).fault == str(HEALTH_NAMES[Health.FROZEN])  # also while film comes
    watch_until(street, camera, looks=2, now=now)
    assert health_of(camera).state == "live"
    assert cameras.count_connected() == (1, 1)
    assert make_tile(camera).fault == ""


def test_a_turned_camera_is_seen_and_verifying_it_anew_sets_what_it_should_see(
    make_camera: Any, street: Street
) -> None:
    camera = make_camera()
    now = watch_until(street, camera, looks=1)
    street.scene = draw_street(shift=140)
    now = watch_until(street, camera, looks=2, now=now)
    assert health_of(camera).state == "moved"

    follow_camera(camera_id=camera.pk, change=events.Change.VERIFIED, by=CLOCK, now=now)
    assert health_of(camera).reference is None
    watch_until(street, camera, looks=1, now=now)
    assert health_of(camera).state == "live"


def test_uptime_is_known_when_the_days_are(make_camera: Any) -> None:
    camera = make_camera()

    def ask(first: int = 1) -> cameras.Uptime:
        return cameras.uptime_of(
            camera.pk, first=MONDAY + timedelta(days=first), last=MONDAY + timedelta(days=7)
        )

    assert ask() == cameras.Uptime(None, 0, 0, is_whole=False)
    for number in range(1, 8):
        CameraDay.objects.create(
            camera=camera, date=MONDAY + timedelta(days=number), looks=24,
            alive=24 if number > 1 else 16, down=0 if number > 1 else 8,
        )  # fmt: skip

    assert (ask().looks, ask().days) == (168, 7)
    assert ask().known_percent == pytest.approx(100 * 160 / 168)
    assert ask(first=0).known_percent is None  # not watched yet on the first day
    CameraDay.objects.filter(camera=camera, date=MONDAY + timedelta(days=4)).delete()
    assert ask().is_whole  # the house rested a day: that is not the owner's fault
    assert measure_alive(since=MORNING, until=MORNING + timedelta(days=9)) == pytest.approx(
        100 * 136 / 144
    )


def test_the_owner_sees_how_it_is(make_camera: Any, street: Street, folk: People) -> None:
    camera = make_camera(owner=folk.persons["Wati"])
    CameraDay.objects.create(camera=camera, date=MONDAY - timedelta(days=2), looks=24, down=24)
    street.trouble = Reason.UNREACHABLE
    watch_until(street, camera, looks=2)

    for prefix in ("", "/en"):
        page = log_in(folk.users["Wati"]).get(f"{prefix}/kamera/milik/{camera.code}/")
        shown = page.content.decode()
        assert shown.count("<rect") >= 30
        assert 'class="tag late"' in shown
        assert "style=" not in shown
