"""The public page of an article: two questions, and one for its comments."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime

from kentongan.rooms.news.errors import NoSuchArticle
from kentongan.rooms.news.models import Article
from kentongan.rooms.news.models.category import pick_language
from kentongan.rooms.news.queries.pictures import ShownPicture, make_shown
from kentongan.rooms.news.queries.rows import read_by_slug, read_published
from kentongan.rooms.news.rules.words import State
from kentongan.rooms.places import api as places

PUBLIC = (State.PUBLISHED, State.WITHDRAWN)
OF_A_CARD = (
    "id", "slug", "title_id", "title_en", "summary_id", "summary_en", "category", "published_at",
    "picture_facts", "corrected_at",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A correction as the page says it."""

    at: datetime
    words: str


@dataclass
class ArticlePage:
    """All that the page of a published article shows."""

    article: Article
    corrections: list[Said]
    places: list[str]
    pictures: dict[int, ShownPicture]

    @cached_property
    def related(self) -> list[Article]:
        """Other articles that belong to it; asked of the database when they are shown."""
        return list_related(self.article.related)

    @property
    def html(self) -> str:
        """The text in the language that is shown; harmless since it was kept."""
        return self.article.html

    @property
    def lead(self) -> ShownPicture | None:
        """The picture above the text: the first one."""
        return self.pictures.get(1)


def get_public_article(slug: str) -> Article:
    """Return a published or withdrawn article. Raises NoSuchArticle."""
    found = read_by_slug(slug)
    if found is None or found[0].state not in PUBLIC:
        raise NoSuchArticle
    article, said = found
    article.said = json.loads(said) if said else []  # type: ignore[attr-defined]
    return article


def make_page(article: Article) -> ArticlePage:
    """Return what the page of a published article shows, in the reader's language."""
    rows: Sequence[dict[str, Any]] = getattr(article, "said", ())
    corrections = [
        Said(parse_datetime(row["at"]) or article.changed_at, pick_language(row["id"], row["en"]))
        for row in rows
    ]
    pictures = {facts["number"]: make_shown(facts) for facts in article.picture_facts}
    return ArticlePage(article, corrections, name_places(article.places), pictures)


def list_related(ids: Sequence[UUID]) -> list[Article]:
    """Return published articles in the given order, as many as are still there."""
    if not ids:
        return []
    found = {row.pk: row for row in read_published(ids)}
    return [found[each] for each in ids if each in found]


def name_places(codes: Sequence[str]) -> list[str]:
    """Return names of places; those of a past regency are left out."""
    names = []
    for code in codes:
        try:
            names.append(places.get_region(code).name)
        except places.NoSuchRegion:
            continue
    return names
