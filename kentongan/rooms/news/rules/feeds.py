"""
Feeds of articles: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1 from the same entries.

Everything is escaped, every address absolute; an entry keeps its id for ever, and what was
corrected or withdrawn says so with a newer `updated`.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

RSS, ATOM, JSON = "rss", "atom", "json"
MEDIA_TYPES = {
    RSS: "application/rss+xml",
    ATOM: "application/atom+xml",
    JSON: "application/feed+json",
}
# XML 1.0, production 2: everything else may not stand in a document, not even escaped.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
MINUTES_TO_LIVE = 15


@dataclass(frozen=True)
class Picture:
    """A picture of an entry; `size` in bytes, 0 when nobody counted."""

    url: str
    media_type: str
    size: int = 0


@dataclass(frozen=True)
class Entry:
    """An article as a feed tells it; `html` is clean and its addresses are absolute."""

    key: str  # a UUID
    url: str
    title: str
    summary: str
    html: str
    authors: tuple[str, ...]
    category: tuple[str, str]  # slug and name
    published_at: datetime
    updated_at: datetime
    picture: Picture | None = None


@dataclass(frozen=True)
class Feed:
    """A feed in one language; `self_urls` by kind."""

    key: str
    title: str
    subtitle: str
    publisher: str
    language: str
    page_url: str
    self_urls: dict[str, str]
    icon_url: str
    began_at: datetime  # `updated` of a feed without entries
    entries: Sequence[Entry]

    @property
    def updated_at(self) -> datetime:
        """Return when the newest of the entries changed."""
        return max((entry.updated_at for entry in self.entries), default=self.began_at)


def render(feed: Feed, kind: str) -> bytes:
    """Return the feed as RSS, Atom or JSON."""
    return {RSS: _render_rss, ATOM: _render_atom, JSON: _render_json}[kind](feed).encode()


def make_absolute(html: str, *, base: str) -> str:
    """Return clean HTML whose own addresses begin with `base`."""
    return re.sub(r'(\s(?:href|src))="(/(?!/)[^"]*)"', rf'\1="{base}\2"', html)


def _clean(text: str) -> str:
    return escape(NOT_IN_XML.sub("", text), quote=True)


def _tag(name: str, text: str = "", **attributes: str) -> str:
    told = "".join(f' {key.rstrip("_")}="{_clean(value)}"' for key, value in attributes.items())
    return f"<{name}{told}>{_clean(text)}</{name}>" if text else f"<{name}{told}/>"


def _render_atom(feed: Feed) -> str:
    head = [
        _tag("id", f"urn:uuid:{feed.key}"),
        _tag("title", feed.title),
        _tag("subtitle", feed.subtitle) if feed.subtitle else "",
        _tag("updated", feed.updated_at.isoformat()),
        _tag("link", rel="self", type=MEDIA_TYPES[ATOM], href=feed.self_urls[ATOM]),
        _tag("link", rel="alternate", type="text/html", hreflang=feed.language, href=feed.page_url),
        f"<author>{_tag('name', feed.publisher)}</author>",
        _tag("icon", feed.icon_url),
    ]
    entries = [_render_atom_entry(entry, feed) for entry in feed.entries]
    root = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_clean(feed.language)}">'
    return DECLARATION + root + "".join(head + entries) + "</feed>\n"


def _render_atom_entry(entry: Entry, feed: Feed) -> str:
    slug, name = entry.category
    picture = entry.picture
    parts = [
        _tag("id", f"urn:uuid:{entry.key}"),
        _tag("title", entry.title),
        _tag("link", rel="alternate", type="text/html", hreflang=feed.language, href=entry.url),
        _tag("published", entry.published_at.isoformat()),
        _tag("updated", entry.updated_at.isoformat()),
        *(f"<author>{_tag('name', author)}</author>" for author in entry.authors),
        _tag("category", term=slug, label=name),
        _tag("summary", entry.summary, type="text") if entry.summary else "",
        _tag("content", entry.html or escape(entry.summary or entry.title), type="html"),
    ]
    if picture:
        size = {"length": str(picture.size)} if picture.size else {}
        parts.append(
            _tag("link", rel="enclosure", type=picture.media_type, href=picture.url, **size)
        )
    return f"<entry>{''.join(parts)}</entry>"


def _render_rss(feed: Feed) -> str:
    head = [
        _tag("title", feed.title),
        _tag("link", feed.page_url),
        _tag("description", feed.subtitle or feed.title),
        _tag("language", feed.language),
        _tag("lastBuildDate", format_datetime(feed.updated_at)),
        _tag("ttl", str(MINUTES_TO_LIVE)),
        _tag("atom:link", rel="self", type=MEDIA_TYPES[RSS], href=feed.self_urls[RSS]),
    ]
    items = [_render_rss_item(entry) for entry in feed.entries]
    root = (
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
    )
    return DECLARATION + root + "".join(head + items) + "</channel></rss>\n"


def _render_rss_item(entry: Entry) -> str:
    picture = entry.picture
    parts = [
        _tag("title", entry.title),
        _tag("link", entry.url),
        _tag("guid", f"urn:uuid:{entry.key}", isPermaLink="false"),
        _tag("pubDate", format_datetime(entry.published_at)),
        *(_tag("dc:creator", author) for author in entry.authors),
        _tag("category", entry.category[1]),
        _tag("description", entry.summary or entry.title),
        _tag("content:encoded", entry.html) if entry.html else "",
        _tag("atom:updated", entry.updated_at.isoformat()),
    ]
    if picture:  # RSS wants a length and exactly one enclosure
        parts.append(
            _tag("enclosure", url=picture.url, length=str(picture.size), type=picture.media_type)
        )
    return f"<item>{''.join(parts)}</item>"


def _render_json(feed: Feed) -> str:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page_url,
        "feed_url": feed.self_urls[JSON],
        "description": feed.subtitle or feed.title,
        "icon": feed.icon_url,
        "language": feed.language,
        "authors": [{"name": feed.publisher}],
        "items": [_make_item(entry, feed) for entry in feed.entries],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _make_item(entry: Entry, feed: Feed) -> dict[str, object]:
    item: dict[str, object] = {
        "id": f"urn:uuid:{entry.key}",
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html or f"<p>{escape(entry.summary or entry.title)}</p>",
        "date_published": entry.published_at.isoformat(),
        "date_modified": entry.updated_at.isoformat(),
        "authors": [{"name": author} for author in entry.authors],
        "tags": [entry.category[1]],
        "language": feed.language,
    }
    if entry.picture:
        item["image"] = entry.picture.url
    return {key: value for key, value in item.items() if value}
