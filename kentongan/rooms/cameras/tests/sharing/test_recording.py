"""Cameras recorded from now on: who may, what is kept, and what a cut or a dead job leaves."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime

import av
import pytest

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.files.services import open_file
from kentongan.foundation.video.tests.test_recording import play_camera
from kentongan.rooms.cameras.errors import (
    NoSuchRequest,
    NotAsked,
    NotInSpan,
    RecordedAlready,
    StillRecording,
)
from kentongan.rooms.cameras.models import (
    Camera,
    CameraMask,
    EvidenceClip,
    EvidenceRecording,
    EvidenceRequest,
    Look,
)
from kentongan.rooms.cameras.services.evidence import filming, recording
from kentongan.rooms.cameras.tests.sharing.conftest import NOW
from kentongan.rooms.cameras.tests.sharing.test_evidence import (  # noqa: F401 - fixtures
    SOON,
    _files_of_the_test,
    agreed,
    answer,
    ask,
    camera,
    decide,
)
from kentongan.rooms.cameras.tests.sharing.test_evidence_pages import visit  # noqa: F401
from tests.people import People

WHOLE = [[0, 0], [1, 0], [1, 1], [0, 1]]
pytestmark = pytest.mark.enable_socket


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.CAMERA_RECORDINGS = tmp_path / "recordings"


@pytest.fixture
def given(agreed: EvidenceRequest, camera: Camera, folk_of_cameras: People) -> EvidenceRequest:  # noqa: F811
    """The owner agreed, and the span goes on for long."""
    answer(agreed, camera, folk_of_cameras, "Wati")
    EvidenceRequest.objects.update(ends_at=localtime() + timedelta(days=9000))
    return EvidenceRequest.objects.get()


@pytest.fixture
def start(camera: Camera, folk_of_cameras: People) -> Callable[..., EvidenceRecording]:  # noqa: F811
    def _start(name: str = "Tono", *, now: datetime = SOON, minutes: int = 60) -> Any:
        request = EvidenceRequest.objects.get()
        return recording.start_recording(
            code=request.code, camera_code=camera.code, minutes=minutes, now=now,
            by=folk_of_cameras.actor(name, now=SOON),
        )  # fmt: skip

    return _start


def run(monkeypatch: Any, enough: Callable[[], bool], **camera_facts: Any) -> None:
    with play_camera(**camera_facts) as address:
        monkeypatch.setattr(filming, "find_stream_address", lambda _: address)
        monkeypatch.setattr(filming, "PAUSE", 0.05)
        turns = iter(range(400))
        filming.record_cameras(
            should_stop=lambda: enough() or next(turns, None) is None, film_seconds=0.3,
            step_seconds=0.05, by=CLOCK,
        )  # fmt: skip


def test_nobody_records_before_the_owner_agreed_or_outside_the_span(
    agreed: EvidenceRequest,  # noqa: F811
    camera: Camera,  # noqa: F811
    start: Any,
    folk_of_cameras: People,
) -> None:
    with pytest.raises(NotAsked):
        start()
    answer(agreed, camera, folk_of_cameras, "Wati")
    with pytest.raises(NotInSpan):
        start()
    for name in ("Wati", "Satria", "Budi"):
        with pytest.raises(NoSuchRequest):
            start(name)


def test_a_camera_is_recorded_once_at_a_time_and_no_package_is_made(
    given: EvidenceRequest,
    start: Any,
    decide: Any,  # noqa: F811
) -> None:
    made = start(minutes=999)

    assert made.until == SOON + timedelta(minutes=60)
    with pytest.raises(RecordedAlready):
        start()
    with pytest.raises(StillRecording):
        decide(given, "Tono", "grant")


def test_a_camera_that_is_cut_becomes_several_clips_and_a_look(
    given: EvidenceRequest, start: Any, monkeypatch: Any
) -> None:
    row = start(now=localtime())
    run(monkeypatch, lambda: EvidenceClip.objects.count() >= 2, drops_after=0.5)

    EvidenceRecording.objects.update(until=row.started_at)
    run(monkeypatch, lambda: False)

    clip = EvidenceClip.objects.first()
    assert clip is not None
    assert (clip.source, clip.sha256) == ("operator", clip.file.sha256 if clip.file else "")
    look = Look.objects.get(kind="evidence")
    assert look.seconds >= 2
    assert EvidenceRecording.objects.get().ended_why == "time"


def test_what_a_killed_job_left_is_kept_once_with_masks(
    given: EvidenceRequest,
    camera: Camera,  # noqa: F811
    start: Any,
    monkeypatch: Any,
    settings: Any,
) -> None:
    row = start(now=localtime())
    folder: Path = settings.CAMERA_RECORDINGS
    saved = folder.parent / "saved"

    def has_left() -> bool:
        for path in folder.glob("*.part"):
            if path.stat().st_size > 20_000:
                shutil.copy(path, saved)
                return True
        return False

    run(monkeypatch, has_left)
    EvidenceClip.objects.all().delete()
    for path in folder.iterdir():
        path.unlink()
    shutil.copy(saved, folder / f"{row.pk}.1000.part")
    CameraMask.objects.create(camera=camera, corners=WHOLE, made_by="clock", made_at=NOW)
    EvidenceRecording.objects.update(until=row.started_at, holder=row.pk, beat_at=NOW)

    assert recording.requeue_recordings(by=CLOCK, now=localtime()) == 1
    run(monkeypatch, lambda: False)

    kept = EvidenceClip.objects.get().file
    assert kept is not None
    with open_file(kept) as stored, av.open(stored) as film:
        for frame in film.decode(video=0):
            assert frame.to_image().convert("L").getextrema()[1] < 24
    assert not list(folder.iterdir())
    assert EvidenceRecording.objects.get().ended_at is not None


def test_who_stops_it_ends_it(
    given: EvidenceRequest,
    start: Any,
    camera: Camera,  # noqa: F811
    folk_of_cameras: People,
) -> None:
    start()
    facts: dict[str, Any] = {"code": given.code, "camera_code": camera.code}
    with pytest.raises(NoSuchRequest):
        recording.stop_recording(**facts, by=folk_of_cameras.actor("Satria", now=SOON), now=SOON)

    recording.stop_recording(**facts, by=folk_of_cameras.actor("Tono", now=SOON), now=SOON)

    assert EvidenceRecording.objects.get().until == SOON


def test_the_page_starts_says_and_stops_it(
    given: EvidenceRequest,
    camera: Camera,  # noqa: F811
    visit: Any,  # noqa: F811
) -> None:
    EvidenceRequest.objects.update(ends_at=SOON + timedelta(hours=1))
    page = f"/meja/kamera/bukti/{given.code}/"
    assert f"{page}rekam/" in visit("Tono", page).content.decode()
    assert f"{page}rekam/" not in visit("Satria", page).content.decode()
    posted = {"camera": camera.code, "minutes": 15}
    assert visit("Satria", f"{page}rekam/", posted).status_code == 404
    visit("Tono", f"{page}rekam/", {**posted, "minutes": 61})
    assert not EvidenceRecording.objects.exists()

    visit("Tono", f"{page}rekam/", posted)
    visit("Tono", f"{page}rekam/", posted)

    shown = visit("Tono", page).content.decode()
    assert EvidenceRecording.objects.count() == 1
    assert f"{page}hentikan/" in shown
    assert "15" in shown
    visit("Tono", f"{page}hentikan/", {"camera": camera.code})
    assert EvidenceRecording.objects.get().until == SOON
    assert f"{page}hentikan/" not in visit("Tono", page).content.decode()
