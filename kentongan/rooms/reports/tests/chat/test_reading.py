# ruff: noqa: DTZ001 - phones write their local time, without a zone
"""Every shape of an exported chat that the handbook knows."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.rooms.reports.rules.chat import formats
from kentongan.rooms.reports.rules.chat.reading import read_chat
from kentongan.rooms.reports.rules.chat.shapes import (
    Kind,
    NotAChat,
    Order,
    Platform,
    Reading,
    Undecided,
    Why,
)

ANDROID = "31/12/23 21.41 - Wati: "
IOS = "[31/12/23 21.41.05] Wati: "
LATE = datetime(2023, 12, 31, 21, 41)


def read(text: str) -> Reading:
    found = read_chat(text)
    assert isinstance(found, Reading)
    return found


@pytest.mark.parametrize(
    ("line", "platform", "at"),
    [
        ("31/12/23 21.41 - Wati: halo", Platform.ANDROID, LATE),
        ("31/12/2023, 21:41 - Wati: halo", Platform.ANDROID, LATE),
        ("12/31/23, 9:41 PM - Wati: halo", Platform.ANDROID, LATE),
        ("12/31/23, 9:41\u202fPM - Wati: halo", Platform.ANDROID, LATE),
        ("12/31/23, 9:41\u00a0p.m. - Wati: halo", Platform.ANDROID, LATE),
        ("31-12-2023 21:41 - Wati: halo", Platform.ANDROID, LATE),
        ("2023/12/31 21.41 - Wati: halo", Platform.ANDROID, LATE),
        ("[31/12/23 21.41.05] Wati: halo", Platform.IOS, LATE.replace(second=5)),
        ("[31/12/23, 21:41:05] Wati: halo", Platform.IOS, LATE.replace(second=5)),
        ("[12/31/23, 9:41:05\u202fPM] Wati: halo", Platform.IOS, LATE.replace(second=5)),
        ("\u200e[12/31/23, 9:41:05 PM] Wati: halo", Platform.IOS, LATE.replace(second=5)),
        ("12/31/23, 12:05 AM - Wati: halo", Platform.ANDROID, datetime(2023, 12, 31, 0, 5)),
        ("12/31/23, 12:05 PM - Wati: halo", Platform.ANDROID, datetime(2023, 12, 31, 12, 5)),
    ],
)
def test_every_stamp_is_read(line: str, platform: Platform, at: datetime) -> None:
    reading = read(line)

    (message,) = reading.messages
    assert (reading.format.platform, message.at, message.sender, message.text) == (
        platform, at, "Wati", "halo",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "kind", "text", "file"),
    [
        ("IMG-20231231-WA0001.jpg (file terlampir)\nDepan pasar", Kind.PHOTO, "Depan pasar",
         "IMG-20231231-WA0001.jpg"),
        ("\u200eIMG-20231231-WA0001.jpg (file attached)", Kind.PHOTO, "",
         "IMG-20231231-WA0001.jpg"),
        ("VID-20231231-WA0002.mp4 (file terlampir)", Kind.VIDEO, "", "VID-20231231-WA0002.mp4"),
        ("PTT-20231231-WA0002.opus (file terlampir)", Kind.AUDIO, "", "PTT-20231231-WA0002.opus"),
        ("STK-20231231-WA0003.webp (file terlampir)", Kind.STICKER, "", "STK-20231231-WA0003.webp"),
        ("Surat tugas 12.pdf (file terlampir)", Kind.DOCUMENT, "", "Surat tugas 12.pdf"),
        ("Budi.vcf (file terlampir)", Kind.CONTACT, "", "Budi.vcf"),
        ("\u200e<terlampir: 00000012-PHOTO-2023-12-31-21-41-05.jpg>", Kind.PHOTO, "",
         "00000012-PHOTO-2023-12-31-21-41-05.jpg"),
        ("Depan pasar \u200e<attached: 00000012-PHOTO-2023-12-31-21-41-05.jpg>", Kind.PHOTO,
         "Depan pasar", "00000012-PHOTO-2023-12-31-21-41-05.jpg"),
        ("<Media tidak disertakan>", Kind.MEDIA, "", ""),
        ("<Media omitted>\nDepan pasar", Kind.MEDIA, "Depan pasar", ""),
        ("\u200eimage omitted", Kind.PHOTO, "", ""),
        ("\u200egambar tidak disertakan", Kind.PHOTO, "", ""),
        ("\u200esticker omitted", Kind.STICKER, "", ""),
        ("Pesan ini telah dihapus", Kind.DELETED, "", ""),
        ("Pesan ini dihapus", Kind.DELETED, "", ""),
        ("\u200eThis message was deleted.", Kind.DELETED, "", ""),
        ("Anda menghapus pesan ini", Kind.DELETED, "", ""),
        ("You deleted this message", Kind.DELETED, "", ""),
        ("null", Kind.DELETED, "", ""),
        ("live location shared", Kind.LOCATION, "", ""),
        ("POLL:\nKapan?\nOPTION: Senin (1 vote)", Kind.POLL,
         "POLL:\nKapan?\nOPTION: Senin (1 vote)", ""),
        ("JAJAK PENDAPAT:\nKapan?", Kind.POLL, "JAJAK PENDAPAT:\nKapan?", ""),
        ("@\u2068Joko\u2069 tolong dicek", Kind.TEXT, "@Joko tolong dicek", ""),
        ("satu\n\ntiga: empat", Kind.TEXT, "satu\n\ntiga: empat", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("stamp", [ANDROID, IOS])
def test_every_kind_of_message_is_known(
    stamp: str, body: str, kind: Kind, text: str, file: str
) -> None:
    (message,) = read(stamp + body).messages

    assert (message.kind, message.text, message.file) == (kind, text, file)


@pytest.mark.parametrize("word", ["lokasi", "location", "Location"])
def test_a_position_is_read(word: str) -> None:
    (message,) = read(f"{ANDROID}{word}: https://maps.google.com/?q=-8.2192,114.3691").messages

    assert (message.kind, message.lat, message.lon) == (Kind.LOCATION, -8.2192, 114.3691)


def test_a_position_off_the_globe_is_none() -> None:
    (message,) = read(f"{ANDROID}lokasi: https://maps.google.com/?q=-98.2192,114.3691").messages

    assert message.lat is None


@pytest.mark.parametrize("mark", ["<Pesan ini diedit>", "<This message was edited>"])
def test_an_edited_message_says_so_and_keeps_its_words(mark: str) -> None:
    (message,) = read(f"{ANDROID}depan pasar \u200e{mark}").messages

    assert (message.text, message.is_edited) == ("depan pasar", True)


@pytest.mark.parametrize(
    "line",
    [
        "31/12/23 21.41 - Pesan dan panggilan terenkripsi secara end-to-end. Hanya kita.",
        "31/12/23 21.41 - Messages and calls are end-to-end encrypted. Nobody else: nobody.",
        "31/12/23 21.41 - Joko menambahkan +62 812-3456-7890",
        '31/12/23 21.41 - Joko mengubah subjek dari "Lapor: lama" menjadi "Lapor: baru"',
        '31/12/23 21.41 - Joko changed the subject from "Lapor: a" to "b"',
        "31/12/23 21.41 - Joko keluar",
        "[31/12/23 21.41.05] Grup Lapor: \u200eJoko created this group",
        "[31/12/23 21.41.05] Joko: \u200eMissed voice call",
    ],
)
def test_what_the_program_wrote_has_no_sender(line: str) -> None:
    (message,) = read(line).messages

    assert (message.kind, message.sender) == (Kind.SYSTEM, "")


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("\u202a+62 812-3456-7890\u202c", "+62 812-3456-7890"),
        ("\u2068+62 812-3456-7890\u2069", "+62 812-3456-7890"),
        ("~\u202fJoko", "Joko"),
        ("Pak Joko 🌾", "Pak Joko 🌾"),
    ],
)
def test_senders_are_read_without_marks(written: str, read_as: str) -> None:
    (message,) = read(f"31/12/23 21.41 - {written}: halo").messages

    assert message.sender == read_as


def test_lines_that_fit_nothing_are_reported() -> None:
    reading = read("Cadangan\n\n31/12/23 21.41 - Wati: halo\n31/13/23 21.42 - Wati: apa\nlagi")

    assert [(left.line, left.text, left.why) for left in reading.leftovers] == [
        (1, "Cadangan", Why.BEFORE_FIRST),
        (4, "Wati: apa\nlagi", Why.NO_SUCH_DATE),
    ]


def test_a_pasted_line_of_another_export_belongs_to_the_message_above() -> None:
    pasted = (
        "31/12/23 21.41 - Wati: lihat\n[30/12/23, 08:00:00] Joko: lama\n31/12/23 21.42 - Budi: ya"
    )

    reading = read(pasted + "\n31/12/23 21.43 - Wati: ok")

    assert [message.text for message in reading.messages] == [
        "lihat\n[30/12/23, 08:00:00] Joko: lama", "ya", "ok",
    ]  # fmt: skip


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_do_not_matter(ends: str, mark: str) -> None:
    text = mark + ends.join(["31/12/23 21.41 - Wati: satu", "dua", "31/12/23 21.42 - Wati: tiga"])

    assert [message.text for message in read(text).messages] == ["satu\ndua", "tiga"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_text_is_opened_in_any_unicode(encoding: str) -> None:
    assert formats.open_text("halo 🙏".encode(encoding)) == "halo 🙏"


@pytest.mark.parametrize(
    ("days", "order"),
    [
        (["13/01/24", "02/02/24"], Order.DAY_FIRST),
        (["01/13/24", "02/02/24"], Order.MONTH_FIRST),
        (["01/02/24", "02/02/24", "01/03/24"], Order.DAY_FIRST),  # backwards the other way
        (["01/31/24", "02/01/24"], Order.MONTH_FIRST),
        (["2024/02/01"], Order.YEAR_FIRST),
        (["11/03/24"], Order.DAY_FIRST),  # else it lies in the future
    ],
)
def test_the_whole_file_decides_which_number_is_the_month(days: list[str], order: Order) -> None:
    text = "\n".join(f"{day} 08.00 - Wati: halo" for day in days)

    found = read_chat(text, latest=date(2024, 4, 30))

    assert isinstance(found, Reading)
    assert found.order is order


def test_undecided_files_come_back_in_both_readings() -> None:
    found = read_chat("01/02/24 08.00 - Wati: a\n03/04/24 08.00 - Wati: b")

    assert isinstance(found, Undecided)
    assert found.day_first.messages[0].at == datetime(2024, 2, 1, 8)
    assert found.month_first.messages[0].at == datetime(2024, 1, 2, 8)


def test_a_person_decides_what_the_file_does_not() -> None:
    found = read_chat("01/02/24 08.00 - Wati: a", order=Order.MONTH_FIRST)

    assert isinstance(found, Reading)
    assert found.messages[0].at == datetime(2024, 1, 2, 8)


def test_a_text_that_is_no_chat_is_said_to_be_none() -> None:
    assert read_chat("halo\n\nini surat biasa") == NotAChat(lines=2)


@given(st.text(max_size=300))
def test_nothing_that_people_type_breaks_the_reading(body: str) -> None:
    reading = read(f"31/12/23 21.41 - Wati: a{body}\n31/12/23 21.42 - Joko: akhir")

    assert reading.messages[0].at == LATE
    assert reading.messages[-1].text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), max_size=8))
def test_every_line_of_a_file_is_in_a_message_or_reported(lines: list[str]) -> None:
    text = "\n".join(["asing", "31/12/23 21.41 - Wati: mulai", *lines])

    found = read_chat(text)

    assert isinstance(found, Reading)
    assert found.leftovers[0].text == "asing"
    assert len(found.messages) >= 1


@given(st.binary(max_size=200))
def test_any_bytes_can_be_opened(content: bytes) -> None:
    assert isinstance(formats.open_text(content), str)
