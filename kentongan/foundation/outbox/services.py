"""
Post, deliver, keep and purge e-mail.

A letter is sent at least once: killed between sending and noting it, a worker sends it again with
the same Message-ID. Job arguments carry the letter's id and nothing else.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from kentongan.foundation.actors import Acting
from kentongan.foundation.errors import WrongInput
from kentongan.foundation.keys import make_key
from kentongan.foundation.outbox import carriage, sealed
from kentongan.foundation.outbox.models import KeptMail, Mail, State

log = logging.getLogger(__name__)
JOB = "outbox.send_mail"
LONGEST_SUBJECT = 200
EARLY = timedelta(minutes=1)  # clocks of two machines may differ so much
LOST_AFTER = timedelta(minutes=10)
KEPT_DAYS = 90
BATCH = 500


def post_mail(
    *,
    to: str,
    subject: str,
    text: str,
    html: str | None = None,
    language: str,
    about: str,
    by: Acting,
    now: datetime,
) -> UUID:
    """
    Write a letter and its job into the running transaction; returns the letter's id.

    The subject must not hold personal data. Raises WrongInput for what is no e-mail address.
    """
    mail = Mail(
        id=make_key(),
        to_sealed=sealed.seal_address(_check_address(to)),
        subject=_tidy(subject),
        body_sealed=sealed.seal_words(sealed.Words(text=text, html=html)),
        language=language,
        about=about,
        made_by=by.ref,
        next_try_at=now,
        created_at=now,
    )
    with transaction.atomic():
        mail.save(force_insert=True)
        _queue(mail.pk)
    return mail.pk


def deliver_mail(mail_id: UUID, *, by: Acting, now: datetime) -> None:
    """Send a queued letter once; after a fault queue it again, later each time, for two days."""
    del by
    with transaction.atomic():
        letters = Mail.objects.select_for_update(skip_locked=True)
        mail = letters.filter(pk=mail_id, state=State.QUEUED).first()
        if mail is None or mail.next_try_at > now + EARLY:
            return
        mail.tries += 1
        try:
            carriage.hand_over(mail)
        except carriage.FAULTS as fault:
            _note_fault(mail, fault=fault, now=now)
        else:
            mail.state, mail.sent_at, mail.error = State.SENT, now, ""
        mail.save(update_fields=["state", "tries", "next_try_at", "sent_at", "error"])


def requeue_lost(*, by: Acting, now: datetime) -> int:
    """Give a new job to letters whose own was lost; returns how many were due."""
    del by
    due = Mail.objects.filter(state=State.QUEUED, next_try_at__lt=now - LOST_AFTER)
    ids = list(due.order_by("next_try_at").values_list("pk", flat=True)[:BATCH])
    for mail_id in ids:
        try:
            with transaction.atomic():
                _queue(mail_id, is_lost=True)
        except AlreadyEnqueued:
            continue
    return len(ids)


def keep_mail(message: EmailMessage, *, now: datetime) -> UUID:
    """Keep a message instead of sending it, for the page of the operator."""
    html = next((part for part, kind in _list_alternatives(message) if kind == "text/html"), "")
    words = sealed.Words(
        text=str(message.body) or strip_tags(html),
        headers=tuple((n, v) for n, v in message.extra_headers.items() if n.startswith("List-")),
    )
    kept = KeptMail(
        id=make_key(),
        to_sealed=sealed.seal_address(", ".join(message.recipients())),
        subject=_tidy(str(message.subject)),
        body_sealed=sealed.seal_words(words),
        created_at=now,
    )
    kept.save(force_insert=True)
    return kept.pk


def purge_mail(*, now: datetime, days: int = KEPT_DAYS) -> int:
    """Delete letters older than `days` that are no longer on their way; returns how many."""
    before = now - timedelta(days=days)
    count, _ = Mail.objects.filter(created_at__lt=before).exclude(state=State.QUEUED).delete()
    kept, _ = KeptMail.objects.filter(created_at__lt=before).delete()
    return count + kept


def _check_address(address: str) -> str:
    try:
        validate_email(address.strip())
    except ValidationError as error:
        raise WrongInput(fields={"email": _("This is not an e-mail address.")}) from error
    return address.strip()


def _tidy(subject: str) -> str:
    """One line: a line break would begin a new header."""
    return " ".join(subject.split())[:LONGEST_SUBJECT]


def _list_alternatives(message: EmailMessage) -> list[tuple[str, str]]:
    found = getattr(message, "alternatives", None) or []
    return [(str(part[0]), str(part[1])) for part in found]


def _queue(mail_id: UUID, *, at: datetime | None = None, is_lost: bool = False) -> None:
    lock = f"{JOB}:{mail_id}" if is_lost else None
    job = app.configure_task(JOB, schedule_at=at, queueing_lock=lock)
    job.defer(mail_id=str(mail_id))


def _note_fault(mail: Mail, *, fault: Exception, now: datetime) -> None:
    mail.error = carriage.describe(fault)[:80]
    wait = None if carriage.is_final(fault) else carriage.get_wait(tries=mail.tries)
    if wait is None:
        mail.state = State.FAILED
        log.error("mail given up", extra={"mail": str(mail.pk), "fault": mail.error})
        return
    mail.next_try_at = now + wait
    log.warning("mail waits", extra={"mail": str(mail.pk), "fault": mail.error})
    _queue(mail.pk, at=mail.next_try_at)
