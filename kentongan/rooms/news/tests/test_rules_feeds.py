"""Three formats from the same entries, whatever stands in them."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import feedparser
import pytest

from kentongan.rooms.news.rules import feeds
from kentongan.rooms.news.tests.feeds.validating import find_faults

BEGAN = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
KEY = "018f0000-0000-7000-8000-00000000000"
HOSTILE = 'Lomba <script>alert("x")</script> & ]]> \x00\x0b\ufffe "25 desa" \U0001f3c6'
ENTRY = feeds.Entry(
    key=f"{KEY}1",
    url="https://news.example/kabar/2026/lomba/",
    title="Dua puluh lima desa maju",
    summary="Setiap kecamatan mengirim satu desa.",
    html='<p>Data yang <a href="https://news.example/kabar/">berjalan</a>.</p>',
    authors=("Nadia", "Humas"),
    category=("inovasi", "Inovasi"),
    published_at=BEGAN,
    updated_at=BEGAN + timedelta(hours=30),
    picture=feeds.Picture("https://news.example/kabar/gambar/1/800.webp", "image/webp", 20_480),
)
FEED = feeds.Feed(
    key=f"{KEY}0",
    title="Kabar",
    subtitle="Yang baru dari kabupaten",
    publisher="Humas",
    language="id",
    page_url="https://news.example/kabar/",
    self_urls={kind: f"https://news.example/kabar/feed.{kind}" for kind in ("rss", "atom", "json")},
    icon_url="https://news.example/static/mark.svg",
    began_at=BEGAN,
    entries=[ENTRY],
)
BARE = replace(ENTRY, key=f"{KEY}2", summary="", html="", authors=(), picture=None)
SEVERAL = {
    "one entry": FEED,
    "no entry": replace(FEED, entries=[], subtitle=""),
    "hostile words": replace(
        FEED, title=HOSTILE,
        entries=[replace(ENTRY, title=HOSTILE, summary=HOSTILE, authors=(HOSTILE,),
                         category=('a"b', HOSTILE), html=f"<p>{HOSTILE}</p>")],
    ),
    "as little as may be": replace(FEED, subtitle="", entries=[BARE]),
    "english": replace(FEED, language="en", entries=[ENTRY, BARE]),
}  # fmt: skip


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
@pytest.mark.parametrize("feed", SEVERAL.values(), ids=SEVERAL.keys())
def test_every_feed_is_valid(feed: feeds.Feed, kind: str) -> None:
    content = feeds.render(feed, kind)

    assert find_faults(content, kind) == []


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_reader_finds_what_was_written(kind: str) -> None:
    parsed = feedparser.parse(feeds.render(FEED, kind))

    entry = parsed.entries[0]
    assert (entry.title, entry.link, entry.id) == (ENTRY.title, ENTRY.url, f"urn:uuid:{KEY}1")
    assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == ENTRY.published_at
    assert datetime(*entry.updated_parsed[:6], tzinfo=UTC) == ENTRY.updated_at
    assert entry.content[0].value == ENTRY.html
    assert entry.enclosures[0].type == "image/webp"


def test_json_holds_the_same_words() -> None:
    item = json.loads(feeds.render(FEED, "json"))["items"][0]

    assert (item["title"], item["content_html"]) == (ENTRY.title, ENTRY.html)
    assert item["date_modified"] > item["date_published"]


def test_own_addresses_become_absolute_and_others_stay() -> None:
    html = '<a href="/kabar/">a</a><img src="/gambar/4.webp" alt="/x"><a href="//evil.example">'

    absolute = feeds.make_absolute(html, base="https://news.example")

    assert 'href="https://news.example/kabar/"' in absolute
    assert 'src="https://news.example/gambar/4.webp"' in absolute
    assert 'href="//evil.example"' in absolute
    assert 'alt="/x"' in absolute


def test_the_schemas_notice_what_is_wrong() -> None:
    content = feeds.render(FEED, "atom")

    assert find_faults(
        content.replace(b"<updated>", b"<changed>").replace(b"</updated>", b"</changed>"), "atom"
    )
    assert find_faults(content.replace(b"https://news.example/kabar/2026", b"/kabar/2026"), "atom")
    assert find_faults(feeds.render(FEED, "rss").replace(b"Sat, 21", b"21"), "rss")
    assert find_faults(feeds.render(FEED, "json").replace(b'"url":', b'"link":'), "json")
