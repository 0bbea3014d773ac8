"""Complaints of readers, withdrawals of writers, and what is forgotten after a while."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.news.errors import NoSuchComment
from kentongan.rooms.news.models import Comment, CommentComplaint
from kentongan.rooms.news.queries.policy import get_policy
from kentongan.rooms.news.queries.writers import index_email
from kentongan.rooms.news.rules.commenting import tidy_words
from kentongan.rooms.news.rules.words import CommentState, ComplaintKind
from kentongan.rooms.news.services._edition import count_edition
from kentongan.rooms.people import api as people

MOST_COMPLAINTS, LONGEST = 20, 1000  # open ones of a comment; more only count
BATCH = 500


@transaction.atomic
def complain(
    *, comment_id: UUID, kind: ComplaintKind, words: str = "", by: Acting, now: datetime
) -> Comment:  # fmt: skip
    """Say what is wrong with a shown comment; editors answer within 2 x 24 hours of the first."""
    rows = Comment.objects.select_for_update().filter(state=CommentState.SHOWN)
    comment = rows.filter(pk=comment_id).first()
    if comment is None:
        raise NoSuchComment
    open_ones = CommentComplaint.objects.filter(comment=comment, settled_at=None)
    if open_ones[:MOST_COMPLAINTS].count() < MOST_COMPLAINTS:
        CommentComplaint.objects.create(
            comment=comment, kind=kind, words=tidy_words(words)[:LONGEST], made_at=now
        )
    comment.report_count = F("report_count") + 1
    comment.reported_at = comment.reported_at or now
    comment.save(update_fields=["report_count", "reported_at"])
    audit.record(
        by=by, action="news.comment_complained_of", subject=f"comment:{comment.pk}", now=now,
        detail={"kind": kind.value}, topics=("news.comments",),
    )  # fmt: skip
    return comment


@transaction.atomic
def withdraw_comment(*, comment_id: UUID, by: Acting, now: datetime) -> None:
    """Take a comment back: name, address and words are erased; answers to it stay."""
    comment = Comment.objects.select_for_update().filter(pk=comment_id).first()
    if comment is None:
        raise NoSuchComment
    _erase(comment, by=by, now=now)


@transaction.atomic
def forget_writer(person_id: UUID, *, by: Acting, now: datetime) -> None:
    """Erase the comments of a person's e-mail address. UU 27/2022 pasal 8 and 16."""
    email = people.get_contact(person_id).email
    if not email:
        return
    rows = Comment.objects.select_for_update().filter(email_index=index_email(email))
    for comment in rows:
        _erase(comment, by=by, now=now)


@transaction.atomic
def purge_comments(*, by: Acting, now: datetime) -> int:
    """Delete spam and refused comments whose time is over; returns how many."""
    policy = get_policy()
    count = 0
    for state, days in (
        (CommentState.SPAM, policy.keep_spam_days),
        (CommentState.REFUSED, policy.keep_refused_days),
    ):
        old = Comment.objects.filter(state=state, made_at__lt=now - timedelta(days=days))
        ids = list(old.order_by("made_at").values_list("pk", flat=True)[:BATCH])
        count += Comment.objects.filter(pk__in=ids, replies=None).delete()[0]
    if count:
        audit.record(
            by=by, action="news.comments_purged", subject="news", now=now, detail={"count": count}
        )
    return count


def _erase(comment: Comment, *, by: Acting, now: datetime) -> None:
    was = comment.state
    if was == CommentState.WITHDRAWN:
        return
    comment.complaints.all().delete()
    comment.state, comment.reason, comment.signs = CommentState.WITHDRAWN, "", []
    comment.name = comment.words = ""
    comment.email_sealed = comment.email_index = comment.reported_at = None
    comment.fingerprint, comment.decided_at = b"", now
    comment.save()
    audit.record(
        by=by, action="news.comment_withdrawn", subject=f"comment:{comment.pk}", now=now,
        detail={"was": was}, topics=("news.comments",),
    )  # fmt: skip
    if was == CommentState.SHOWN:
        count_edition(by=by, now=now)
