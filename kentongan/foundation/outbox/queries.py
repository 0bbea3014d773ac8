"""What the operator may ask of the outbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kentongan.foundation.errors import NotFound
from kentongan.foundation.outbox.models import KeptMail, Mail, State
from kentongan.foundation.outbox.sealed import unseal_address, unseal_words

PAGE = 25


@dataclass(frozen=True)
class Letter:
    """A kept letter as it is shown; `text` only where one letter is read."""

    id: UUID
    to: str
    subject: str
    created_at: datetime
    text: str = ""
    headers: tuple[tuple[str, str], ...] = ()  # what a mail program makes its buttons of


def list_kept(*, before: UUID | None = None) -> tuple[list[Letter], UUID | None]:
    """Return a page of kept letters, newest first, and the key after which the next page begins."""
    letters = KeptMail.objects.order_by("-id").defer("body_sealed")
    if before is not None:
        letters = letters.filter(pk__lt=before)
    found = [
        Letter(kept.pk, unseal_address(kept.to_sealed), kept.subject, kept.created_at)
        for kept in letters[: PAGE + 1]
    ]
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


def get_kept(kept_id: UUID) -> Letter:
    """Return one kept letter with its words; raises NotFound."""
    kept = KeptMail.objects.filter(pk=kept_id).first()
    if kept is None:
        raise NotFound
    words = unseal_words(kept.body_sealed)
    return Letter(
        kept.pk, unseal_address(kept.to_sealed), kept.subject, kept.created_at,
        words.text, words.headers,
    )  # fmt: skip


def count_failed(*, since: datetime) -> int:
    """Count letters given up since a moment."""
    return Mail.objects.filter(state=State.FAILED, next_try_at__gte=since).count()


def get_oldest_wait(*, now: datetime) -> timedelta:
    """Return for how long the oldest letter that should be gone has been waiting."""
    due = Mail.objects.filter(state=State.QUEUED, next_try_at__lte=now).order_by("next_try_at")
    oldest = due.values_list("next_try_at", flat=True).first()
    return now - oldest if oldest else timedelta(0)
