"""Digests: composed by the clock, worded by an editor, approved by another."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.keys import make_key
from kentongan.rooms.mailing.errors import NoSuchMailing, NothingToSend, NotThisState, WordsChanged
from kentongan.rooms.mailing.models import AnnouncedItem, Delivery, Mailing
from kentongan.rooms.mailing.permissions import check_can_edit, check_is_not_author
from kentongan.rooms.mailing.queries.editions import has_words, list_items
from kentongan.rooms.mailing.queries.plan import read_plan
from kentongan.rooms.mailing.rules.editions import (
    WEEK,
    find_daily,
    find_next_weekly,
    is_reminder_due,
)
from kentongan.rooms.mailing.services._reminding import remind_editors
from kentongan.rooms.mailing.services._starting import queue
from kentongan.rooms.people import api as people

OPEN = (Mailing.State.DRAFT, Mailing.State.REVIEW)
DAY = timedelta(days=1)


def compose_due(*, by: Acting, now: datetime) -> None:
    """Open the next weekly edition, start the daily one, remind of what nobody approved."""
    _compose_daily(by=by, now=now)
    edition = _open_weekly(by=by, now=now)
    if is_reminder_due(due_at=edition.due_at, reminded_at=edition.reminded_at, now=now):
        _remind(edition, by=by, now=now)


@transaction.atomic
def write_words(
    edition_id: UUID, *, words_id: str, words_en: str, version: int, by: people.Actor, now: datetime
) -> None:
    """Keep an editor's words; they have to be approved (again). Raises NotThisState."""
    edition = _lock(edition_id, by=by)
    if edition.state not in OPEN or edition.version != version:
        raise NotThisState
    edition.words_id, edition.words_en = words_id.strip(), words_en.strip()
    edition.state, edition.written_by_id = Mailing.State.DRAFT, by.user_id
    edition.version += 1
    edition.save(update_fields=["words_id", "words_en", "state", "written_by", "version"])
    _record(edition, "worded", by=by, now=now)


@transaction.atomic
def submit_with_words(
    edition_id: UUID, *, words_id: str, words_en: str, version: int, by: people.Actor, now: datetime
) -> None:
    """Hand an edition on with what was typed last, so that nothing typed is lost."""
    edition = _lock(edition_id, by=by)
    if has_words(edition, words_id=words_id, words_en=words_en):
        submit_edition(edition_id, version=version, by=by, now=now)
        return
    write_words(
        edition_id, words_id=words_id, words_en=words_en, version=version, by=by, now=now
    )  # fmt: skip
    submit_edition(edition_id, version=version + 1, by=by, now=now)


@transaction.atomic
def approve_words(
    edition_id: UUID, *, words_id: str, words_en: str, version: int, by: people.Actor, now: datetime
) -> None:
    """Approve an edition whose words are still those that were looked at. Raises WordsChanged."""
    edition = _lock(edition_id, by=by)
    if not has_words(edition, words_id=words_id, words_en=words_en):
        raise WordsChanged
    approve_edition(edition_id, version=version, by=by, now=now)


@transaction.atomic
def submit_edition(edition_id: UUID, *, version: int, by: people.Actor, now: datetime) -> None:
    """Hand an edition to a second editor; who hands it in counts as its author."""
    edition = _lock(edition_id, by=by)
    if edition.state != Mailing.State.DRAFT or edition.version != version:
        raise NotThisState
    if not list_items(edition, now=now):
        raise NothingToSend
    edition.state, edition.submitted_at = Mailing.State.REVIEW, now
    edition.written_by_id = edition.written_by_id or by.user_id
    edition.save(update_fields=["state", "submitted_at", "written_by"])
    _record(edition, "submitted", by=by, now=now)


@transaction.atomic
def approve_edition(edition_id: UUID, *, version: int, by: people.Actor, now: datetime) -> None:
    """
    Let an edition go at its time, or now when that has come; what is published later waits a week.

    Raises NotYours for its author, NotThisState when it changed since it was looked at.
    """
    edition = _lock(edition_id, by=by)
    check_is_not_author(by, edition)
    if edition.state != Mailing.State.REVIEW or edition.version != version:
        raise NotThisState
    if not list_items(edition, now=now):
        raise NothingToSend
    edition.state, edition.approved_at, edition.until = Mailing.State.APPROVED, now, now
    edition.approved_by_id = by.user_id
    edition.save(update_fields=["state", "approved_at", "until", "approved_by"])
    queue(edition.pk, at=max(edition.due_at, now))
    _record(edition, "approved", by=by, now=now)


@transaction.atomic
def repeat_doubtful(edition_id: UUID, *, by: people.Actor, now: datetime) -> int:
    """Send again what was in doubt when a sender died; an editor's decision. Returns how many."""
    edition = _lock(edition_id, by=by)
    doubtful = edition.deliveries.filter(state=Delivery.State.DOUBTFUL)
    count = doubtful.update(
        state=Delivery.State.WAITING, journal="", next_try_at=now, ended_at=None
    )
    if count:
        Mailing.objects.filter(pk=edition.pk).update(state=Mailing.State.SENDING, ended_at=None)
        queue(edition.pk)
        _record(edition, "repeated", by=by, now=now)
    return count


@transaction.atomic
def _compose_daily(*, by: Acting, now: datetime) -> None:
    """Write today's digest once; it needs nobody, as every item of it was approved elsewhere."""
    due_at = find_daily(localtime(now), at=read_plan().daily_at)
    kind = Mailing.Kind.DAILY
    if due_at is None or Mailing.objects.filter(kind=kind, due_at=due_at).exists():
        return
    last = Mailing.objects.filter(kind=kind).order_by("-due_at").first()
    since = last.until if last and last.until else due_at - DAY
    if not AnnouncedItem.objects.filter(announced_at__gte=since, retracted_at=None).exists():
        return
    edition, is_new = Mailing.objects.get_or_create(
        kind=kind, due_at=due_at,
        defaults={
            "id": make_key(), "state": Mailing.State.APPROVED, "since": since, "until": now,
            "approved_at": now, "created_at": now,
        },
    )  # fmt: skip
    if is_new:
        queue(edition.pk)
        _record(edition, "composed", by=by, now=now)


@transaction.atomic
def _open_weekly(*, by: Acting, now: datetime) -> Mailing:
    """Return the edition that editors work on, opened where there is none."""
    weekly = Mailing.objects.filter(kind=Mailing.Kind.WEEKLY)
    found = weekly.filter(state__in=OPEN).order_by("due_at").first()
    if found is not None:
        return found
    plan = read_plan()
    last = weekly.filter(until__isnull=False).order_by("-due_at").first()
    after = max(localtime(now), localtime(last.due_at)) if last else localtime(now)
    edition, is_new = Mailing.objects.get_or_create(
        kind=Mailing.Kind.WEEKLY,
        due_at=find_next_weekly(after, weekday=plan.weekly_on, at=plan.weekly_at),
        defaults={
            "id": make_key(), "since": (last and last.until) or now - WEEK, "created_at": now,
        },
    )  # fmt: skip
    if is_new:
        _record(edition, "opened", by=by, now=now)
    return edition


@transaction.atomic
def _remind(edition: Mailing, *, by: Acting, now: datetime) -> None:
    mine = Mailing.objects.filter(pk=edition.pk, state__in=OPEN, reminded_at=edition.reminded_at)
    if not mine.update(reminded_at=now):
        return
    fresh = AnnouncedItem.objects.filter(announced_at__gte=edition.since, retracted_at=None)
    if fresh.exists():
        remind_editors(edition, by=by, now=now)


def _lock(edition_id: UUID, *, by: people.Actor) -> Mailing:
    check_can_edit(by, keeper=read_plan().keeper)
    rows = Mailing.objects.select_for_update(of=("self",)).exclude(kind=Mailing.Kind.AT_ONCE)
    edition = rows.filter(pk=edition_id).first()
    if edition is None:
        raise NoSuchMailing
    return edition


def _record(edition: Mailing, verb: str, *, by: Acting, now: datetime) -> None:
    audit.record(by=by, action=f"mailing.{verb}", subject=f"mailing:{edition.pk}", now=now)
