"""What is read from exports comes in once, whatever is sent and whenever the worker dies."""

import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

import pytest

from kentongan.foundation import vault
from kentongan.foundation.actors import CLOCK
from kentongan.foundation.files.models import StoredFile
from kentongan.rooms.reports.errors import ChatRefused, NoSuchChat, NoSuchReport
from kentongan.rooms.reports.models import ChatImport, ChatMessage, ChatProposal
from kentongan.rooms.reports.queries.chats import PURPOSE, get_import, list_imports
from kentongan.rooms.reports.rules.chat.shapes import Order
from kentongan.rooms.reports.services.chat import reading
from kentongan.rooms.reports.services.chat.forgetting import forget_old_words
from kentongan.rooms.reports.services.chat.receiving import (
    answer_order,
    receive_export,
    requeue_lost_readings,
)
from kentongan.rooms.reports.tests.chat.makers import LATER, LINES, draw, pack, write
from kentongan.rooms.reports.tests.conftest import MONDAY
from tests.people import People

PHOTO = {"IMG_20261103_WA0001__jpg": draw()}


def test_an_export_becomes_messages_and_proposals(bring: Any) -> None:
    done = bring(write(*LINES))

    assert (done.state, done.message_count, done.new_count, done.proposal_count) == (
        "done", 7, 6, 2,
    )  # fmt: skip
    first, second = ChatProposal.objects.order_by("at")
    assert (first.category_id, second.category_id) == ("parkir-trotoar", "lampu-jalan")
    assert first.village_code == "35.10.05.2001"
    assert done.file is None  # what it held is sealed now


def test_the_same_export_again_adds_nothing(bring: Any) -> None:
    bring(write(*LINES))

    again = bring(write(*LINES))

    assert (again.new_count, again.proposal_count) == (0, 0)
    assert ChatMessage.objects.count() == 6


def test_a_longer_export_adds_only_what_is_new(bring: Any) -> None:
    bring(write(*LINES))

    longer = bring(write(*LATER))

    assert (longer.new_count, longer.proposal_count) == (2, 1)


def test_the_same_group_from_another_phone_adds_nothing(bring: Any) -> None:
    bring(write(*LINES))
    ios = [
        f"[{line[:8]} {line[9:14]}.0{n}] {line[17:]}".replace(
            "IMG-20261103-WA0001.jpg (file terlampir)",
            "\u200e<terlampir: 00000001-PHOTO-2026-11-03-07-10-05.jpg>",
        )
        for n, line in enumerate(LINES)
        if n
    ]

    other = bring(write(*ios, name="Chat WhatsApp dengan Grup Lapor.txt"))

    assert other.new_count == 0


def test_identical_messages_of_one_minute_stay_apart(bring: Any) -> None:
    bring(write(*LINES))
    three = [*LINES[:3], "03/11/26 07.11 - Pak Joko: siap", *LINES[3:]]

    again = bring(write(*three))

    assert again.new_count == 1


def test_an_edited_message_stands_in_for_the_one_it_was(bring: Any) -> None:
    bring(write(*LINES))
    edited = LINES[4].replace("depan", "persis di depan") + " <Pesan ini diedit>"

    again = bring(write(*LINES[:4], edited, *LINES[5:]))

    assert again.new_count == 0
    assert ChatProposal.objects.count() == 2


def test_photos_of_proposals_are_stored_without_their_position(bring: Any) -> None:
    done = bring(pack(*LINES, **PHOTO, IMG_20261199_WA0009__jpg=draw()))

    assert done.state == "done"
    (message,) = ChatMessage.objects.filter(photo__isnull=False)
    assert message.photo.keep_until is None
    assert StoredFile.objects.count() == 1  # neither the archive nor other people's photos


def test_photos_that_a_later_export_brings_find_their_proposal(bring: Any) -> None:
    bring(write(*LINES, name="WhatsApp Chat with Grup Lapor.txt"))

    bring(pack(*LINES, **PHOTO))

    assert ChatMessage.objects.filter(photo__isnull=False).count() == 1


def test_a_file_that_is_no_photo_is_counted_and_left_out(bring: Any) -> None:
    done = bring(pack(*LINES, IMG_20261103_WA0001__jpg=b"<html><script>alert(1)</script>"))

    assert (done.state, done.refused_photos) == ("done", 1)


def test_nothing_about_the_authors_is_readable_in_the_tables(bring: Any) -> None:
    bring(write(*LATER))
    told = ("Rini", "3456-7890", "34567890", "pasar", "Grup Lapor")  # long enough for no accident

    with connection.cursor() as cursor:
        for table in ("chat_group", "chat_author", "chat_import", "chat_message", "chat_proposal",
                      "procrastinate_jobs", "audit_line", "audit_draft"):  # fmt: skip
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")  # noqa: S608
            (rows,) = cursor.fetchone()
            assert not [word for word in told if word in rows], table


def test_undecided_dates_are_asked_and_the_answer_goes_on(bring: Any, folk: People) -> None:
    lines = ["03/04/26 07.10 - Bu Rini: lampu jalan mati di perempatan Tembokrejo"]
    asked = bring(write(*lines))
    sari = folk.actor("Sari", now=MONDAY)
    shown = get_import(asked.pk, by=sari)

    answer_order(import_id=asked.pk, order=Order.DAY_FIRST, by=sari, now=MONDAY)
    reading.read_export(import_id=asked.pk, by=CLOCK, now=MONDAY)

    assert shown.is_asking
    assert list(shown.example) == ["03-04-2026 – 03-04-2026", "04-03-2026 – 04-03-2026"]
    assert ChatMessage.objects.get().at.month == 4


def test_lines_that_fit_nothing_are_shown(bring: Any, folk: People) -> None:
    done = bring(write("Cadangan lama", *LINES))

    shown = get_import(done.pk, by=folk.actor("Sari", now=MONDAY))
    assert list(shown.leftovers) == ["1: Cadangan lama"]


def test_a_killed_worker_goes_on_without_doubles(
    bring: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reading.store_photos

    def die(*_args: Any, **_facts: Any) -> None:
        raise SystemExit

    monkeypatch.setattr(reading, "store_photos", die)
    with pytest.raises(SystemExit):
        bring(pack(*LINES, **PHOTO))
    monkeypatch.setattr(reading, "store_photos", real)
    later = MONDAY + timedelta(minutes=6)

    assert requeue_lost_readings(by=CLOCK, now=later) == 1
    reading.read_export(import_id=ChatImport.objects.get().pk, by=CLOCK, now=later)
    reading.read_export(import_id=ChatImport.objects.get().pk, by=CLOCK, now=later)

    assert ChatImport.objects.get().state == "done"
    assert (ChatMessage.objects.count(), ChatProposal.objects.count()) == (6, 2)
    assert ChatMessage.objects.filter(photo__isnull=False).count() == 1


def _bomb() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", b"0" * 40_000_000)
    return content.getvalue()


def _many() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}.txt", b"")
    return content.getvalue()


def _empty() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("photo.jpg", b"\xff\xd8\xff")
    return content.getvalue()


def _lying() -> bytes:
    """Says it holds little, and holds much."""
    bomb = bytearray(_bomb())
    at = bomb.rindex(b"PK\x01\x02")
    bomb[at + 24 : at + 28] = (5000).to_bytes(4, "little")
    return bytes(bomb)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (_bomb(), "chat_bomb"),
        (_many(), "chat_too_many_files"),
        (_empty(), "chat_no_text"),
        (_lying(), "chat_broken"),
        (b"PK\x03\x04 broken", "chat_broken"),
        (b"halo, ini surat biasa", "chat_is_none"),
        (b"\x00\x01\x02\x03" * 40, "chat_not_text"),
    ],
)
def test_hostile_files_are_refused_with_a_sentence(bring: Any, content: bytes, fault: str) -> None:
    done = bring(SimpleUploadedFile("x.zip", content))

    assert (done.state, done.fault) == ("failed", fault)


def test_paths_in_an_archive_lead_nowhere(bring: Any, tmp_path: Any) -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("../../_chat.txt", "\n".join(LINES))
        archive.writestr("../../IMG-20261103-WA0001.jpg", draw())
        archive.writestr("/etc/cron.d/x", b"* * * * *")

    done = bring(SimpleUploadedFile("x.zip", content.getvalue()))

    assert done.state == "done"
    assert not list(tmp_path.rglob("*_chat*"))
    assert ChatMessage.objects.filter(photo__isnull=False).count() == 1


def test_a_file_that_is_too_big_is_refused_at_once(
    categories: None, folk: People, village: Any
) -> None:
    upload = write(*LINES)
    upload.size = 60 * 1024 * 1024

    with pytest.raises(ChatRefused):
        receive_export(upload, office_id=village.pk, by=folk.actor("Sari", now=MONDAY), now=MONDAY)


@pytest.mark.parametrize(("name", "refusal"), [("Wati", NoSuchReport), ("Gita", NoSuchChat)])
def test_strangers_import_nothing_and_see_nothing(
    bring: Any, folk: People, village: Any, name: str, refusal: type[Exception]
) -> None:
    done = bring(write(*LINES))
    stranger = folk.actor(name, now=MONDAY)

    with pytest.raises(refusal):
        receive_export(write(*LINES), office_id=village.pk, by=stranger, now=MONDAY)
    with pytest.raises(refusal):
        get_import(done.pk, by=stranger)


def test_an_officer_sees_the_imports_of_the_own_office(bring: Any, folk: People) -> None:
    bring(write(*LINES))

    (shown,) = list_imports(by=folk.actor("Sari", now=MONDAY))

    assert (shown.name, shown.waiting_count) == ("Chat WhatsApp dengan Grup Lapor.txt", 2)
    assert list_imports(by=folk.actor("Gita", now=MONDAY)) == []


def test_words_of_a_group_that_nobody_brings_any_more_are_forgotten(bring: Any) -> None:
    bring(pack(*LINES, **PHOTO))
    ChatProposal.objects.update(state="dropped", decided_at=MONDAY)

    early = forget_old_words(by=CLOCK, now=MONDAY + timedelta(days=80))
    late = forget_old_words(by=CLOCK, now=MONDAY + timedelta(days=91))

    assert (early, late) == (0, 6)
    assert StoredFile.objects.count() == 0
    assert not any(bytes(row.text_sealed) for row in ChatMessage.objects.all())
    assert bring(write(*LINES)).new_count == 0


def test_messages_can_be_read_again(bring: Any) -> None:
    bring(write(*LINES))

    row = ChatMessage.objects.filter(kind="text").order_by("number")[0]
    assert vault.unseal(row.text_sealed, purpose=PURPOSE) == "siap"
