"""Nadia writes, Rendra reviews, in the topics of the regency."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.web.kept import forget_pages
from kentongan.rooms.news import api
from kentongan.rooms.news.models import Article
from tests.people import BEGIN, People

NOW = BEGIN + timedelta(days=40)


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> None:
    forget_pages()


@pytest.fixture
def topics(folk: People) -> People:
    api.load_news(settings.REGENCY_FOLDER, by=TERMINAL, now=BEGIN)
    return folk


@pytest.fixture
def nadia(topics: People) -> Any:
    return topics.actor("Nadia", now=NOW)


@pytest.fixture
def rendra(topics: People) -> Any:
    return topics.actor("Rendra", now=NOW)


def make_content(number: int = 1, **changed: Any) -> api.Content:
    facts = {
        "category": "inovasi",
        "title_id": f"Desa nomor {number} membuka layanan malam",
        "title_en": f"Village number {number} opens in the evening",
        "summary_id": "Warga yang bekerja siang kini dilayani sampai pukul 21.00.",
        "summary_en": "People who work by day are now served until nine in the evening.",
        "body_id": "Balai desa buka **sampai malam** setiap hari Selasa dan Kamis, kata sekdes.",
        "body_en": "The village hall is open **until late** every Tuesday and Thursday from now.",
        "authors": "Nadia Contoh",
    }
    return api.Content(**{**facts, **changed})


@pytest.fixture
def publish(nadia: Any, rendra: Any) -> Callable[..., Article]:
    """Write, review and publish an article."""

    def make(number: int = 1, *, at: datetime = NOW, **changed: Any) -> Article:
        article = api.start_article(make_content(number, **changed), by=nadia, now=at)
        api.send_to_review(article_id=article.pk, by=nadia, now=at)
        return api.publish_article(article_id=article.pk, by=rendra, now=at)

    return make
