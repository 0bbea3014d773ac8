"""A request for recordings over its pages, and masks over theirs."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

import pytest
import time_machine
from PIL import Image

from kentongan.foundation.actors import CLOCK, TERMINAL
from kentongan.foundation.files.services import store_bytes
from kentongan.foundation.keys import make_key
from kentongan.foundation.video.tests.test_masking import draw, make_film
from kentongan.rooms.cameras.models import Camera, CameraCheck, CameraMask, EvidenceRequest
from kentongan.rooms.cameras.services.evidence import packing
from kentongan.rooms.cameras.tests.sharing.conftest import NOW
from kentongan.rooms.cameras.tests.sharing.test_evidence import (  # noqa: F401 - fixtures
    SOON,
    _files_of_the_test,
    agreed,
    ask,
    camera,
    decide,
)
from tests.people import People
from tests.sessions import log_in, release


@pytest.fixture
def visit(folk_of_cameras: People) -> Any:
    """Open or send a page as somebody, an hour after NOW."""
    with time_machine.travel(SOON, tick=False):
        clients = {name: log_in(pk) for name, pk in folk_of_cameras.users.items()}

    def _visit(name: str, path: str, posted: dict[str, Any] | None = None) -> Any:
        with time_machine.travel(SOON, tick=False):
            client = clients[name]
            return client.get(path) if posted is None else client.post(path, posted)

    return _visit


def test_a_request_goes_its_whole_way_over_its_pages(  # noqa: PLR0915 - one way, many hands
    camera: Camera,  # noqa: F811
    visit: Any,
) -> None:
    desk = "/meja/kamera/bukti/"
    posted = {
        "cameras": [camera.code], "purpose": "traffic", "starts_at": "2026-11-16T08:00",
        "ends_at": "2026-11-16T09:00", "reason": "Tabrak lari di simpang lima pagi ini.",
        "legal_basis": "KUHAP pasal 38", "reference": "LP/B/17",
    }  # fmt: skip
    wrong = visit("Satria", desk, {**posted, "reason": "penting"})
    assert (wrong.status_code, "LP/B/17" in wrong.content.decode()) == (422, True)
    assert visit("Satria", desk, posted).status_code == 302
    request = EvidenceRequest.objects.get()
    page, own = f"{desk}{request.code}/", f"/kamera/milik/bukti/{request.code}/"
    assert visit("Bagus", page).status_code == visit("Budi", own).status_code == 404
    version = request.case.version
    assert visit("Satria", page + "putuskan/", {"version": version, "decision": "forward"})
    assert EvidenceRequest.objects.get().second is None

    visit("Endang", page + "putuskan/", {"version": version, "decision": "forward"})
    assert 'name="answer"' in visit("Wati", own).content.decode()
    answer = f"/kamera/bukti/{request.code}/jawab/"
    visit("Wati", answer, {"camera": camera.code, "answer": "yes", "from": "owner"})
    bring = f"/kamera/bukti/{request.code}/rekaman/"
    facts = {"camera": camera.code, "starts_at": "2026-11-16T08:00", "from": "owner"}
    broken = SimpleUploadedFile("a.mp4", b"no film" * 9)
    assert visit("Wati", bring, {**facts, "clip": broken}).status_code == 422
    film = SimpleUploadedFile("a.mp4", make_film())
    assert visit("Wati", bring, {**facts, "clip": film}).status_code == 302
    version = EvidenceRequest.objects.get().case.version
    visit("Tono", page + "putuskan/", {"version": version, "decision": "grant"})
    packing.make_package(case_id=request.pk, by=CLOCK, now=SOON)

    assert "SHA-256" in visit("Satria", page).content.decode()
    package = visit("Satria", page + "unduh/", {})
    assert package.headers["Content-Type"] == "application/zip"
    release(package)
    assert visit("Wati", page + "unduh/", {}).status_code == 404
    told = {"Satria": desk, "Wati": "/kamera/milik/"}
    for name, where in [*told.items(), ("Wati", f"/kamera/milik/{camera.code}/")]:
        assert request.code in visit(name, where).content.decode()


def test_masks_are_drawn_and_taken_away_by_the_owner_only(camera: Camera, visit: Any) -> None:  # noqa: F811
    path = f"/kamera/penutup/{camera.code}/"
    for name in ("Budi", "Tono", "Satria"):
        assert visit(name, path).status_code == 404
    corners = {"corners": "10 20, 40 20, 40 60", "reason": "Jendela tetangga"}

    for wrong in ("abc", "10 20", "10 20, 400 20, 40 60", "1 1, 1 1, 1 1"):
        assert visit("Wati", path, {"corners": wrong}).status_code == 422
    assert visit("Wati", path, corners).status_code == 302

    mask = CameraMask.objects.get()
    assert mask.corners == [[0.1, 0.2], [0.4, 0.2], [0.4, 0.6]]
    assert "10 20, 40 20, 40 60" in visit("Wati", path).content.decode()
    assert visit("Wati", f"{path}{mask.pk}/buka/", {}).status_code == 302
    assert not CameraMask.objects.exists()


def test_the_picture_to_draw_on_has_its_masks_already(camera: Camera, visit: Any) -> None:  # noqa: F811
    path = f"/kamera/penutup/{camera.code}/gambar.jpg"
    assert visit("Wati", path).status_code == 404
    paper = BytesIO()
    draw().save(paper, "JPEG")
    picture = store_bytes(
        paper.getvalue(), name="a.jpg", media_type="image/jpeg", by=TERMINAL, now=NOW
    )
    CameraCheck.objects.create(
        id=make_key(), camera=camera, started_at=NOW, snapshot=picture, asked_by="clock"
    )
    CameraMask.objects.create(
        camera=camera, corners=[[0, 0], [1, 0], [1, 1], [0, 1]], made_by="clock", made_at=NOW
    )

    shown = Image.open(BytesIO(visit("Wati", path).content))

    assert max(shown.getpixel((80, 60))) < 10  # type: ignore[arg-type]
