"""The queue of comments: what was complained of first, by its clock, then what waits longest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.news.errors import NoSuchComment
from kentongan.rooms.news.models import Comment, CommentBlock, CommentComplaint
from kentongan.rooms.news.permissions import check_can_edit
from kentongan.rooms.news.queries.addresses import get_path
from kentongan.rooms.news.queries.talk import make_key, read_key
from kentongan.rooms.news.rules import spam
from kentongan.rooms.news.rules.commenting import ANSWER_COMPLAINT_WITHIN
from kentongan.rooms.news.rules.words import CommentState
from kentongan.rooms.people import api as people

PAGE, MOST_COUNTED, MOST_BLOCKS = 10, 999, 100
SIGN_NAMES = {
    spam.TRAP: _("filled in what people do not see"),
    spam.UNPROVEN: _("came without our form"),
    spam.TOO_FAST: _("sent within three seconds"),
    spam.LINKS: _("many links"),
    spam.LINK_IN_NAME: _("a link in the name"),
    spam.REPEATED: _("the same over and over"),
    spam.SHOUTED: _("all in capitals"),
    spam.LISTED: _("words of the list"),
    spam.SAID_BEFORE: _("the same words came before"),
    spam.MARKUP: _("written as HTML"),
}


class Box(StrEnum):
    """The boxes of the queue."""

    WAITING = "menunggu"
    COMPLAINED = "keluhan"
    SPAM = "spam"
    REFUSED = "ditolak"
    SHOWN = "tampil"


BOX_NAMES = {
    Box.WAITING: _("Waiting"),
    Box.COMPLAINED: _("Complained of"),
    Box.SPAM: _("Spam"),
    Box.REFUSED: _("Refused"),
    Box.SHOWN: _("Shown"),
}
STATE_OF = {
    Box.WAITING: CommentState.WAITING,
    Box.SPAM: CommentState.SPAM,
    Box.REFUSED: CommentState.REFUSED,
    Box.SHOWN: CommentState.SHOWN,
}
OLDEST_FIRST = {Box.WAITING, Box.COMPLAINED}


@dataclass(frozen=True)
class QueuedComment:
    """A comment as an editor sees it; its address is not shown to editors either."""

    id: UUID
    name: str
    words: str
    answers: str  # the words it answers
    article_title: str
    article_path: str
    state: str
    state_name: str
    reason: str
    signs: Sequence[str]
    made_at: datetime
    complaints: Sequence[CommentComplaint]
    due_at: datetime | None
    is_late: bool
    shown_before: int
    is_mine: bool


@dataclass(frozen=True)
class Queue:
    """A page of a box, and where the next one begins."""

    comments: Sequence[QueuedComment]
    next_key: str


def list_queue(box: Box, *, after: str = "", by: people.Actor, now: datetime) -> Queue:
    """Return a page of a box; `after` is the key of the page before."""
    check_can_edit(by)
    rows = Comment.objects.select_related("article", "parent")
    column = "reported_at" if box is Box.COMPLAINED else "made_at"
    if box is Box.COMPLAINED:
        rows = rows.filter(reported_at__isnull=False, state=CommentState.SHOWN)
    else:
        rows = rows.filter(state=STATE_OF[box])
    found = list(_after(rows, column, after, up=box in OLDEST_FIRST)[: PAGE + 1])
    page = found[:PAGE]
    last = page[-1] if len(found) > PAGE else None
    return Queue(
        _show(page, by=by, now=now), make_key(getattr(last, column), last.pk) if last else ""
    )


def get_queued(comment_id: UUID, *, by: people.Actor, now: datetime) -> QueuedComment:
    """Return one comment, whatever its box; raises NoSuchComment."""
    check_can_edit(by)
    rows = Comment.objects.select_related("article", "parent").filter(pk=comment_id)
    found = list(rows.exclude(state=CommentState.WITHDRAWN))
    if not found:
        raise NoSuchComment
    return _show(found, by=by, now=now)[0]


def count_boxes(*, by: people.Actor, now: datetime) -> dict[Box, int]:
    """Return how many lie in the boxes that want a decision; counted to 999."""
    check_can_edit(by)
    rows = Comment.objects.all()
    shown = rows.filter(reported_at__isnull=False, state=CommentState.SHOWN)
    return {
        Box.WAITING: rows.filter(state=CommentState.WAITING)[:MOST_COUNTED].count(),
        Box.COMPLAINED: shown[:MOST_COUNTED].count(),
        Box.SPAM: rows.filter(state=CommentState.SPAM)[:MOST_COUNTED].count(),
    }


def list_blocks(*, by: people.Actor) -> list[CommentBlock]:
    """Return the addresses that are blocked now, newest first, without the addresses."""
    check_can_edit(by)
    rows = CommentBlock.objects.filter(lifted_at=None).select_related("blocked_by")
    return list(rows[:MOST_BLOCKS])


def _after(rows: QuerySet[Comment], column: str, after: str, *, up: bool) -> QuerySet[Comment]:
    key = read_key(after)
    if key is not None:
        way = "gt" if up else "lt"
        rows = rows.filter(
            Q(**{f"{column}__{way}": key[0]}) | Q(**{column: key[0], f"id__{way}": key[1]})
        )
    sign = "" if up else "-"
    return rows.order_by(f"{sign}{column}", f"{sign}id")


def _show(rows: Sequence[Comment], *, by: people.Actor, now: datetime) -> list[QueuedComment]:
    complaints: dict[UUID, list[CommentComplaint]] = {}
    wanted = [row.pk for row in rows if row.reported_at is not None]
    for one in CommentComplaint.objects.filter(comment__in=wanted, settled_at=None):
        complaints.setdefault(one.comment_id, []).append(one)
    before = _count_shown({bytes(row.email_index) for row in rows if row.email_index is not None})
    return [_show_one(row, complaints.get(row.pk, []), before, by=by, now=now) for row in rows]


def _show_one(
    row: Comment, complaints: Sequence[CommentComplaint], before: dict[bytes, int], *,
    by: people.Actor, now: datetime,
) -> QueuedComment:  # fmt: skip
    due_at = row.reported_at + ANSWER_COMPLAINT_WITHIN if row.reported_at else None
    index = bytes(row.email_index) if row.email_index is not None else b""
    return QueuedComment(
        id=row.pk,
        name=row.name,
        words=row.words,
        answers=row.parent.words if row.parent else "",
        article_title=row.article.title,
        article_path=get_path(row.article),
        state=row.state,
        state_name=row.state_name,
        reason=row.reason,
        signs=[str(SIGN_NAMES[sign]) for sign in row.signs if sign in SIGN_NAMES],
        made_at=row.made_at,
        complaints=complaints,
        due_at=due_at,
        is_late=due_at is not None and due_at < now,
        shown_before=max(0, before.get(index, 0) - (row.state == CommentState.SHOWN)),
        is_mine=row.written_by_id is not None and row.written_by_id == by.user_id,
    )


def _count_shown(indexes: set[bytes]) -> dict[bytes, int]:
    counts: dict[bytes, int] = {}
    rows = Comment.objects.filter(email_index__in=indexes, state=CommentState.SHOWN)
    for index in rows.values_list("email_index", flat=True)[:MOST_COUNTED]:
        if index is not None:
            counts[bytes(index)] = counts.get(bytes(index), 0) + 1
    return counts
