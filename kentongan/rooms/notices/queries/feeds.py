"""The feed of messages: newest first, each linked to its document of CAP."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kentongan.rooms.notices.errors import NoSuchNotice
from kentongan.rooms.notices.models import Notice, NoticeMessage
from kentongan.rooms.notices.queries.data import get_topic
from kentongan.rooms.notices.queries.pages import make_url
from kentongan.rooms.notices.queries.wording import make_headline, say_period
from kentongan.rooms.notices.rules.words import MessageKind

MOST = 50
CAP_TYPE = "application/cap+xml"
MEDIA_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


@dataclass(frozen=True)
class Feed:
    """A feed's body, its media type, and a mark that changes when it does."""

    body: bytes
    media_type: str
    etag: str


@dataclass(frozen=True)
class Entry:
    """One message in the language of the reader."""

    key: str
    title: str
    words: str
    url: str
    cap_url: str
    sent_at: datetime
    topic: str


def get_feed(form: str) -> Feed:
    """Return the feed in one of its forms: rss, atom or json; raises NoSuchNotice for others."""
    if form not in MEDIA_TYPES:
        raise NoSuchNotice
    entries = _list_entries()
    body = _write_json(entries) if form == "json" else _write_xml(form, entries)
    mark = f"{form} {get_language()} {entries}"
    return Feed(body, MEDIA_TYPES[form], hashlib.sha256(mark.encode()).hexdigest()[:24])


def _list_entries() -> list[Entry]:
    messages = list(
        NoticeMessage.objects.select_related("notice").order_by("-sent_at", "-pk")[:MOST]
    )
    counts = dict(
        Notice.objects.filter(pk__in={m.notice_id for m in messages})
        .annotate(count=Count("flights"))
        .values_list("pk", "count")
    )
    return [_make_entry(message, flights=counts[message.notice_id]) for message in messages]


def _make_entry(message: NoticeMessage, *, flights: int) -> Entry:
    notice = message.notice
    headline = make_headline(notice, flights=flights)
    shapes = {
        MessageKind.UPDATE: _("Updated: %(title)s"),
        MessageKind.CANCEL: _("Cancelled: %(title)s"),
    }
    title = shapes.get(MessageKind(message.kind), "%(title)s") % {"title": headline}
    period = say_period(notice.starts_at, notice.expected_at or notice.ends_at)
    parts = (period, notice.say("words"), notice.say("instruction"))
    root = str(settings.PUBLIC_URL)
    return Entry(
        key=f"urn:uuid:{message.pk}", title=title, words="\n\n".join(p for p in parts if p),
        url=f"{root}{make_url(notice)}",
        cap_url=f"{root}{reverse('notices:give_cap', args=[message.pk])}",
        sent_at=message.sent_at, topic=get_topic(notice.topic).name,
    )  # fmt: skip


def _get_facts(form: str) -> dict[str, Any]:
    root = str(settings.PUBLIC_URL)
    return {
        "title": _("Notices of %(regency)s") % {"regency": settings.REGENCY_FACTS["formal_name"]},
        "link": f"{root}{reverse('notices:list_notices')}",
        "description": _("Closures and warnings, from the hour they are given."),
        "feed_url": f"{root}{reverse('notices:give_feed', args=[form])}",
        "language": (get_language() or "id")[:2],
    }


def _write_xml(form: str, entries: Sequence[Entry]) -> bytes:
    make = Rss201rev2Feed if form == "rss" else Atom1Feed
    facts = _get_facts(form)
    feed = make(**facts, author_name=str(settings.REGENCY_FACTS["formal_name"]))
    for entry in entries:
        feed.add_item(
            title=entry.title, link=entry.url, description=entry.words, unique_id=entry.key,
            unique_id_is_permalink=False, pubdate=entry.sent_at, updateddate=entry.sent_at,
            categories=[entry.topic], enclosures=[Enclosure(entry.cap_url, "0", CAP_TYPE)],
        )  # fmt: skip
    return feed.writeString("utf-8").encode()


def _write_json(entries: Sequence[Entry]) -> bytes:
    facts = _get_facts("json")
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": facts["title"],
        "home_page_url": facts["link"],
        "feed_url": facts["feed_url"],
        "description": facts["description"],
        "language": facts["language"],
        "items": [
            {
                "id": entry.key,
                "url": entry.url,
                "title": entry.title,
                "content_text": entry.words,
                "date_published": entry.sent_at.isoformat(),
                "tags": [entry.topic],
                "attachments": [{"url": entry.cap_url, "mime_type": CAP_TYPE}],
            }
            for entry in entries
        ],
    }
    return json.dumps(document, ensure_ascii=False).encode()
