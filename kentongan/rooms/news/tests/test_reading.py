"""What everybody reads."""

import json
from datetime import timedelta
from typing import Any

from django.test import Client

import pytest
from lxml import etree

from kentongan.foundation.web import kept
from kentongan.rooms.news import api
from kentongan.rooms.news.tests.conftest import NOW, make_content
from tests.people import MUNCAR

pytestmark = pytest.mark.django_db
ADDRESS = "/kabar/2026/desa-nomor-1-membuka-layanan-malam/"


def test_an_article_is_read_in_both_languages(publish: Any, client: Client) -> None:
    publish(places=(MUNCAR,))

    indonesian, english = client.get(ADDRESS), client.get(f"/en{ADDRESS}")

    assert "membuka layanan malam</h1>" in indonesian.text
    assert "<strong>sampai malam</strong>" in indonesian.text
    assert "opens in the evening</h1>" in english.text
    assert "Muncar" in english.text
    data = english.text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(data)["@type"] == "NewsArticle"
    assert json.loads(data)["inLanguage"] == "en"


def test_words_of_an_article_are_markup_nowhere(publish: Any, client: Client) -> None:
    hostile = "</script></title><img src=x onerror=alert(1)> \"'&amp; ]]> --> {{ 7|add:7 }}"
    article = publish(title_id=hostile, title_en=hostile, summary_id=hostile, summary_en=hostile,
                      authors=hostile, places=(MUNCAR,))  # fmt: skip
    address = f"/kabar/{article.year}/{article.slug}/"

    pages = {path: client.get(path) for path in (
        address, f"/en{address}", "/", "/kabar/", "/kabar/?q=onerror", "/cari/?q=onerror",
        "/sitemap.xml", "/kabar/feed.rss", "/kabar/feed.atom", "/kabar/feed.json",
    )}  # fmt: skip

    assert {page.status_code for page in pages.values()} == {200}
    for path, page in pages.items():
        text = b"".join(page).decode()
        assert "feed" in path or "<img src=x" not in text, path
        assert "&quot;</script>" not in text, path
        if "xml" in page["Content-Type"]:
            etree.fromstring(text.encode())
    data = pages[address].text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(data)["headline"].startswith("</script></title><img")
    assert hostile in pages["/kabar/feed.json"].json()["items"][0]["title"]


def test_a_missing_language_is_said_and_the_other_one_shown(publish: Any, client: Client) -> None:
    publish(title_en="", summary_en="", body_en="")

    page = client.get(f"/en{ADDRESS}")

    assert "This article is not in English yet" in page.text
    assert '<h1 lang="id">Desa nomor 1' in page.text


def test_lists_go_on_by_key_topic_month_and_search(publish: Any, client: Client) -> None:
    for number in range(14):
        publish(number, at=NOW + timedelta(minutes=number), category="layanan")
    first = client.get("/kabar/")
    older = client.get(f"/kabar/?setelah={first.context['listed'].next_key}")

    assert [len(page.context["listed"].articles) for page in (first, older)] == [12, 2]
    assert "Desa nomor 13" in client.get("/kabar/topik/layanan/").text
    assert "Desa nomor 13" not in client.get("/kabar/topik/inovasi/").text
    assert len(client.get("/kabar/2026/02/").context["listed"].articles) == 12
    assert client.get("/kabar/2026/01/").context["listed"].articles == []
    assert client.get("/kabar/?setelah=nonsense").status_code == 404
    assert client.get("/kabar/topik/tidak-ada/").status_code == 404
    for asked in ("melayani malam", "villages opening", "pelayanan malm", "layanann"):
        assert client.get("/kabar/", {"q": asked}).context["found"], asked
    assert client.get("/kabar/", {"q": "zzzqqq"}).context["found"] == []


def test_what_belongs_together_is_shown(publish: Any, client: Client) -> None:
    publish(1)
    publish(2, title_id="Panen jeruk di Purwoharjo naik", title_en="More oranges from Purwoharjo",
            summary_id="Harga ikut turun.", summary_en="Prices fall as well.")  # fmt: skip
    publish(3)

    related = client.get(ADDRESS).context["page"].related[0]

    assert related.title_en == "Village number 3 opens in the evening"


def test_a_withdrawn_article_says_when_and_why(publish: Any, nadia: Any, client: Client) -> None:
    article = publish()
    assert client.get(ADDRESS).status_code == 200

    api.withdraw_article(
        article_id=article.pk, reason_id="Angkanya keliru dan tidak dapat dibuktikan.",
        by=nadia, now=NOW,
    )  # fmt: skip
    page = client.get(ADDRESS)

    assert page.status_code == 410
    assert "Angkanya keliru" in page.text
    assert "membuka layanan malam" not in page.text
    assert client.get("/kabar/").context["listed"].articles == []


def test_what_is_not_published_does_not_exist(nadia: Any, client: Client) -> None:
    api.start_article(make_content(), by=nadia, now=NOW)

    assert client.get(ADDRESS).status_code == 404
    assert client.get("/kabar/").context["listed"].articles == []


def test_a_page_asks_little_and_nothing_when_unchanged(
    publish: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    publish(2)
    publish(places=(MUNCAR,))
    client.get(f"/en{ADDRESS}")  # places are known
    with django_assert_max_num_queries(4):
        first = client.get(ADDRESS)
    with django_assert_max_num_queries(4):
        client.get("/kabar/")
    with django_assert_max_num_queries(1):
        again = client.get(ADDRESS)
    with django_assert_max_num_queries(1):
        unchanged = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})
    with django_assert_max_num_queries(1):
        since = client.get(ADDRESS, headers={"If-Modified-Since": first["Last-Modified"]})

    assert again.content == first.content
    assert (unchanged.status_code, since.status_code) == (304, 304)
    publish(3)
    fresh = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})
    assert fresh.status_code == 200
    assert "number 3" in client.get(f"/en{ADDRESS}").text


def test_an_address_of_another_year_leads_on(publish: Any, client: Client) -> None:
    publish()

    assert client.get(ADDRESS.replace("2026", "2025")).headers["Location"] == ADDRESS


def test_a_kept_page_shows_a_new_banner(
    publish: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    before = client.get(ADDRESS)
    said = {"key": ""}
    monkeypatch.setattr(kept, "_of_every_page", [lambda: (said["key"], None)])
    client.get(ADDRESS)
    said["key"] = "bandara"

    after = client.get(ADDRESS)

    assert after.context is not None  # it was made anew
    assert "Last-Modified" in before.headers
    assert "Last-Modified" not in after.headers
