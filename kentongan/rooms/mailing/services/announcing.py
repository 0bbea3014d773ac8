"""Keeping what other rooms tell, and sending at once what is wanted at once."""

from datetime import datetime

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.mailing.models import AnnouncedItem
from kentongan.rooms.mailing.rules.items import Item, list_ancestors, list_districts, shorten
from kentongan.rooms.mailing.services._starting import start_at_once

LONGEST_TITLE = 200


@transaction.atomic
def announce(item: Item, *, by: Acting, now: datetime) -> None:
    """
    Keep an item: readers who want its topic at once get it by the queue, others in their digest.

    The same key again replaces its words and mails nobody twice.
    """
    facts = {
        "topic": item.topic,
        "topics": list_ancestors(item.topic),
        "path": item.path,
        "districts": list_districts(item.places),
        "is_urgent": item.urgent,
        "published_at": item.published_at,
        "ends_at": item.ends_at,
        "retracted_at": None,
        **_read_words(item),
    }
    kept, is_new = AnnouncedItem.objects.update_or_create(
        key=item.key, defaults=facts, create_defaults={**facts, "announced_at": now}
    )
    if is_new:
        start_at_once(kept, now=now)
    action = "mailing.announced" if is_new else "mailing.corrected"
    audit.record(by=by, action=action, subject=f"item:{item.key}", now=now)


@transaction.atomic
def retract(key: str, *, by: Acting, now: datetime) -> None:
    """Leave an item out of every mail that was not sent yet; silent when there is none."""
    found = AnnouncedItem.objects.filter(key=key, retracted_at=None).update(retracted_at=now)
    if found:
        audit.record(by=by, action="mailing.retracted", subject=f"item:{key}", now=now)


def _read_words(item: Item) -> dict[str, str]:
    return {
        **{f"title_{lang}": shorten(item.title.get(lang, ""), limit=LONGEST_TITLE)
           for lang in ("id", "en")},
        **{f"words_{lang}": shorten(item.words.get(lang, "")) for lang in ("id", "en")},
    }  # fmt: skip
