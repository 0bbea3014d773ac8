import hashlib
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from PIL import Image

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.files import errors as file_errors
from kentongan.foundation.files.models import StoredFile
from kentongan.foundation.files.resumable import errors, services
from kentongan.foundation.files.resumable.models import Upload, UploadPiece
from kentongan.foundation.files.services import open_file
from kentongan.foundation.files.tests.makers import paint_with_position

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
SECRET = "s" * 24


def announce(content: bytes, **changes) -> services.Announced:
    facts = {"name": "IMG.jpg", "size": len(content)}
    return services.Announced(**facts | {"sha256": hashlib.sha256(content).hexdigest()} | changes)


def begin(content: bytes, upload_id: UUID | None = None, **changes) -> Upload:
    return services.begin_upload(
        upload_id=upload_id or uuid4(), secret=SECRET, announced=announce(content, **changes),
        by=CLOCK, now=NOW,
    )  # fmt: skip


def add(upload: Upload, offset: int, content: bytes, secret: str = SECRET) -> Upload:
    return services.add_piece(
        upload_id=upload.pk, secret=secret, offset=offset, content=content, by=CLOCK, now=NOW
    )


def finish(upload: Upload) -> StoredFile:
    return services.finish_upload(upload_id=upload.pk, secret=SECRET, by=CLOCK, now=NOW)


def test_a_photo_in_pieces_becomes_one_file_without_its_position():
    photo = paint_with_position()
    upload = begin(photo)
    half = len(photo) // 2

    add(upload, 0, photo[:half])
    add(upload, half, photo[half:])
    file = finish(upload)

    with open_file(file) as kept:
        assert not Image.open(kept).getexif()
    assert file.media_type == "image/jpeg"
    assert file.keep_until == NOW + services.LIVES
    assert not UploadPiece.objects.exists()


def test_begun_again_after_a_lost_answer_is_the_same_upload():
    photo = paint_with_position()
    upload = begin(photo)
    add(upload, 0, photo[:100])

    again = begin(photo, upload.pk)

    assert (again.pk, again.received) == (upload.pk, 100)


def test_a_piece_that_comes_twice_is_taken_once_and_told_where_to_go_on():
    photo = paint_with_position()
    upload = begin(photo)
    add(upload, 0, photo[:100])

    with pytest.raises(errors.WrongOffset) as refusal:
        add(upload, 0, photo[:100])

    assert refusal.value.facts["offset"] == 100
    assert Upload.objects.get().received == 100


def test_finished_twice_is_one_file():
    photo = paint_with_position()
    upload = begin(photo)
    add(upload, 0, photo)

    assert finish(upload).pk == finish(upload).pk
    assert StoredFile.objects.count() == 1


def test_another_ones_upload_does_not_exist():
    upload = begin(paint_with_position())

    with pytest.raises(errors.NoSuchUpload):
        add(upload, 0, b"x", secret="t" * 24)
    with pytest.raises(errors.NoSuchUpload):
        services.begin_upload(
            upload_id=upload.pk, secret="t" * 24, announced=announce(b"x"), by=CLOCK, now=NOW
        )


@pytest.mark.parametrize("secret", ["", "short"])
def test_a_secret_that_can_be_guessed_is_not_taken(secret):
    with pytest.raises(errors.NoSuchUpload):
        services.begin_upload(
            upload_id=uuid4(), secret=secret, announced=announce(b"x"), by=CLOCK, now=NOW
        )


def test_what_is_too_big_is_refused_before_it_is_sent():
    with pytest.raises(file_errors.FileTooBig):
        begin(b"", size=11 * 1024 * 1024)
    with pytest.raises(file_errors.FileEmpty):
        begin(b"")


def test_more_than_announced_is_not_taken():
    upload = begin(b"abc")

    with pytest.raises(errors.WrongPiece):
        add(upload, 0, b"abcd")


def test_all_uploads_together_may_not_fill_the_disk(monkeypatch):
    monkeypatch.setattr(services, "MOST_HELD_BYTES", 5)
    begin(b"abc")
    add(begin(b"abc"), 0, b"abc")

    with pytest.raises(file_errors.NoRoom):
        begin(b"abc")


def test_a_photo_garbled_on_its_way_is_begun_again():
    photo = paint_with_position()
    upload = begin(photo, sha256="0" * 64)
    add(upload, 0, photo)

    with pytest.raises(errors.Garbled):
        finish(upload)

    assert begin(photo, upload.pk).received == 0


def test_half_a_photo_is_not_finished():
    upload = begin(paint_with_position())

    with pytest.raises(errors.NotAllThere):
        finish(upload)


def test_what_is_no_photo_is_refused_like_everywhere():
    text = b"%PDF-1.4 not a photo"
    upload = begin(text)
    add(upload, 0, text)

    with pytest.raises(file_errors.FileRefused):
        finish(upload)

    assert not Upload.objects.exists()


def test_uploads_that_nobody_finished_are_forgotten():
    upload = begin(b"abc")
    add(upload, 0, b"a")

    swept = services.sweep_uploads(by=CLOCK, now=NOW + services.LIVES + timedelta(seconds=1))

    assert swept == 1
    assert not UploadPiece.objects.exists()


def test_an_expired_upload_does_not_exist():
    upload = begin(b"abc")

    with pytest.raises(errors.NoSuchUpload):
        services.find_upload(upload.pk, secret=SECRET, now=NOW + services.LIVES)
