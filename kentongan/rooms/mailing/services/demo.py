"""Readers of the demo, who are invented, and a digest sent to them by the real services."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from kentongan.foundation.actors import CLOCK, Acting
from kentongan.foundation.keys import make_key
from kentongan.rooms.mailing.models import Mailing, Reader, Subscription
from kentongan.rooms.mailing.queries.sealed import index_address, seal_address
from kentongan.rooms.mailing.rules.addresses import get_domain
from kentongan.rooms.mailing.services.editions import (
    approve_edition,
    compose_due,
    submit_edition,
    write_words,
)
from kentongan.rooms.mailing.services.sending import send_mailing
from kentongan.rooms.people import api as people


@transaction.atomic
def load_demo_readers(rows: Sequence[Mapping[str, Any]], *, by: Acting, now: datetime) -> int:
    """Let invented people read, as if they had said yes; only in the demo. Returns how many."""
    del by
    if not settings.DEMO:
        return 0
    for row in rows:
        reader, is_new = Reader.objects.get_or_create(
            email_index=index_address(row["email"]),
            defaults={
                "id": make_key(), "email_sealed": seal_address(row["email"]),
                "domain": get_domain(row["email"]), "language": row.get("language", "id"),
                "agreed_to_clicks": row.get("agreed_to_clicks", False), "confirmed_at": now,
            },
        )  # fmt: skip
        if is_new:
            Subscription.objects.bulk_create(
                Subscription(reader=reader, topic=topic, pace=pace,
                             districts=row.get("districts", []), since=now)
                for topic, pace in row["topics"].items()
            )  # fmt: skip
    return len(rows)


def send_demo_edition(
    words: Mapping[str, str],
    *,
    editors: tuple[people.Actor, people.Actor],
    sent_at: datetime,
    by: Acting,
    now: datetime,
) -> int:
    """Word, approve and send the weekly digest that is open at `now`; returns how many got it."""
    compose_due(by=by, now=now)
    edition = Mailing.objects.filter(kind=Mailing.Kind.WEEKLY).latest("due_at")
    author, other = editors
    write_words(
        edition.pk, words_id=words["id"], words_en=words["en"], version=edition.version,
        by=author, now=now,
    )  # fmt: skip
    edition.refresh_from_db()
    submit_edition(edition.pk, version=edition.version, by=author, now=now)
    approve_edition(edition.pk, version=edition.version, by=other, now=now)
    taken = send_mailing(edition.pk, by=CLOCK, now=sent_at)
    compose_due(by=by, now=sent_at)  # so that next Saturday's is open from the first look on
    return taken
