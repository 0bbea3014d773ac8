"""Telling who subscribed; the newsletter keeps the words and mails nobody twice."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kentongan.foundation.actors import Acting
from kentongan.rooms.mailing import api as mailing
from kentongan.rooms.news.models import Article, Category
from kentongan.rooms.news.rules.markdown import make_plain

TOPIC = "news"


def tell_published(article: Article, *, by: Acting, now: datetime) -> None:
    """Hand what was published or corrected to the newsletter, in the caller's transaction."""
    item = mailing.Item(
        key=_make_key(article), topic=f"{TOPIC}/{article.category_id}",
        title={code: getattr(article, f"title_{code}") for code in article.languages},
        words={code: _make_words(article, code) for code in article.languages},
        path=_make_path(article), places=tuple(article.places),
        published_at=article.published_at or now,
    )  # fmt: skip
    mailing.announce(item, by=by, now=now)


def tell_withdrawn(article: Article, *, by: Acting, now: datetime) -> None:
    """Take it out of newsletters that were not sent yet."""
    mailing.retract(_make_key(article), by=by, now=now)


def list_topics() -> Iterator[mailing.Topic]:
    """Give what can be followed: all news, and each topic of today."""
    group = _("News")
    yield mailing.Topic(
        TOPIC, _("All news"), _("Everything the regency publishes."), group=group
    )  # fmt: skip
    for row in Category.objects.filter(is_active=True):
        yield mailing.Topic(f"{TOPIC}/{row.slug}", row.name, row.summary, group=group)


def _make_key(article: Article) -> str:
    return f"news:{article.pk}"


def _make_words(article: Article, code: str) -> str:
    summary: str = getattr(article, f"summary_{code}")
    return summary or make_plain(getattr(article, f"body_{code}"))


def _make_path(article: Article) -> str:
    with override("id"):
        path: str = reverse("news:show_article", args=[article.year, article.slug])
    return path
