"""The poster of a village and the card of a visit."""

import io
from datetime import date

from django.core.cache import cache
from django.test import Client

import pypdf
import pytest
import time_machine
from PIL import Image

from kentongan.rooms.rounds.models import StopChange
from kentongan.rooms.rounds.tests.conftest import MONDAY
from kentongan.rooms.rounds.tests.test_calendars import change

pytestmark = pytest.mark.django_db
VILLAGE = "35.10.18.2001"  # of Wongsorejo


@pytest.fixture(autouse=True)
def _monday():
    cache.clear()
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.mark.parametrize(
    ("prefix", "title", "day"),
    [("", "Layanan yang datang kepada Anda", "Rabu 25 November"),
     ("/en", "Services that come to you", "Wednesday 25 November")],
)  # fmt: skip
def test_a_village_prints_what_comes(wednesday, prefix, title, day):
    answer = Client().get(f"{prefix}/jadwal/poster/{VILLAGE}.pdf")
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    words = " ".join(pages[0].extract_text().split())

    assert answer["Content-Type"] == "application/pdf"
    assert len(pages) == 1
    for expected in (title, day, "SIM keliling" if not prefix else "Mobile driving", "Rp80.000"):
        assert expected in words


def test_a_poster_says_what_moved_away_and_what_came(wednesday):
    """One visit moves out of the two months, one in from beyond, one into another district."""
    moves = (
        (date(2026, 12, 9), date(2027, 3, 4), "", ""),
        (date(2027, 3, 10), date(2026, 12, 11), "", ""),
        (date(2026, 12, 16), date(2026, 12, 18), "35.10.21.2003", "Balai desa"),
    )
    before = print_words(VILLAGE)
    for day, new, region, place in moves:
        moved = change(wednesday, day, "moved", new, opens=9)
        StopChange.objects.filter(pk=moved.pk).update(region_id=region or None, place_id=place)

    here, there = print_words(VILLAGE), print_words("35.10.21.2003")

    assert "Rabu 9 Desember" in before.partition("Tidak datang")[0]
    for words in (
        "Jumat 11 Desember (09.00–12.00)", "Jumat 18 Desember (09.00–12.00, Balai desa",
        "Rabu 9 Desember (Dipindah ke hari lain: Kamis 4 Maret)",
    ):  # fmt: skip
        assert words in here
    assert "Jumat 18 Desember (09.00–12.00, Balai desa" in there
    assert "Jumat 11 Desember" not in there


def print_words(village):
    content = Client().get(f"/jadwal/poster/{village}.pdf").content
    return " ".join(pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text().split())


def test_a_visit_is_a_picture_that_a_link_shows(wednesday):
    page = Client().get("/jadwal/sim-keliling/wongsorejo/").content.decode()
    card = Client().get("/jadwal/sim-keliling/wongsorejo/2026-11-25.png")

    assert "/jadwal/sim-keliling/wongsorejo/2026-11-25.png" in page
    assert Image.open(io.BytesIO(card.content)).size == (1200, 630)
    assert len(card.content) < 100_000


@pytest.mark.parametrize(
    "path",
    ["poster/35.10.18.pdf", "poster/99.99.99.9999.pdf", "sim-keliling/wongsorejo/2026-11-26.png",
     "sim-keliling/wongsorejo/besok.png", "sim-keliling/tidak-ada/2026-11-25.png"],
)  # fmt: skip
def test_what_is_not_there_is_not_drawn(wednesday, path):
    assert Client().get(f"/jadwal/{path}").status_code == 404
