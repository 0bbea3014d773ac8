"""The poster of a village and the card of a visit."""

import io

from django.core.cache import cache
from django.test import Client

import pypdf
import pytest
import time_machine
from PIL import Image

from kentongan.rooms.rounds.tests.conftest import MONDAY

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
