"""Recordings: two officials and the owner agree, a signed package comes, and goes again."""

import hashlib
import io
import json
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError

import av
import pytest
import time_machine
from PIL import Image

from kentongan.foundation.actors import CLOCK, TERMINAL
from kentongan.foundation.audit import chain
from kentongan.foundation.files.models import StoredFile
from kentongan.foundation.files.services import open_file
from kentongan.foundation.outbox.models import Mail
from kentongan.foundation.video.tests.test_masking import MASK, check_masked, make_film
from kentongan.rooms.cameras.errors import (
    NoSuchCamera,
    NoSuchRequest,
    NotAnsweredYet,
    NotAsked,
    NothingGiven,
    PackageGone,
    SamePerson,
    WrongClip,
    WrongRequest,
)
from kentongan.rooms.cameras.models import Camera, CameraMask, EvidenceRequest, Look
from kentongan.rooms.cameras.queries.evidence import get_request
from kentongan.rooms.cameras.services.evidence import clips, packing
from kentongan.rooms.cameras.services.evidence.asking import (
    Asking,
    answer_request,
    ask_for_recordings,
    load_evidence_type,
)
from kentongan.rooms.cameras.services.evidence.verifying import verify_package
from kentongan.rooms.cameras.tests.sharing.conftest import NOW
from kentongan.rooms.cases import api as cases
from tests.people import People

SOON = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _files_of_the_test(settings: Any, tmp_path: Path) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.fixture
def camera(make_camera: Any, give: Any, folk_of_cameras: People) -> Camera:
    """Wati's camera, opened to the police for evidence too."""
    load_evidence_type(house.REGENCY_FOLDER, by=TERMINAL, now=NOW)
    made: Camera = make_camera(owner=folk_of_cameras.persons["Wati"])
    give(made, level="evidence")
    return made


@pytest.fixture
def ask(camera: Camera, folk_of_cameras: People) -> Any:
    def _ask(name: str = "Satria", **facts: Any) -> EvidenceRequest:
        whole = {
            "camera_codes": [camera.code], "purpose": "traffic",
            "reason": "Tabrak lari di simpang, korban luka berat.", "reference": "LP/B/17/XI/2026",
            "legal_basis": "KUHAP pasal 38 dan perjanjian 1/2026",
            "starts_at": NOW - timedelta(hours=2), "ends_at": NOW - timedelta(hours=1), **facts,
        }  # fmt: skip
        return ask_for_recordings(
            Asking(**whole), by=folk_of_cameras.actor(name, now=NOW), now=NOW
        )  # fmt: skip

    return _ask


@pytest.fixture
def decide(folk_of_cameras: People) -> Any:
    def _decide(request: EvidenceRequest, name: str, decision: str, **facts: Any) -> Any:
        version = EvidenceRequest.objects.get(pk=request.pk).case.version
        return cases.decide(
            case_id=request.pk, version=version, decision=decision,
            by=folk_of_cameras.actor(name, now=SOON), now=SOON, **facts,
        )  # fmt: skip

    return _decide


@pytest.fixture
def agreed(ask: Any, decide: Any) -> EvidenceRequest:
    request: EvidenceRequest = ask()
    decide(request, "Endang", "forward")
    return EvidenceRequest.objects.get(pk=request.pk)


def answer(request: EvidenceRequest, camera: Camera, folk: People, name: str, **facts: Any) -> Any:
    whole = {"is_given": True, "words": "", "now": SOON, **facts}
    return answer_request(
        code=request.code, camera_code=camera.code, by=folk.actor(name, now=SOON), **whole
    )


def bring(request: EvidenceRequest, camera: Camera, folk: People, name: str, film: bytes) -> Any:
    return clips.add_clip(
        SimpleUploadedFile("a.mp4", film), code=request.code, camera_code=camera.code,
        starts_at=request.starts_at, by=folk.actor(name, now=SOON), now=SOON,
    )  # fmt: skip


@pytest.fixture
def packed(agreed: EvidenceRequest, camera: Camera, decide: Any, folk_of_cameras: People) -> Any:
    CameraMask.objects.create(camera=camera, corners=MASK, made_by="clock", made_at=NOW)
    answer(agreed, camera, folk_of_cameras, "Wati")
    bring(agreed, camera, folk_of_cameras, "Wati", make_film())
    decide(agreed, "Tono", "grant")
    return packing.make_package(case_id=agreed.pk, by=CLOCK, now=SOON)


def read(request: EvidenceRequest) -> bytes:
    with open_file(StoredFile.objects.get(pk=request.package_id)) as stored:
        return bytes(stored.read())


def test_without_a_grant_for_evidence_nothing_can_be_asked(
    ask: Any, camera: Camera, folk_of_cameras: People
) -> None:
    camera.grants.update(level="live")

    for name in ("Satria", "Tono", "Budi"):
        with pytest.raises(NoSuchCamera):
            ask(name)


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"reason": "penting"}, "reason"), ({"legal_basis": "ada"}, "legal_basis"),
     ({"ends_at": NOW - timedelta(hours=3)}, "ends_at"),
     ({"starts_at": NOW - timedelta(days=2)}, "ends_at"),
     ({"ends_at": NOW + timedelta(days=3), "starts_at": NOW + timedelta(days=2, hours=22)},
      "ends_at"), ({"camera_codes": []}, "cameras")],
)  # fmt: skip
def test_a_request_that_cannot_be_is_refused_with_its_field(
    ask: Any, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(WrongRequest) as refused:
        ask(**facts)

    assert set(refused.value.fields) == {field}


def test_one_person_in_two_roles_does_not_agree_with_themselves(
    ask: Any, decide: Any, camera: Camera, folk_of_cameras: People
) -> None:
    own = Camera.objects.exclude(pk=camera.pk).first() or camera
    Camera.objects.filter(pk=own.pk).update(
        owner_kind="office", owner_id=None, office_id=_office("dishub"), consent_at=None
    )
    request = ask("Endang")

    with pytest.raises((SamePerson, cases.OwnCase)):
        decide(request, "Endang", "forward")
    assert EvidenceRequest.objects.get().second_id is None


def _office(key: str) -> int:
    from kentongan.rooms.places import api as places  # noqa: PLC0415

    return int(places.get_office(key).pk)


def test_the_owner_is_asked_after_the_second_official_and_may_say_no(
    ask: Any, decide: Any, camera: Camera, folk_of_cameras: People
) -> None:
    request = ask()
    with pytest.raises(NoSuchRequest):
        answer(request, camera, folk_of_cameras, "Wati")
    decide(request, "Endang", "forward")
    assert Mail.objects.filter(about=f"case:{request.pk}", subject__contains="kamera").exists()
    with pytest.raises(NoSuchRequest):
        answer(request, camera, folk_of_cameras, "Budi")

    answer(request, camera, folk_of_cameras, "Wati", is_given=False, words="Tidak")

    with pytest.raises(NotAsked):
        answer(request, camera, folk_of_cameras, "Wati")
    with pytest.raises(NotAsked):
        bring(request, camera, folk_of_cameras, "Wati", make_film())
    with pytest.raises(NothingGiven):
        decide(request, "Tono", "grant")


def test_no_package_before_the_owner_answered_and_the_clip_came(
    agreed: EvidenceRequest, camera: Camera, decide: Any, folk_of_cameras: People
) -> None:
    with pytest.raises(NotAnsweredYet):
        decide(agreed, "Tono", "grant")
    answer(agreed, camera, folk_of_cameras, "Wati")
    with pytest.raises(NothingGiven):
        decide(agreed, "Tono", "grant")
    with pytest.raises(WrongClip):
        bring(agreed, camera, folk_of_cameras, "Wati", b"no film at all" * 20)
    with pytest.raises(NoSuchRequest):
        bring(agreed, camera, folk_of_cameras, "Budi", make_film())


def test_a_package_is_signed_masked_and_says_where_all_comes_from(
    packed: EvidenceRequest, tmp_path: Path
) -> None:
    content = read(packed)

    found = verify_package(content, by=TERMINAL)

    assert (found.holds, found.files, found.request) == (True, 2, packed.code)
    assert "Perhubungan" in found.signer
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path / "out")
        manifest = json.loads(archive.read("manifest.json"))
    film = next((tmp_path / "out" / "rekaman").iterdir()).read_bytes()
    with av.open(io.BytesIO(film)) as opened:
        for frame in opened.decode(video=0):
            check_masked(frame.to_image())
    check_masked(Image.open(next((tmp_path / "out" / "gambar").iterdir())))
    clip = next(row for row in manifest["files"] if row["kind"] == "clip")
    assert clip["sha256"] == hashlib.sha256(film).hexdigest() != clip["sha256_as_brought"]
    assert clip["is_masked"]
    assert [line["what"] for line in manifest["custody"]][:2] == [
        "cases.submitted", "cameras.recordings_asked",
    ]  # fmt: skip
    answered = subprocess.run(
        ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "manifest.json.p7s",  # noqa: S607
         "-content", "manifest.json", "-CAfile", "root.pem", "-purpose", "any",
         "-out", "/dev/null", "-no_check_time"],
        cwd=tmp_path / "out", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answered.returncode == 0, answered.stderr


def test_a_changed_package_does_not_hold(packed: EvidenceRequest, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(read(packed))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = next(path for path in files if path.startswith("rekaman/"))

    def judge(**changed: bytes) -> bool:
        whole = {**files, **changed}
        return verify_package(packing._pack(whole), by=TERMINAL).holds

    assert judge()
    assert not judge(**{name: files[name] + b"x"})
    assert not judge(**{"manifest.json": files["manifest.json"].replace(b"traffic", b"trAffic")})
    assert not judge(**{"rekaman/lebih.mp4": b"more"})
    file = tmp_path / "bukti.zip"
    file.write_bytes(packing._pack(files))
    call_command("verify_evidence", str(file))
    file.write_bytes(b"no zip")
    with pytest.raises(CommandError):
        call_command("verify_evidence", str(file))


def test_each_download_is_counted_and_a_look_that_the_owner_reads(
    packed: EvidenceRequest, folk_of_cameras: People
) -> None:
    satria = folk_of_cameras.actor("Satria", now=SOON)

    packing.download_package(code=packed.code, by=satria, now=SOON)

    assert EvidenceRequest.objects.get().download_count == 1
    assert Look.objects.get(kind="evidence").purpose_words == packed.code
    actions = [line.action for line in chain.list_lines(f"case:{packed.pk}")]
    assert actions[-1] == "cameras.package_handed_out"
    for name in ("Wati", "Bagus", "Sari"):
        with pytest.raises(NoSuchRequest):
            packing.download_package(
                code=packed.code, by=folk_of_cameras.actor(name, now=SOON), now=SOON
            )


def test_a_package_goes_when_its_time_ends_and_says_so(
    packed: EvidenceRequest, folk_of_cameras: People
) -> None:
    assert packing.delete_old_packages(by=CLOCK, now=SOON + timedelta(days=29)) == 0

    assert packing.delete_old_packages(by=CLOCK, now=SOON + timedelta(days=31)) == 1

    request = EvidenceRequest.objects.get()
    assert (request.package_id, request.clips.get().file_id) == (None, None)
    with pytest.raises(PackageGone):
        packing.download_package(
            code=packed.code, by=folk_of_cameras.actor("Satria", now=SOON), now=SOON
        )


def test_strangers_see_no_request(agreed: EvidenceRequest, folk_of_cameras: People) -> None:
    for name in ("Bagus", "Budi", "Ratna"):
        with pytest.raises(NoSuchRequest):
            get_request(agreed.code, by=folk_of_cameras.actor(name, now=SOON), now=SOON)
    for name in ("Satria", "Tono", "Endang", "Wati"):
        get_request(agreed.code, by=folk_of_cameras.actor(name, now=SOON), now=SOON)


def test_making_the_package_again_changes_nothing(packed: EvidenceRequest) -> None:
    with time_machine.travel(SOON, tick=False):
        again = packing.make_package(case_id=packed.pk, by=CLOCK, now=SOON)

    assert again.package_sha256 == packed.package_sha256
