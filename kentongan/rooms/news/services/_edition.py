"""Telling every process that what everybody reads has changed."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from kentongan.foundation.actors import Acting
from kentongan.rooms.news.models import Edition
from kentongan.rooms.news.queries.edition import forget_edition

KEY = "news"


def count_edition(*, by: Acting, now: datetime) -> None:
    """Count a change of the public pages, in the caller's transaction: a shown comment too."""
    del by  # the caller writes the audit line of what changed
    changed = Edition.objects.filter(key=KEY).update(number=F("number") + 1, changed_at=now)
    if not changed:
        Edition.objects.get_or_create(key=KEY, defaults={"number": 1, "changed_at": now})
    transaction.on_commit(forget_edition)
