"""A second editor agrees: now, at an hour, or not yet. What is wrong in public is withdrawn."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.rooms.news.models import Article, ArticleVersion
from kentongan.rooms.news.permissions import check_may_agree
from kentongan.rooms.news.rules.words import State
from kentongan.rooms.news.services._checks import check_remark, record
from kentongan.rooms.news.services._edition import count_edition
from kentongan.rooms.news.services._locking import check_state, lock_article
from kentongan.rooms.news.services._related import relate
from kentongan.rooms.news.services._telling import tell_published, tell_withdrawn
from kentongan.rooms.people import api as people

BATCH = 50


@transaction.atomic
def return_article(*, article_id: UUID, remark: str, by: people.Actor, now: datetime) -> Article:
    """
    Give a text back to its writer, with a remark; a scheduled one too.

    Raises NoSuchArticle, NotYourTurn, OwnWriting, NeedsRemark.
    """
    article = lock_article(article_id, by=by)
    check_state(article, State.REVIEW, State.SCHEDULED)
    check_may_agree(article, by=by)
    article.remark = check_remark(remark, field="remark")
    article.state, article.publish_at, article.reviewed_by = State.DRAFT, None, None
    article.changed_at = now
    article.save(update_fields=["state", "remark", "publish_at", "reviewed_by", "changed_at"])
    record(article, "news.article_returned", by=by, now=now)
    return article


@transaction.atomic
def publish_article(
    *, article_id: UUID, at: datetime | None = None, by: people.Actor, now: datetime
) -> Article:
    """
    Publish a reviewed text now, or let it be published at an hour that is still to come.

    Only an editor who wrote nothing of it. Raises NoSuchArticle, NotYourTurn, OwnWriting.
    """
    article = lock_article(article_id, by=by)
    check_state(article, State.REVIEW, State.SCHEDULED)
    check_may_agree(article, by=by)
    article.reviewed_by_id = getattr(by, "user_id", None)
    if at is None or at <= now:
        _publish(article, by=by, now=now)
        return article
    article.state, article.publish_at, article.changed_at = State.SCHEDULED, at, now
    article.save(update_fields=["state", "publish_at", "reviewed_by", "changed_at"])
    record(article, "news.article_scheduled", by=by, now=now, at=at.isoformat())
    return article


def publish_due(*, by: Acting, now: datetime) -> int:
    """Publish what was scheduled for now or earlier; return how many. Safe to repeat."""
    due = Article.objects.filter(state=State.SCHEDULED, publish_at__lte=now)
    published = 0
    for article_id in due.order_by("publish_at").values_list("pk", flat=True)[:BATCH]:
        with transaction.atomic():
            article = Article.objects.select_for_update().get(pk=article_id)
            if article.state == State.SCHEDULED:
                _publish(article, by=by, now=now)
                published += 1
    return published


@transaction.atomic
def withdraw_article(
    *, article_id: UUID, reason_id: str, reason_en: str = "", by: people.Actor, now: datetime
) -> Article:
    """
    Take a published text off the public pages; its address says since when and why.

    Any editor may, at once. Raises NoSuchArticle, NotYourTurn, NeedsRemark.
    """
    article = lock_article(article_id, by=by)
    check_state(article, State.PUBLISHED)
    article.reason_id = check_remark(reason_id, field="reason_id")
    article.reason_en = reason_en.strip()
    article.state, article.withdrawn_at, article.changed_at = State.WITHDRAWN, now, now
    article.save(update_fields=["state", "reason_id", "reason_en", "withdrawn_at", "changed_at"])
    relate(article.pk)
    count_edition(by=by, now=now)
    tell_withdrawn(article, by=by, now=now)
    record(article, "news.article_withdrawn", by=by, now=now)
    return article


def _publish(article: Article, *, by: Acting, now: datetime) -> None:
    article.state, article.published_at, article.changed_at = State.PUBLISHED, now, now
    article.publish_at, article.remark = None, ""
    article.save(
        update_fields=["state", "published_at", "publish_at", "remark", "reviewed_by", "changed_at"]
    )
    ArticleVersion.objects.filter(article=article, number=article.version).update(is_public=True)
    relate(article.pk)
    count_edition(by=by, now=now)
    tell_published(article, by=by, now=now)
    record(article, "news.article_published", by=by, now=now)
