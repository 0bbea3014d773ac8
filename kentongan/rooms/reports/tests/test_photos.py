"""Everybody sees a photo only as a covered copy, only on purpose, only while it may be seen."""

import io
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection

import pytest
from PIL import Image

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.audit.chain import CHAIN_NOW
from kentongan.foundation.audit.models import AuditLine
from kentongan.foundation.files.models import StoredFile
from kentongan.foundation.files.services import store_bytes
from kentongan.rooms.reports import api as reports
from kentongan.rooms.reports.errors import CannotPublishPhoto, NoSuchPhoto, NothingCovered
from kentongan.rooms.reports.models import Report, ReportPhoto
from kentongan.rooms.reports.tests.conftest import MONDAY

PATCH = [(0.2, 0.2, 0.3, 0.3, False)]
LATER = MONDAY + timedelta(hours=1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def store_jpeg() -> Any:
    notes = Image.Exif()
    notes[0x010F] = "Telepon Contoh"
    paper = io.BytesIO()
    Image.effect_noise((320, 240), 90).convert("RGB").save(paper, "JPEG", exif=notes)
    return store_bytes(
        paper.getvalue(), name="foto.jpg", media_type="image/jpeg", by=TERMINAL, now=MONDAY
    ).pk


@pytest.fixture
def photo(send: Any, act: Any) -> ReportPhoto:
    report = act(send(photos=[store_jpeg()]), "Sari", "forward")
    found: ReportPhoto = report.photos.get()
    return found


def publish(photo: ReportPhoto, folk: Any, name: str = "Sari", **facts: Any) -> ReportPhoto:
    whole = {"patches": PATCH, "is_clean": False, **facts}
    return reports.publish_photo(
        photo_id=photo.pk, **whole, by=folk.actor(name, now=LATER), now=LATER
    )


def log_in(client: Any, folk: Any, name: str) -> None:
    client.force_login(get_user_model().objects.get(pk=folk.users[name]), backend=BACKEND)


def test_nothing_is_shown_before_an_officer_published_it(client: Any, photo: ReportPhoto) -> None:
    page = client.get(f"/peta/{photo.report.code}/").content.decode()

    assert "<figure>" not in page
    assert client.get(f"/peta/{photo.report.code}/foto/{photo.pk}/").status_code == 404


def test_everybody_sees_the_covered_copy_without_notes_of_the_device(
    client: Any, photo: ReportPhoto, folk: Any
) -> None:
    publish(photo, folk)

    answer = client.get(f"/peta/{photo.report.code}/foto/{photo.pk}/")
    body = b"".join(answer)

    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert b"Exif" not in body
    assert b"Telepon" not in body
    assert f"/foto/{photo.pk}/" in client.get(f"/peta/{photo.report.code}/").content.decode()


def test_publishing_and_withdrawing_stand_in_the_chain(photo: ReportPhoto, folk: Any) -> None:
    publish(photo, folk)
    reports.withdraw_photo(photo_id=photo.pk, by=folk.actor("Sari", now=LATER), now=LATER)

    with connection.cursor() as cursor:
        cursor.execute(CHAIN_NOW)
    lines = AuditLine.objects.filter(action__startswith="reports.photo").order_by("id")
    assert [line.action for line in lines] == ["reports.photo_published", "reports.photo_withdrawn"]
    assert lines[0].detail == {"photo": photo.pk, "covered": 1}


def test_published_again_the_older_copy_is_gone(photo: ReportPhoto, folk: Any) -> None:
    old = publish(photo, folk).public_file_id

    new = publish(photo, folk).public_file_id

    assert old != new
    assert not StoredFile.objects.filter(pk=old).exists()


def test_withdrawn_nobody_sees_it_and_the_copy_is_gone(
    client: Any, photo: ReportPhoto, folk: Any
) -> None:
    copy = publish(photo, folk).public_file_id

    reports.withdraw_photo(photo_id=photo.pk, by=folk.actor("Sari", now=LATER), now=LATER)

    assert client.get(f"/peta/{photo.report.code}/foto/{photo.pk}/").status_code == 404
    assert not StoredFile.objects.filter(pk=copy).exists()
    assert StoredFile.objects.filter(pk=photo.file_id).exists()


def test_without_anything_covered_somebody_has_to_say_so(photo: ReportPhoto, folk: Any) -> None:
    with pytest.raises(NothingCovered):
        publish(photo, folk, patches=[])

    assert publish(photo, folk, patches=[], is_clean=True).published_at == LATER


@pytest.mark.parametrize("name", ["Wati", "Budi", "Gita", "Hadi", "Tono", "Made", "Yudi"])
def test_only_officers_with_a_part_in_it_publish(photo: ReportPhoto, folk: Any, name: str) -> None:
    with pytest.raises(NoSuchPhoto):
        publish(photo, folk, name)


def test_a_photo_of_a_secret_report_is_never_published(send: Any, act: Any, folk: Any) -> None:
    report = act(send(photos=[store_jpeg()], secrecy="secret"), "Sari", "forward")

    with pytest.raises(CannotPublishPhoto):
        publish(report.photos.get(), folk)


def test_refused_its_photos_are_withdrawn(
    photo: ReportPhoto, folk: Any, act: Any, client: Any
) -> None:
    publish(photo, folk)

    act(photo.report, "Yudi", "refuse", note="Bukan wewenang kami, sudah diteruskan.")

    photo.refresh_from_db()
    assert (photo.published_at, photo.public_file) == (None, None)
    with pytest.raises(CannotPublishPhoto):
        publish(photo, folk)


def test_joined_its_photos_are_withdrawn(
    send: Any, photo: ReportPhoto, folk: Any, act: Any
) -> None:
    other = act(send(), "Sari", "forward")
    mine = send(photos=[store_jpeg()])
    shown = publish(mine.photos.get(), folk)
    fresh = Report.objects.select_related("case").get(pk=mine.pk)

    reports.join_report(
        report_id=mine.pk, into_code=other.code, version=fresh.case.version,
        by=folk.actor("Sari", now=LATER), now=LATER,
    )  # fmt: skip

    shown.refresh_from_db()
    assert (shown.published_at, shown.public_file) == (None, None)


def test_a_photo_published_before_the_check_is_not_shown_yet(
    client: Any, send: Any, folk: Any
) -> None:
    photo = send(photos=[store_jpeg()]).photos.get()

    publish(photo, folk)

    assert client.get(f"/peta/{photo.report.code}/foto/{photo.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"patches": '[{"x":0.1,"y":0.1,"w":0.2,"h":0.2,"round":true}]'}, 302),
        ({"cell": ["0-0", "1-0"]}, 302),
        ({"is_clean": "1"}, 302),
        ({}, 422),
        ({"patches": "{"}, 422),
        ({"cell": ["9-9"]}, 422),
    ],
)
def test_the_page_publishes_with_brush_or_ticks(
    client: Any, photo: ReportPhoto, folk: Any, sent: Any, status: int
) -> None:
    log_in(client, folk, "Sari")

    answer = client.post(f"/meja/foto/{photo.pk}/", sent)

    assert answer.status_code == status
    photo.refresh_from_db()
    assert bool(photo.published_at) == (status == 302)


@pytest.mark.parametrize("path", ["", "asli/"])
def test_strangers_see_no_original(client: Any, photo: ReportPhoto, folk: Any, path: str) -> None:
    address = f"/meja/foto/{photo.pk}/{path}"

    assert client.get(address).status_code == 302  # to the login
    for name in ("Wati", "Gita", "Nanik", "Dewi"):
        log_in(client, folk, name)
        assert client.get(address).status_code == 404, name
    log_in(client, folk, "Sari")
    answer = client.get(address)
    assert b"".join(answer)
    assert answer.status_code == 200
