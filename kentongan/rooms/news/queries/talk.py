"""What readers say below an article, in threads of one level; and one's own comment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.core import signing

from kentongan.rooms.news.errors import NoSuchArticle, NoSuchComment
from kentongan.rooms.news.models import Article, Comment
from kentongan.rooms.news.queries.addresses import get_path
from kentongan.rooms.news.queries.policy import get_policy
from kentongan.rooms.news.queries.writers import OWN_SALT
from kentongan.rooms.news.rules import commenting
from kentongan.rooms.news.rules.words import CommentState, State

MOST_BELOW_ARTICLE, PAGE = 60, 30
STAMP_SALT = "news.comment_form"
DAY = 24 * 3600
STAMP_SECONDS = 30 * DAY  # pages are kept for long
SHOWN = (CommentState.SHOWN, CommentState.WITHDRAWN)


@dataclass(frozen=True)
class ShownComment:
    """A comment as everybody reads it, with what was answered."""

    id: UUID
    name: str
    words: str
    made_at: datetime
    is_official: bool
    is_withdrawn: bool
    replies: list["ShownComment"] = field(default_factory=list)


@dataclass(frozen=True)
class Talk:
    """What stands below an article."""

    url: str  # of the page with the form
    threads: Sequence[ShownComment]
    count: int
    is_open: bool
    needs_account: bool
    stamp: str
    next_key: str = ""
    has_more: bool = False


def get_talk(article: Article, *, now: datetime) -> Talk:
    """Return the first comments of an article for its page: one question to the database."""
    rows = Comment.objects.filter(article=article, state__in=SHOWN).order_by("made_at", "id")
    found = list(rows[: MOST_BELOW_ARTICLE + 1])
    threads = _thread(found[:MOST_BELOW_ARTICLE])
    return _make(
        article,
        threads,
        now=now,
        has_more=len(found) > MOST_BELOW_ARTICLE,
        is_kept=True,
    )


def list_talk(article: Article, *, after: str = "", now: datetime) -> Talk:
    """Return a page of threads, whole; `after` is the key of the page before."""
    tops = Comment.objects.filter(article=article, state__in=SHOWN, parent=None)
    key = read_key(after)
    if key is not None:
        tops = tops.filter(made_at__gte=key[0]).exclude(made_at=key[0], id__lte=key[1])
    found = list(tops.order_by("made_at", "id")[: PAGE + 1])
    page = found[:PAGE]
    replies = Comment.objects.filter(parent__in=[one.pk for one in page], state=CommentState.SHOWN)
    threads = _thread([*page, *replies.order_by("made_at", "id")])
    next_key = make_key(page[-1].made_at, page[-1].pk) if len(found) > PAGE else ""
    return _make(article, threads, now=now, next_key=next_key)


def get_commented(*, year: int, slug: str) -> Article:
    """Return a published article by its address; raises NoSuchArticle."""
    rows = Article.objects.filter(slug=slug, state=State.PUBLISHED)
    article = rows.select_related("category").first()
    if article is None or article.year != year:
        raise NoSuchArticle
    return article


def get_shown(comment_id: UUID) -> Comment:
    """Return a comment that everybody reads; raises NoSuchComment."""
    rows = Comment.objects.filter(pk=comment_id, state=CommentState.SHOWN)
    comment = rows.filter(article__state=State.PUBLISHED).select_related("article").first()
    if comment is None:
        raise NoSuchComment
    return comment


def get_own(token: str) -> Comment:
    """Return the comment a writer's link is for; raises NoSuchComment."""
    try:
        key = UUID(signing.loads(token, salt=OWN_SALT))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NoSuchComment from error
    comment = Comment.objects.select_related("article").filter(pk=key).first()
    if comment is None:
        raise NoSuchComment
    return comment


def make_stamp(article_id: UUID, *, now: datetime, is_kept: bool = False) -> str:
    """
    Return what a form proves by that it was drawn here, for this article, and when.

    A page that is kept for all says the day only, so that it is the same in every process.
    """
    seconds = int(now.timestamp())
    drawn = seconds - seconds % DAY if is_kept else seconds
    return signing.Signer(salt=STAMP_SALT).sign_object([article_id.hex, drawn])


def read_stamp(text: str, *, article_id: UUID, now: datetime) -> float | None:
    """Return how many seconds ago the form was drawn; None when it proves nothing."""
    try:
        hex_id, drawn = signing.Signer(salt=STAMP_SALT).unsign_object(text)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    seconds = now.timestamp() - drawn
    return seconds if hex_id == article_id.hex and 0 <= seconds < STAMP_SECONDS else None


def make_key(at: datetime, pk: UUID) -> str:
    """Return where the next page begins."""
    return f"{at.isoformat()}|{pk}"


def read_key(text: str) -> tuple[datetime, UUID] | None:
    """Return what make_key wrote; None for anything else."""
    moment, _, key = text.partition("|")
    try:
        at = datetime.fromisoformat(moment)
        return (at, UUID(key)) if at.tzinfo is not None else None
    except ValueError:
        return None


def _thread(rows: Sequence[Comment]) -> list[ShownComment]:
    """Put answers under what they answer; a withdrawn one stays only where it was answered."""
    shown = {row.pk: _show(row) for row in rows}
    tops = []
    for row in rows:
        parent = shown.get(row.parent_id) if row.parent_id else None
        if row.parent_id is None:
            tops.append(shown[row.pk])
        elif parent is not None and row.state == CommentState.SHOWN:
            parent.replies.append(shown[row.pk])
    return [top for top in tops if top.replies or not top.is_withdrawn]


def _show(row: Comment) -> ShownComment:
    return ShownComment(
        row.pk, row.name, row.words, row.made_at, row.is_official,
        is_withdrawn=row.state == CommentState.WITHDRAWN,
    )  # fmt: skip


def _make(
    article: Article, threads: Sequence[ShownComment], *, now: datetime, next_key: str = "",
    has_more: bool = False, is_kept: bool = False,
) -> Talk:  # fmt: skip
    policy = get_policy()
    is_open = article.takes_comments and commenting.is_open(
        published_at=article.published_at, now=now, days=policy.closed_after_days
    )
    return Talk(
        url=f"{get_path(article)}komentar/",
        threads=threads,
        count=sum(len(one.replies) + (not one.is_withdrawn) for one in threads),
        is_open=is_open,
        needs_account=policy.needs_account,
        stamp=make_stamp(article.pk, now=now, is_kept=is_kept),
        next_key=next_key,
        has_more=has_more,
    )
