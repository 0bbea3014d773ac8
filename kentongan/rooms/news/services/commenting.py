"""Taking a comment in: it waits for an editor, or lies in the box of what looks like spam."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from kentongan.foundation import vault
from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.errors import WrongInput
from kentongan.foundation.keys import make_key
from kentongan.rooms.news.errors import (
    CommentsClosed,
    CommentsNeedAccount,
    NoSuchArticle,
    NoSuchComment,
    SaidAlready,
    TooManyWait,
)
from kentongan.rooms.news.models import Article, Comment
from kentongan.rooms.news.permissions import can_edit
from kentongan.rooms.news.queries.policy import get_policy
from kentongan.rooms.news.queries.writers import (
    PURPOSE,
    check_not_blocked,
    index_email,
    is_address,
)
from kentongan.rooms.news.rules import commenting, spam
from kentongan.rooms.news.rules.commenting import Policy
from kentongan.rooms.news.rules.words import CommentState
from kentongan.rooms.people import api as people

ECHO_DAYS, ECHO_WORDS = 7, 5  # fewer words are said by many who mean them
UNDECIDED = (CommentState.WAITING, CommentState.SPAM)


@dataclass(frozen=True)
class Typed:
    """What stood in the form, and what the form knows of itself."""

    name: str
    email: str
    words: str
    is_told: bool = False
    trap: str = ""
    seconds: float | None = None


@transaction.atomic
def write_comment(
    *, article_id: UUID, typed: Typed, parent_id: UUID | None = None, language: str = "id",
    by: Acting, now: datetime,
) -> Comment:  # fmt: skip
    """
    Keep a comment until an editor decides; the same words of the same address are one comment.

    What an editor writes is marked as an answer of the house; another editor decides on it.

    Raises WrongInput with `fields`, CommentsClosed, CommentsNeedAccount, WriterBlocked,
    TooManyWait, SaidAlready, NoSuchArticle, NoSuchComment. Floods are stopped by the caller.
    """
    policy = get_policy()
    article = _get_open_article(article_id, policy=policy, now=now)
    if policy.needs_account and not (isinstance(by, people.Actor) and by.is_known):
        raise CommentsNeedAccount
    is_official = isinstance(by, people.Actor) and can_edit(by)
    kept = _tidy(typed, policy=policy, is_official=is_official)
    check_not_blocked(kept.email)
    parent = _find_parent(article, parent_id)
    same = _find_same(article, kept)
    if same is not None:
        return same
    _check_room(article, policy=policy)
    verdict = _judge(kept, article=article, policy=policy, now=now)
    return _keep(
        Comment(
            id=make_key(), article=article, parent=parent, name=kept.name, words=kept.words,
            email_sealed=vault.seal(kept.email, purpose=PURPOSE),
            email_index=index_email(kept.email), language=language, is_told=kept.is_told,
            state=CommentState.SPAM if verdict.is_spam else CommentState.WAITING,
            score=verdict.points, signs=list(verdict.reasons),
            fingerprint=commenting.make_fingerprint(kept.words), made_at=now,
            is_official=is_official, written_by_id=getattr(by, "user_id", None),
        ),
        by=by, now=now,
    )  # fmt: skip


def _get_open_article(article_id: UUID, *, policy: Policy, now: datetime) -> Article:
    article = Article.objects.published().filter(pk=article_id).first()
    if article is None:
        raise NoSuchArticle
    is_open = commenting.is_open(
        published_at=article.published_at, now=now, days=policy.closed_after_days
    )
    if not article.takes_comments or not is_open:
        raise CommentsClosed
    return article


def _tidy(typed: Typed, *, policy: Policy, is_official: bool) -> Typed:
    kept = Typed(
        commenting.tidy_name(typed.name), typed.email.strip(), commenting.tidy_words(typed.words),
        typed.is_told, typed.trap, typed.seconds,
    )  # fmt: skip
    wrong: dict[str, str | Lazy] = {}
    if not 1 <= len(kept.name) <= commenting.LONGEST_NAME:
        wrong["name"] = _("Write a name of at most 60 letters.")
    elif not is_official and commenting.make_skeleton(kept.name) in policy.reserved_names:
        wrong["name"] = _("Only the house writes under this name. Please choose another one.")
    if not is_address(kept.email):
        wrong["email"] = _("This is not an e-mail address.")
    if len(kept.words) < commenting.SHORTEST_WORDS:
        wrong["words"] = _("Write your comment here.")
    elif len(kept.words) > policy.longest:
        wrong["words"] = _("This is too long. Please shorten it a little.")
    if wrong:
        raise WrongInput(fields=wrong)
    return kept


def _find_parent(article: Article, parent_id: UUID | None) -> Comment | None:
    """Return what is answered; an answer to an answer stands beside it: one level."""
    if parent_id is None:
        return None
    rows = Comment.objects.filter(article=article, state=CommentState.SHOWN)
    found = rows.select_related("parent").filter(pk=parent_id).first()
    if found is None:
        raise NoSuchComment
    return found.parent or found


def _find_same(article: Article, kept: Typed) -> Comment | None:
    """Return the same comment while it waits; raises SaidAlready when it was decided on."""
    same = Comment.objects.filter(
        article=article, email_index=index_email(kept.email),
        fingerprint=commenting.make_fingerprint(kept.words),
    ).first()  # fmt: skip
    if same is not None and same.state not in UNDECIDED:
        # Its words may be read by everybody: they prove nothing about who wrote it.
        raise SaidAlready(fields={"words": SaidAlready.message})
    return same


def _check_room(article: Article, *, policy: Policy) -> None:
    undecided = Comment.objects.filter(state__in=UNDECIDED)
    most = policy.most_waiting_of_article
    if undecided.filter(article=article)[:most].count() >= most:
        raise TooManyWait
    if undecided[: policy.most_waiting].count() >= policy.most_waiting:
        raise TooManyWait


def _judge(kept: Typed, *, article: Article, policy: Policy, now: datetime) -> spam.Verdict:
    echoes = 0
    if len(kept.words.split()) >= ECHO_WORDS:
        rows = Comment.objects.filter(
            fingerprint=commenting.make_fingerprint(kept.words),
            made_at__gt=now - timedelta(days=ECHO_DAYS),
        )
        echoes = rows[: spam.MOST_ECHOES].count()
    seen = spam.Seen(kept.name, kept.words, kept.trap, kept.seconds, echoes)
    return spam.judge(
        seen, weighed=policy.weighed, most_links=policy.most_links, spam_from=policy.spam_from
    )


def _keep(comment: Comment, *, by: Acting, now: datetime) -> Comment:
    """Keep it, or return the one that came in the same moment."""
    found, is_new = Comment.objects.get_or_create(
        article_id=comment.article_id, email_index=comment.email_index,
        fingerprint=comment.fingerprint,
        defaults={
            field.attname: getattr(comment, field.attname)
            for field in Comment._meta.concrete_fields  # noqa: SLF001 - Django's own door
            if field.attname not in {"article_id", "email_index", "fingerprint"}
        },
    )  # fmt: skip
    if is_new:
        audit.record(
            by=by, action="news.comment_written", subject=f"comment:{found.pk}", now=now,
            detail={"state": found.state, "score": found.score}, topics=("news.comments",),
        )  # fmt: skip
    return found
