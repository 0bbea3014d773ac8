"""One search over everything."""

from datetime import UTC, datetime

from django.conf import settings
from django.test import Client
from django.utils.timezone import localtime

import pytest

from kentongan.foundation import codes
from kentongan.foundation.actors import TERMINAL
from kentongan.lobby.web import queries
from kentongan.rooms.services import api as services

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(regency: None) -> None:
    """The services of the regency."""
    now = datetime(2026, 11, 16, 1, tzinfo=UTC)
    services.load_services(settings.REGENCY_FOLDER, by=TERMINAL, now=now)


@pytest.mark.usefixtures("catalogue")
def test_a_service_is_found_although_it_is_mistyped(client: Client) -> None:
    page = client.get("/cari/", {"q": "surat usahaa"}).content.decode()

    assert "/layanan/surat-keterangan-usaha/" in page


@pytest.mark.usefixtures("catalogue")
def test_home_shows_what_is_often_asked_and_every_shelf(client: Client) -> None:
    page = client.get("/").content.decode()

    assert page.count("/layanan/?kategori=") == 5
    assert "/layanan/akta-kelahiran/" in page


def test_an_office_is_found_by_what_people_call_it(client: Client) -> None:
    answer = client.get("/cari/", {"q": "dukcapil"})

    assert answer.status_code == 200
    assert "Dinas Kependudukan" in answer.content.decode()


def test_a_typed_case_code_leads_to_tracking_without_telling_whether_it_exists() -> None:
    symbols = "7K3D9"
    code = codes.format_code("BWI", symbols + codes.check_symbol(symbols))

    found = queries.search_everything(code.lower(), now=localtime())

    assert (found.code, found.count) == (code, 1)


@pytest.mark.parametrize("asked", ["", " ", "qqqqqqqqqqqq", "' OR 1=1 --", "%", "a\0b", "x" * 5000])
def test_no_question_breaks_the_search(client: Client, asked: str) -> None:
    assert client.get("/en/cari/", {"q": asked}).status_code == 200
