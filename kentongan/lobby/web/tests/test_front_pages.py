"""The front pages open for everybody, in both languages."""

import re
from types import SimpleNamespace
from typing import Any

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

import pytest

from kentongan.lobby.web import queries

pytestmark = pytest.mark.django_db
PAGES = ["web:show_home", "web:show_accessibility", "web:show_privacy"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_visitor_reads_the_page_in_their_language(
    client: Client, name: str, language: str
) -> None:
    with translation.override(language):
        url = reverse(name)

    answer = client.get(url)

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()


def test_home_asks_the_database_at_most_five_times(
    client: Client, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "connection", SimpleNamespace(in_atomic_block=False))
    cache.clear()
    client.get("/")  # what rooms tell is gathered twice a minute, whoever asks

    with django_assert_max_num_queries(5):
        client.get("/")
    cache.clear()


def test_home_shows_what_comes_to_the_chosen_district(client: Client, regency: Any) -> None:
    chosen = client.get("/?kecamatan=35.10.11")
    later = client.get("/")
    nonsense = client.get("/?kecamatan=%3Cscript%3E")

    assert chosen.context["front"].district == later.context["front"].district == "35.10.11"
    assert nonsense.context["front"].district == ""
    assert "<script>alert" not in nonsense.content.decode()


def test_search_engines_find_both_languages_and_nothing_private(client: Client) -> None:
    known = client.get("/sitemap.xml").content.decode()
    robots = client.get("/robots.txt").content.decode()

    assert 'hreflang="en" href="http://testserver/en/kabar/"' in known
    assert "<loc>http://testserver/jadwal/</loc>" in known
    assert "/meja/" not in known
    assert "Disallow: /en/meja/\n" in robots
    assert robots.endswith("/sitemap.xml\n")


def test_the_other_language_is_one_tap_away(client: Client) -> None:
    answer = client.get("/privasi/?from=foot")

    assert 'href="/en/privasi/?from=foot"' in answer.content.decode()


def test_a_page_is_read_only(client: Client) -> None:
    assert client.post("/privasi/").status_code == 405


def test_an_unknown_address_answers_in_the_look_of_the_house(client: Client) -> None:
    answer = client.get("/en/nothing-here/")

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()


def test_kept_navigation_is_of_the_page_its_language_and_its_reader(
    client: Client, folk: Any
) -> None:
    def get_masthead(address: str, *, who: Client = client) -> str:
        return who.get(address).content.decode().partition("</header>")[0]

    def get_here(address: str) -> list[str]:
        return re.findall(r'<a href="([^"]+)" aria-current="page">', get_masthead(address))

    for _time in range(2):  # made, then kept
        assert get_here("/layanan/") == ["/layanan/"] * 2
        assert get_here("/en/layanan/") == ["/en/layanan/"] * 2
        assert get_here("/lacak/") == ["/lacak/"] * 2
        assert get_here("/") == []
    wati = Client()
    wati.force_login(get_user_model().objects.get(pk=folk.users["Wati"]))
    assert ">Keluar<" in get_masthead("/layanan/", who=wati)
    assert ">Keluar<" not in get_masthead("/layanan/")
