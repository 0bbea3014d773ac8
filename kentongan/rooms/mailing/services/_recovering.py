"""Deciding for what a dead sender had claimed: by its journal, so nobody gets a mail twice."""

import logging
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from kentongan.rooms.mailing.models import Delivery
from kentongan.rooms.mailing.rules.marks import Verdict, judge, read_marks
from kentongan.rooms.mailing.services._claiming import hold_journal
from kentongan.rooms.mailing.services._journal import hold_dead, read_boot

log = logging.getLogger(__name__)
LOST_AFTER = timedelta(days=1)  # the journal of a machine that never came back
STATES = {
    Verdict.AGAIN: Delivery.State.WAITING,
    Verdict.SENT: Delivery.State.SENT,
    Verdict.DOUBTFUL: Delivery.State.DOUBTFUL,
}


def recover(*, now: datetime) -> None:
    """Read the journals of dead senders of this machine, and settle what they had claimed."""
    folder: Path = settings.MAILING_JOURNALS
    for path in sorted(folder.glob("*.log")):
        with hold_dead(path) as lines:
            if lines is not None:
                _settle_dead(path.stem, lines, now=now)
    lost = Delivery.objects.filter(state=Delivery.State.CLAIMED, claimed_at__lt=now - LOST_AFTER)
    lost.update(state=Delivery.State.DOUBTFUL, ended_at=now)


@transaction.atomic
def _settle_dead(journal: str, lines: list[str], *, now: datetime) -> None:
    hold_journal(journal)
    marks, is_same_boot = read_marks(lines), journal.partition("-")[0] == read_boot()
    claimed = Delivery.objects.select_for_update().filter(
        state=Delivery.State.CLAIMED, journal=journal
    )
    verdicts: dict[Verdict, list[int]] = defaultdict(list)
    for delivery_id in claimed.values_list("pk", flat=True):
        verdict = judge(marks.get(delivery_id), is_same_boot=is_same_boot)
        verdicts[verdict].append(delivery_id)
    for verdict, ids in verdicts.items():
        ended = None if verdict is Verdict.AGAIN else now
        name = "" if verdict is Verdict.AGAIN else journal
        Delivery.objects.filter(pk__in=ids).update(
            state=STATES[verdict], journal=name, ended_at=ended, next_try_at=now
        )
    if verdicts:
        counts = {verdict.value: len(ids) for verdict, ids in verdicts.items()}
        log.warning("a sender had died", extra={"settled": counts})
