"""Letters to applicants: both languages, the way back, and nothing personal."""

from datetime import UTC, datetime
from types import SimpleNamespace

from django.template.loader import render_to_string
from django.utils import translation

import pytest

from kentongan.rooms.cases.rules.hiding import hide_long_numbers

KINDS = ("received", "asked", "granted", "refused", "finished", "message", "moved")
REMINDERS = ("half", "four_fifths", "due", "escalated")
ADDRESS = "https://contoh.example/lacak/BWI-7K3D-92/"
FACTS = {
    "case": SimpleNamespace(code="BWI-7K3D-92", due_at=datetime(2026, 11, 23, 8, 30, tzinfo=UTC)),
    "name": "Surat & usaha",
    "text": "NIK 3510164101900001 & foto <kurang> terang",
    "address": ADDRESS,
    "regency": "Kabupaten Contoh",
}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_names_the_case_and_the_way_back(kind: str, language: str) -> None:
    with translation.override(language):
        text = render_to_string(f"cases/mail/{kind}.txt", {**FACTS, "what": kind})

    assert "BWI-7K3D-92" in text
    assert ADDRESS in text
    assert "Surat & usaha" in text
    assert "3510164101900001" not in text


@pytest.mark.parametrize("what", REMINDERS)
def test_each_reminder_says_another_thing(what: str) -> None:
    others = [w for w in REMINDERS if w != what]
    with translation.override("en"):
        text = render_to_string("cases/mail/reminder.txt", {**FACTS, "what": what})
        rest = [render_to_string("cases/mail/reminder.txt", {**FACTS, "what": w}) for w in others]

    assert text not in rest
    assert ADDRESS in text


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("NIK 3510164101900001.", "NIK ••••."),
        ("telepon 0812-3456-7001", "telepon ••••"),
        ("Rp 1.500.000 tahun 2026", "Rp 1.500.000 tahun 2026"),
        ("nomor 3510 1641 0190 0001", "nomor ••••"),
    ],
)
def test_long_numbers_do_not_travel(typed: str, sent: str) -> None:
    assert hide_long_numbers(typed) == sent
