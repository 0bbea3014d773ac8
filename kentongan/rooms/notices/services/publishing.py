"""Publishing, replacing and cancelling: shown, mailed and sent as CAP in one change."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from kentongan.foundation.actors import Acting
from kentongan.rooms.notices.errors import (
    EndedAlready,
    MissingLanguage,
    NeedsSecondEyes,
    NothingToEnd,
    NotInForce,
)
from kentongan.rooms.notices.models import Notice
from kentongan.rooms.notices.permissions import check_can_give_notices
from kentongan.rooms.notices.queries.data import read_data
from kentongan.rooms.notices.queries.wording import both
from kentongan.rooms.notices.rules.words import MessageKind, Sort, State
from kentongan.rooms.notices.services._keeping import keep, lock_draft, lock_notice, note
from kentongan.rooms.notices.services._telling import give_message, mail_end, mail_notice
from kentongan.rooms.people import api as people

BY_NOTAM = gettext_noop("Cancelled by NOTAM %(number)s.")
SHORTEST_REASON = 10
LONGEST_REASON = 300


@transaction.atomic
def publish_notice(
    *, notice_id: UUID, version: int, alone_reason: str = "", by: people.Actor, now: datetime
) -> Notice:
    """
    Show a draft to everybody, send its message, mail who follows; end what it replaces.

    Raises NeedsSecondEyes when who wrote it gives no reason, MissingLanguage, NothingToEnd,
    NotInForce when its time is over.
    """
    check_can_give_notices(by)
    draft = lock_draft(notice_id, version=version)
    reason = " ".join(alone_reason.split())[:LONGEST_REASON]
    _check_second_eyes(draft, by=by, reason=reason)
    _check_whole(draft, now=now)
    _end_by_successor(draft, now=now)
    old = _find_old(draft)
    draft.published_by_id, draft.published_at = by.user_id, now
    is_alone = draft.written_by_id == by.user_id
    draft.alone_reason = reason if is_alone else ""
    draft.follows = old
    draft.state = State.DONE if draft.is_cancelling else State.PUBLISHED
    keep(draft, now=now)
    note(
        draft, "published_alone" if is_alone else "published", by=by, now=now,
        detail={"number": draft.number, "reason": draft.alone_reason},
    )  # fmt: skip
    if draft.is_cancelling and old is not None:
        at = max(draft.starts_at, now)
        _cancel(old, reason=both(BY_NOTAM, number=draft.number), at=at,
                by=by, now=now)  # fmt: skip
        return draft
    if old is not None:
        _replace(old, by_notice=draft, by=by, now=now)
    give_message(draft, MessageKind.UPDATE if old else MessageKind.ALERT, now=now)
    mail_notice(draft, by=by, now=now)
    return draft


def _check_second_eyes(draft: Notice, *, by: people.Actor, reason: str) -> None:
    if draft.written_by_id != by.user_id:
        return
    if not read_data().may_publish_alone or len(reason) < SHORTEST_REASON:
        raise NeedsSecondEyes


def _check_whole(draft: Notice, *, now: datetime) -> None:
    texts = (draft.title_id, draft.title_en, draft.words_id, draft.words_en)
    if not all(text.strip() for text in texts):
        raise MissingLanguage
    if not draft.is_cancelling and draft.ends_at is not None and draft.ends_at <= now:
        raise NotInForce


def _end_by_successor(draft: Notice, *, now: datetime) -> None:
    """Let a NOTAM that came after the one that ends it end in time, or refuse it."""
    if draft.sort != Sort.NOTAM:
        return
    rows = Notice.objects.filter(target=draft.number).exclude(state=State.DRAFT)
    first = rows.order_by("starts_at").first()
    if first is None:
        return
    if first.starts_at <= max(now, draft.starts_at):
        raise EndedAlready(number=draft.number, by=first.number)
    draft.ends_at = min(draft.ends_at or first.starts_at, first.starts_at)
    draft.expected_at = None


def _find_old(draft: Notice) -> Notice | None:
    """Return what the draft ends, locked; a NOTAM names it by its number."""
    if draft.sort == Sort.WARNING:
        return lock_notice(draft.follows_id) if draft.follows_id else None
    if not draft.target:
        return None
    rows = Notice.objects.select_for_update().filter(number=draft.target, state=State.PUBLISHED)
    old = rows.first()
    if old is None and draft.is_cancelling:
        raise NothingToEnd(number=draft.target)
    return old


def _replace(old: Notice, *, by_notice: Notice, by: Acting, now: datetime) -> None:
    """End a notice by its successor; one that begins later leaves it in force until then."""
    if old.state != State.PUBLISHED:
        return
    if by_notice.starts_at > now and by_notice.sort == Sort.NOTAM:
        if old.ends_at is None or old.ends_at > by_notice.starts_at:
            old.ends_at = max(by_notice.starts_at, old.starts_at)
            old.expected_at = None
    else:
        old.state, old.ended_at = State.REPLACED, now
    keep(old, now=now)
    note(old, "replaced", by=by, now=now, detail={"by": str(by_notice.pk)})
    mail_end(old, is_told=False, by=by, now=now)


@transaction.atomic
def cancel_notice(
    *, notice_id: UUID, reason_id: str = "", reason_en: str = "", by: people.Actor, now: datetime
) -> Notice:
    """End a published notice before its time and tell who was told; one click is enough."""
    check_can_give_notices(by)
    notice = lock_notice(notice_id)
    _cancel(notice, reason={"id": reason_id, "en": reason_en}, at=now, by=by, now=now)
    return notice


def _cancel(
    notice: Notice, *, reason: dict[str, str], at: datetime, by: Acting, now: datetime
) -> None:
    is_over = notice.ends_at is not None and notice.ends_at <= now
    if notice.state != State.PUBLISHED or is_over:
        raise NotInForce
    notice.end_reason_id = reason["id"].strip()[:LONGEST_REASON]
    notice.end_reason_en = reason["en"].strip()[:LONGEST_REASON]
    changes = notice.ends_at is None or at < notice.ends_at  # an end is never put off by it
    if at <= now:
        notice.state, notice.ended_at = State.CANCELLED, now
    elif changes:
        notice.ends_at, notice.expected_at = max(at, notice.starts_at), None
    keep(notice, now=now)
    note(notice, "cancelled", by=by, now=now)
    give_message(notice, MessageKind.CANCEL if at <= now else MessageKind.UPDATE, now=now)
    if changes:
        mail_end(notice, is_told=True, by=by, now=now)
