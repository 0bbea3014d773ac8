"""Correcting what is public: the page says what was wrong, and the old text is kept."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.rooms.news.errors import NoSuchArticle, NotReady, NotYourTurn, OwnWriting
from kentongan.rooms.news.models import Article, ArticleVersion, Correction
from kentongan.rooms.news.rules.content import Content, list_missing
from kentongan.rooms.news.rules.words import State
from kentongan.rooms.news.services._checks import check_content, check_remark, record
from kentongan.rooms.news.services._edition import count_edition
from kentongan.rooms.news.services._locking import check_state, check_version, lock_article
from kentongan.rooms.news.services._related import relate
from kentongan.rooms.news.services._telling import tell_published
from kentongan.rooms.news.services._texts import index_words, keep_version, write_content
from kentongan.rooms.news.services._wording import MISSING
from kentongan.rooms.people import api as people


@transaction.atomic
def propose_correction(
    *,
    article_id: UUID,
    version: int,
    content: Content,
    words_id: str,
    words_en: str = "",
    by: people.Actor,
    now: datetime,
) -> Correction:
    """
    Keep a corrected text and what was wrong, until another editor agrees; again replaces it.

    Raises NoSuchArticle, NotYourTurn, ChangedMeanwhile, NotReady, NeedsRemark, WrongArticle.
    """
    article = lock_article(article_id, by=by)
    check_state(article, State.PUBLISHED)
    check_version(article, version)
    content = check_content(content)
    missing = list_missing(content)
    if missing:
        raise NotReady(fields={name: MISSING[name.split("_")[0]] for name in missing})
    correction = _find_waiting(article) or Correction(article=article)
    correction.words_id = check_remark(words_id, field="words_id")
    correction.words_en = words_en.strip()
    correction.content = content.as_kept()
    correction.proposed_by_id, correction.proposed_at = getattr(by, "user_id", None), now
    correction.save()
    record(article, "news.correction_proposed", by=by, now=now)
    return correction


@transaction.atomic
def agree_to_correction(*, correction_id: int, by: people.Actor, now: datetime) -> Article:
    """
    Put the corrected text on the public page, dated. Not who proposed it.

    Raises NoSuchArticle, NotYourTurn, OwnWriting.
    """
    correction, article = _lock(correction_id, by=by)
    article.version += 1
    write_content(article, Content.read(correction.content), by=by, now=now)
    article.changed_by_id = correction.proposed_by_id
    article.corrected_at = now
    article.save()
    index_words(article)
    keep_version(article, by=by, now=now)
    ArticleVersion.objects.filter(article=article, number=article.version).update(
        made_by=correction.proposed_by_id, is_public=True
    )
    correction.at, correction.decided_by_id = now, getattr(by, "user_id", None)
    correction.save(update_fields=["at", "decided_by"])
    relate(article.pk)
    count_edition(by=by, now=now)
    tell_published(article, by=by, now=now)
    record(article, "news.article_corrected", by=by, now=now)
    return article


@transaction.atomic
def refuse_correction(
    *, correction_id: int, remark: str, by: people.Actor, now: datetime
) -> Article:
    """
    Let the public text stand; who proposed the correction reads why.

    Raises NoSuchArticle, NotYourTurn, OwnWriting, NeedsRemark.
    """
    correction, article = _lock(correction_id, by=by)
    correction.remark = check_remark(remark, field="remark")
    correction.refused_at, correction.decided_by_id = now, getattr(by, "user_id", None)
    correction.save(update_fields=["remark", "refused_at", "decided_by"])
    record(article, "news.correction_refused", by=by, now=now)
    return article


def _find_waiting(article: Article) -> Correction | None:
    return article.corrections.filter(at__isnull=True, refused_at__isnull=True).first()


def _lock(correction_id: int, *, by: people.Actor) -> tuple[Correction, Article]:
    found = Correction.objects.filter(pk=correction_id).values_list("article_id", flat=True).first()
    if found is None:
        raise NoSuchArticle
    article = lock_article(found, by=by)
    check_state(article, State.PUBLISHED)
    correction = _find_waiting(article)
    if correction is None or correction.pk != correction_id:
        raise NotYourTurn
    if correction.proposed_by_id == getattr(by, "user_id", None):
        raise OwnWriting
    return correction, article
