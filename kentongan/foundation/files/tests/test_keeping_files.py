"""Keeping, serving, scanning and sweeping against the real database and a folder."""

import errno
import io
import os
import socket
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.files.storage import storages
from django.db import transaction
from django.test import RequestFactory

import pytest
from PIL import Image

from kentongan.foundation.actors import CLOCK, SystemActor
from kentongan.foundation.files import errors, services, shelf, tasks
from kentongan.foundation.files.handlers import CappedUploadHandler
from kentongan.foundation.files.models import StoredFile, Verdict
from kentongan.foundation.files.serving import file_response
from kentongan.foundation.files.tests import makers

WATI = SystemActor("user:1")
NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    settings.SCANNER_URL = ""
    return tmp_path / "files"


def list_bytes(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def keep(content: bytes | None = None, name: str = "KTP Wati.jpg", **how) -> StoredFile:
    upload = makers.send(makers.paint() if content is None else content, name)
    return services.store_upload(upload, by=WATI, now=NOW, **how)


class Clamd(threading.Thread):
    """A scanner on a Unix socket that finds every file with the word EICAR infected."""

    def __init__(self, path: Path, *, finds: bytes = b"EICAR") -> None:
        super().__init__(daemon=True)
        self.finds = finds
        self.seen = b""
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(str(path))
        self.server.listen()
        self.url = f"clamd://{path}"

    def run(self) -> None:
        while True:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as reader:
                reader.read(len(b"zINSTREAM\0"))
                self.seen = b""
                while length := int.from_bytes(reader.read(4)):
                    self.seen += reader.read(length)
                found = b"Test FOUND" if self.finds in self.seen else b"OK"
                line.sendall(b"stream: " + found + b"\0")

    def stop(self) -> None:
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        self.join()


@pytest.fixture
def clamd(tmp_path, settings):
    scanner = Clamd(tmp_path / "c.sock")
    scanner.start()
    settings.SCANNER_URL = scanner.url
    yield scanner
    scanner.stop()


def test_a_photo_is_kept_under_a_key_without_a_word_of_its_sender(folder):
    file = keep(name="../../KTP Wati.jpg")

    assert file.name == "KTP Wati.jpg"
    assert file.key == f"2026/11/16/{file.id}.jpg"
    assert list_bytes(folder) == [file.key]
    assert (folder / file.key).stat().st_size == file.size
    assert (folder / file.key).stat().st_mode & 0o077 == 0
    assert (file.kind, file.media_type, file.width, file.height) == ("image", "image/jpeg", 64, 48)
    assert file.made_by == "user:1"


def test_what_the_house_made_is_kept_untouched():
    letter = makers.write_pdf()

    file = services.store_bytes(
        letter, name="SKU.pdf", media_type="application/pdf", by=CLOCK, now=NOW
    )

    with services.open_file(file) as stored:
        assert stored.read() == letter
    assert file.scan_verdict == Verdict.OURS


def test_a_refused_file_leaves_nothing(folder):
    with pytest.raises(errors.WebPageRefused):
        keep(makers.EVIL_PAGE)

    assert list_bytes(folder) == []
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_and_leaves_nothing_half_written(folder, monkeypatch, number):
    def fail(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(shelf.os, "fsync", fail)
    with pytest.raises(errors.NoRoom) as refusal:
        keep()

    assert refusal.value.status == 507
    assert list_bytes(folder) == []
    assert not StoredFile.objects.exists()


def test_a_disk_that_fills_while_the_upload_arrives_is_no_crash(monkeypatch):
    def fail(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    request = RequestFactory().post("/", {"answer": "warung", "ktp": makers.send(makers.paint())})
    request.upload_handlers = [CappedUploadHandler(request)]
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", fail)
    upload = request.FILES["ktp"]

    with pytest.raises(errors.NoRoom):
        services.store_upload(upload, by=WATI, now=NOW)

    assert request.POST["answer"] == "warung"


def test_of_fifty_megabytes_only_ten_reach_the_disk():
    big = b"\xff\xd8\xff" + bytes(50 * 1024 * 1024)
    request = RequestFactory().post("/", {"ktp": makers.send(big)})
    request.upload_handlers = [CappedUploadHandler(request)]
    upload = request.FILES["ktp"]

    with pytest.raises(errors.FileTooBig):
        services.store_upload(upload, by=WATI, now=NOW)

    assert upload.size == len(big)
    assert os.fstat(upload.file.fileno()).st_size < services.MOST_BYTES + 200_000
    upload.close()


def test_an_honest_upload_arrives_through_the_handler():
    request = RequestFactory().post("/", {"ktp": makers.send(makers.paint(), "KTP.jpg")})
    request.upload_handlers = [CappedUploadHandler(request)]

    file = services.store_upload(request.FILES["ktp"], by=WATI, now=NOW)

    assert file.width == 64
    request.close()


def test_a_photo_may_be_shown_and_cannot_act():
    file = keep()

    response = file_response(file, inline=True)

    picture = Image.open(io.BytesIO(b"".join(response.streaming_content)))
    response.close()
    assert picture.size == (64, 48)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == 'inline; filename="KTP Wati.jpg"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("inline", [True, False])
def test_a_pdf_is_always_saved_never_shown(inline):
    file = keep(makers.write_pdf(), "surat.pdf")

    response = file_response(file, inline=inline)

    response.close()
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/pdf"
    assert "sandbox" in response["Content-Security-Policy"]


def test_an_unchanged_file_is_not_sent_again():
    file = keep()
    tag = file_response(file, inline=True, to_sender=True)
    tag.close()
    request = RequestFactory().get("/", headers={"If-None-Match": tag["ETag"]})

    response = file_response(file, inline=True, request=request)

    assert response.status_code == 304


def test_bytes_that_are_gone_are_not_found(folder):
    file = keep()
    (folder / file.key).unlink()

    with pytest.raises(errors.FileIsGone):
        file_response(file, inline=True)


def test_a_clean_file_is_marked_by_the_scanner(clamd):
    file = keep()

    assert (file.scan_verdict, file.scanned_at) == (Verdict.CLEAN, NOW)
    assert clamd.seen.startswith(b"\xff\xd8")


def test_an_infected_file_is_refused(clamd, folder):
    with pytest.raises(errors.FileInfected):
        keep(makers.write_pdf(b"(EICAR)"), "surat.pdf")

    assert list_bytes(folder) == []


def test_while_the_scanner_is_down_only_the_sender_sees_the_file(settings, tmp_path):
    settings.SCANNER_URL = f"clamd://{tmp_path}/nobody.sock"

    file = keep()

    with pytest.raises(errors.FileWaitsForScan):
        file_response(file, inline=True)
    file_response(file, inline=True, to_sender=True).close()


def test_a_waiting_file_is_scanned_by_the_queue(settings, tmp_path):
    path = tmp_path / "d.sock"
    settings.SCANNER_URL = f"clamd://{path}"
    file = keep()
    scanner = Clamd(path)
    scanner.start()

    tasks.scan_waiting_files(timestamp=0)

    scanner.stop()
    file.refresh_from_db()
    assert file.scan_verdict == Verdict.CLEAN
    file_response(file, inline=True).close()


def test_a_waiting_file_found_infected_loses_its_bytes(
    settings, tmp_path, folder, django_capture_on_commit_callbacks
):
    path = tmp_path / "e.sock"
    settings.SCANNER_URL = f"clamd://{path}"
    file = keep(makers.write_pdf(b"(EICAR)"), "surat.pdf")
    scanner = Clamd(path)
    scanner.start()

    with django_capture_on_commit_callbacks(execute=True):
        services.scan_waiting(by=CLOCK, now=NOW)

    scanner.stop()
    file.refresh_from_db()
    assert file.scan_verdict == Verdict.INFECTED
    assert list_bytes(folder) == []
    with pytest.raises(errors.FileIsGone):
        file_response(file, inline=False, to_sender=True)


def test_the_queue_waits_on_when_the_scanner_is_still_down(settings, tmp_path):
    settings.SCANNER_URL = f"clamd://{tmp_path}/nobody.sock"
    keep()

    assert services.scan_waiting(by=CLOCK, now=NOW) == 0


@pytest.mark.django_db(transaction=True)
def test_a_draft_nobody_sent_is_swept(folder):
    keep(keep_until=NOW + timedelta(days=30))
    used = keep(keep_until=NOW + timedelta(days=30))
    services.keep_file(used.id, by=WATI)

    swept = services.sweep_orphans(by=CLOCK, now=NOW + timedelta(days=31))

    assert swept == 1
    assert list_bytes(folder) == [used.key]


def test_bytes_of_a_rolled_back_change_are_swept_after_a_day(folder):
    kept = keep()
    with transaction.atomic():
        keep()
        transaction.set_rollback(True)
    (folder / "2026/11/16/.half-written").write_bytes(b"x")

    too_early = services.sweep_orphans(by=CLOCK, now=NOW + timedelta(hours=23))
    swept = services.sweep_orphans(by=CLOCK, now=NOW + timedelta(days=2))

    assert (too_early, swept) == (0, 2)
    assert list_bytes(folder) == [kept.key]


@pytest.mark.parametrize(("days", "swept"), [(40, 0), (None, 1)])
def test_old_folders_are_looked_through_when_asked(folder, days, swept):
    old = folder / "2021/01/05/lost.jpg"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"x")
    (folder / "2021/13").mkdir()

    assert services.sweep_orphans(by=CLOCK, now=NOW, days=days) == swept


def test_a_deleted_file_loses_row_and_bytes(folder, django_capture_on_commit_callbacks):
    file = keep()

    with django_capture_on_commit_callbacks(execute=True):
        services.delete_file(file.id, by=WATI)

    assert list_bytes(folder) == []
    assert not StoredFile.objects.exists()


def test_another_storage_is_written_through_django(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }

    file = keep()

    assert storages["default"].exists(file.key)
