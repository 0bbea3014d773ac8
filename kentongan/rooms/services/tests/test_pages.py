"""The catalogue and the page of a service, as visitors see them."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.test import Client

import pytest

from kentongan.rooms.cases import api as cases
from kentongan.rooms.services.tests.conftest import MONDAY, SKU
from tests.people import People

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture(autouse=True)
def _no_figures_of_other_tests() -> None:
    cache.clear()


def test_the_catalogue_shows_every_service_with_its_time_and_fee(client: Client) -> None:
    page = client.get("/layanan/").content.decode()

    assert "Surat keterangan usaha" in page
    assert page.count('class="card door"') == 25
    assert page.count(" · Gratis") == 25


def test_the_catalogue_speaks_english(client: Client) -> None:
    page = client.get("/en/layanan/").content.decode()

    assert "Business statement letter" in page
    assert "1 working day · Free" in page


def test_one_shelf_of_the_catalogue(client: Client) -> None:
    page = client.get("/layanan/?kategori=sosial").content.decode()

    assert "Rekomendasi bantuan sosial" in page
    assert "Surat keterangan usaha" not in page


def test_a_search_in_the_catalogue(client: Client) -> None:
    page = client.get("/layanan/", {"q": "surat usahaa"}).content.decode()

    assert page.index("/layanan/surat-keterangan-usaha/") > 0
    assert "Izin keramaian" not in page


def test_a_search_for_nothing_leads_to_the_whole_catalogue(client: Client) -> None:
    page = client.get("/en/layanan/", {"q": "zzzzzz"}).content.decode()

    assert "Nothing found" in page
    assert 'href="/en/layanan/"' in page


@pytest.mark.parametrize(
    "query", ["q=%00", "q=" + "a" * 5000, "kategori=%00", "kategori=tidak-ada"]
)
def test_strange_questions_are_answered(client: Client, query: str) -> None:
    assert client.get(f"/layanan/?{query}").status_code == 200


@pytest.mark.parametrize("path", [f"/layanan/{SKU}/", f"/en/layanan/{SKU}/"])
def test_a_service_shows_its_fourteen_components(client: Client, path: str) -> None:
    page = client.get(path).content.decode()

    assert page.count("<dt>") == 5 + 1 + 7  # time and four open ones; law and seven folded
    assert page.count('class="checks"') == 1  # requirements: the fourteenth
    assert "PermenPANRB 15/2014" in page


def test_a_law_nobody_compared_says_so(client: Client) -> None:
    page = client.get("/en/layanan/rekomendasi-bantuan-sosial/").content.decode()

    assert page.count("not yet compared with its text") == 1


def test_an_unknown_service_does_not_exist(client: Client) -> None:
    assert client.get("/layanan/surat-bulan/").status_code == 404


def test_too_few_cases_are_said_honestly(client: Client) -> None:
    page = client.get(f"/en/layanan/{SKU}/").content.decode()

    assert "Too few cases ended lately" in page
    assert "<figure" not in page


def end_cases(send: Callable[..., Any], folk: People, count: int) -> None:
    """Refuse some applications, one after the other."""
    sari = folk.actor("Sari", now=MONDAY)
    for _ in range(count):
        case = send()
        cases.decide(
            case_id=case.pk, decision="refuse", note="Berkas tidak lengkap sama sekali.",
            version=case.version, by=sari, now=MONDAY,
        )  # fmt: skip


def test_the_promise_stands_beside_what_happened(
    client: Client, apply: Callable[..., Any], folk: People, time_machine: Any
) -> None:
    end_cases(apply, folk, 10)
    time_machine.move_to(MONDAY)

    page = client.get(f"/en/layanan/{SKU}/").content.decode()

    assert "10 cases, last 90 days" in page
    assert "half are finished within" in page
    assert "100%" in page
    assert "Slowest: Sumberberas" in page


def test_the_catalogue_and_a_service_need_few_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        client.get("/layanan/")
    with django_assert_max_num_queries(8):
        client.get(f"/layanan/{SKU}/")
    with django_assert_max_num_queries(6):
        client.get("/layanan/?q=surat+usahaa")


def test_pages_are_small(client: Client) -> None:
    for path in ("/layanan/", f"/layanan/{SKU}/", f"/layanan/{SKU}/ajukan/"):
        assert len(client.get(path).content) < 60_000
