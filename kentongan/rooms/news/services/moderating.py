"""What editors decide on comments; each decision can be taken back, none loses a word."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation.audit import chain as audit
from kentongan.rooms.news.errors import (
    CannotDecide,
    NoAddress,
    NoReason,
    NoSuchComment,
    OwnComment,
)
from kentongan.rooms.news.models import Comment, CommentBlock, CommentComplaint
from kentongan.rooms.news.permissions import check_can_edit
from kentongan.rooms.news.rules.commenting import SHORTEST_REASON
from kentongan.rooms.news.rules.words import CommentState
from kentongan.rooms.news.services._edition import count_edition
from kentongan.rooms.news.services._telling_writers import tell_writer
from kentongan.rooms.people import api as people

State = CommentState


@transaction.atomic
def accept_comment(*, comment_id: UUID, by: people.Actor, now: datetime) -> Comment:
    """Show a comment to everybody. Raises OwnComment, CannotDecide, NoSuchComment."""
    comment = _lock(comment_id, by=by)
    if comment.written_by_id is not None and comment.written_by_id == by.user_id:
        raise OwnComment
    return _decide(comment, State.SHOWN, by=by, now=now)


@transaction.atomic
def refuse_comment(*, comment_id: UUID, reason: str, by: people.Actor, now: datetime) -> Comment:
    """Do not show a comment, or take it down; its writer reads the reason. Raises NoReason."""
    _check_reason(reason)
    comment = _lock(comment_id, by=by)
    return _decide(comment, State.REFUSED, reason=reason, by=by, now=now)


@transaction.atomic
def mark_spam(*, comment_id: UUID, by: people.Actor, now: datetime) -> Comment:
    """Put a comment into the box of spam; nobody is written to."""
    return _decide(_lock(comment_id, by=by), State.SPAM, by=by, now=now)


@transaction.atomic
def undo_decision(*, comment_id: UUID, by: people.Actor, now: datetime) -> Comment:
    """Let a comment wait again, as if nothing had been decided."""
    return _decide(_lock(comment_id, by=by), State.WAITING, by=by, now=now)


@transaction.atomic
def keep_comment(*, comment_id: UUID, by: people.Actor, now: datetime) -> Comment:
    """Leave a comment shown that readers complained of: its complaints are answered."""
    comment = _lock(comment_id, by=by)
    if comment.state != State.SHOWN or comment.reported_at is None:
        raise CannotDecide
    _settle_complaints(comment, now=now)
    comment.save(update_fields=["reported_at"])
    _record(comment, "news.comment_kept", by=by, now=now)
    return comment


@transaction.atomic
def block_writer(
    *, comment_id: UUID, reason: str, by: people.Actor, now: datetime
) -> CommentBlock:  # fmt: skip
    """Take in no more comments of an address, without showing it; it is told why. NoAddress."""
    _check_reason(reason)
    comment = _lock(comment_id, by=by)
    if comment.email_index is None:
        raise NoAddress
    block, is_new = CommentBlock.objects.get_or_create(
        email_index=bytes(comment.email_index), lifted_at=None,
        defaults={"name": comment.name, "reason": reason.strip(), "blocked_by_id": by.user_id,
                  "blocked_at": now},
    )  # fmt: skip
    _decide(comment, State.REFUSED, reason=reason, by=by, now=now, is_silent=True)
    if is_new:
        tell_writer(comment, what="blocked", by=by, now=now)
        audit.record(by=by, action="news.writer_blocked", subject=f"comment-block:{block.pk}",
                     now=now, topics=("news.comments",))  # fmt: skip
    return block


@transaction.atomic
def lift_block(*, block_id: int, by: people.Actor, now: datetime) -> None:
    """Take the comments of an address in again."""
    check_can_edit(by)
    block = CommentBlock.objects.select_for_update().filter(pk=block_id, lifted_at=None).first()
    if block is None:
        return
    block.lifted_at = now
    block.save(update_fields=["lifted_at"])
    audit.record(by=by, action="news.writer_unblocked", subject=f"comment-block:{block.pk}",
                 now=now, topics=("news.comments",))  # fmt: skip


def _lock(comment_id: UUID, *, by: people.Actor) -> Comment:
    check_can_edit(by)
    rows = Comment.objects.select_for_update(of=("self",)).select_related("article")
    comment = rows.filter(pk=comment_id).exclude(state=State.WITHDRAWN).first()
    if comment is None:
        raise NoSuchComment
    return comment


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        text = NoReason.message % {"minimum": SHORTEST_REASON}
        raise NoReason(minimum=SHORTEST_REASON, fields={"reason": text})


def _decide(
    comment: Comment, state: State, *, reason: str = "", by: people.Actor, now: datetime,
    is_silent: bool = False,
) -> Comment:  # fmt: skip
    was = comment.state
    if was == state:
        return comment  # decided twice is decided once
    waits = state == State.WAITING
    comment.state, comment.reason = state, reason.strip()
    comment.decided_at, comment.decided_by_id = (None, None) if waits else (now, by.user_id)
    if state != State.SHOWN:
        _settle_complaints(comment, now=now)
    comment.save(update_fields=["state", "reason", "decided_at", "decided_by", "reported_at"])
    _record(comment, f"news.comment_{state.value}", by=by, now=now, was=was)
    if State.SHOWN in {was, state}:
        count_edition(by=by, now=now)
    if state in {State.SHOWN, State.REFUSED} and not is_silent:
        what = "removed" if was == State.SHOWN else state.value
        tell_writer(comment, what=what, by=by, now=now)
    return comment


def _settle_complaints(comment: Comment, *, now: datetime) -> None:
    if comment.reported_at is not None:
        CommentComplaint.objects.filter(comment=comment, settled_at=None).update(settled_at=now)
        comment.reported_at = None


def _record(
    comment: Comment, action: str, *, by: people.Actor, now: datetime, was: str = ""
) -> None:  # fmt: skip
    audit.record(
        by=by, action=action, subject=f"comment:{comment.pk}", now=now, detail={"was": was},
        topics=("news.comments",),
    )  # fmt: skip
