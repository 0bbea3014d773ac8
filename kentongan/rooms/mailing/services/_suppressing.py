"""Sending nothing more to an address, and forgetting it but for its blind index."""

from datetime import datetime

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.mailing.models import Reader, Suppression
from kentongan.rooms.mailing.services._leaving import end_reading


def suppress_reader(reader: Reader, *, reason: str, status: str, now: datetime) -> None:
    """Put the reader's address on the list; a second time changes nothing."""
    if reader.email_index is None:
        return
    Suppression.objects.get_or_create(
        email_index=bytes(reader.email_index),
        defaults={"reason": reason, "status": status[:12], "since": now},
    )
    end_reading(reader, state=Reader.State.STOPPED, now=now)
    audit.record(
        by=CLOCK, action="mailing.suppressed", subject=f"reader:{reader.pk}", now=now,
        detail={"reason": reason},
    )  # fmt: skip
