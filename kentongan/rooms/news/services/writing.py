"""Writing: a draft is begun, saved as often as one likes, and given to another editor."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation.keys import make_key
from kentongan.rooms.news.errors import NotReady
from kentongan.rooms.news.models import Article
from kentongan.rooms.news.permissions import check_can_edit, list_writers
from kentongan.rooms.news.queries.texts import read_content
from kentongan.rooms.news.rules.content import Content, list_missing
from kentongan.rooms.news.rules.slugs import make_slug
from kentongan.rooms.news.rules.words import State
from kentongan.rooms.news.services._checks import check_content, record
from kentongan.rooms.news.services._locking import check_state, check_version, lock_article
from kentongan.rooms.news.services._texts import (
    index_words,
    keep_version,
    write_content,
)
from kentongan.rooms.news.services._wording import MISSING
from kentongan.rooms.people import api as people


@transaction.atomic
def start_article(content: Content, *, by: people.Actor, now: datetime) -> Article:
    """Keep a new draft. Raises NoSuchArticle for who is no editor, WrongArticle."""
    check_can_edit(by)
    content = check_content(content)
    article = Article(
        id=make_key(), made_at=now, written_by_id=getattr(by, "user_id", None), version=1,
        slug=_choose_slug(content),
    )  # fmt: skip
    write_content(article, content, by=by, now=now)
    article.save(force_insert=True)
    keep_version(article, by=by, now=now)
    record(article, "news.article_started", by=by, now=now)
    return article


@transaction.atomic
def save_article(
    *, article_id: UUID, version: int, content: Content, by: people.Actor, now: datetime
) -> Article:
    """
    Keep a new version of a draft; saving the same again changes nothing.

    Raises NoSuchArticle, NotYourTurn, WrongArticle, and ChangedMeanwhile when another editor saved
    a version after `version`.
    """
    article = lock_article(article_id, by=by)
    check_state(article, State.DRAFT)
    content = check_content(content)
    if content == read_content(article):
        return article
    check_version(article, version)
    article.version += 1
    if article.published_at is None:
        article.slug = _choose_slug(content, besides=article.pk)
    write_content(article, content, by=by, now=now)
    article.save()
    keep_version(article, by=by, now=now)
    record(article, "news.article_saved", by=by, now=now)
    return article


@transaction.atomic
def send_to_review(*, article_id: UUID, by: people.Actor, now: datetime) -> Article:
    """Give a draft to another editor. Raises NoSuchArticle, NotYourTurn, NotReady with fields."""
    article = lock_article(article_id, by=by)
    check_state(article, State.DRAFT)
    missing = list_missing(read_content(article))
    if missing:
        raise NotReady(fields={name: MISSING[name.split("_")[0]] for name in missing})
    article.state, article.remark, article.changed_at = State.REVIEW, "", now
    index_words(article)
    article.save(update_fields=["state", "remark", "changed_at"])
    record(article, "news.article_sent", by=by, now=now)
    return article


@transaction.atomic
def take_back(*, article_id: UUID, by: people.Actor, now: datetime) -> Article:
    """Take one's own text back from review to go on writing. Raises NoSuchArticle, NotYourTurn."""
    article = lock_article(article_id, by=by)
    check_state(article, State.REVIEW)
    if getattr(by, "user_id", None) not in list_writers(article):
        check_state(article)
    article.state, article.changed_at = State.DRAFT, now
    article.save(update_fields=["state", "changed_at"])
    record(article, "news.article_taken_back", by=by, now=now)
    return article


def _choose_slug(content: Content, *, besides: UUID | None = None) -> str:
    title = content.title_id or content.title_en
    stem = make_slug(title)
    others = Article.objects.filter(slug__startswith=stem)
    if besides is not None:
        others = others.exclude(pk=besides)
    return make_slug(title, taken=set(others.values_list("slug", flat=True)))
