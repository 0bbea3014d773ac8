"""
Sending a mailing: prepared by one statement, handed over in small batches, resumed after a death.

Each lane has a connection to the mail server, one to the database and a journal of its own.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Min

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.mailing.models import Delivery, Mailing
from kentongan.rooms.mailing.queries.plan import read_plan
from kentongan.rooms.mailing.services._carriers import FAULTS
from kentongan.rooms.mailing.services._lane import Lane
from kentongan.rooms.mailing.services._preparing import write_deliveries
from kentongan.rooms.mailing.services._recovering import recover
from kentongan.rooms.mailing.services._starting import queue

log = logging.getLogger(__name__)
FEW = 200  # deliveries for which a second connection is not worth its while
SPELL = 50.0  # seconds of one job, so that others get their turn


def send_mailing(mailing_id: UUID, *, by: Acting, now: datetime, seconds: float = SPELL) -> int:
    """
    Hand over what waits of a mailing, for at most `seconds`; returns how many were taken.

    Safe to run anywhere, twice at once, and after any death. What is left gets a new job.
    """
    recover(now=now)
    mailing = _begin(mailing_id, by=by, now=now)
    if mailing is None:
        return 0
    began = monotonic()
    taken = _run_lanes(
        mailing, until=began + seconds,
        clock=lambda: now + timedelta(seconds=monotonic() - began),
    )  # fmt: skip
    rest = timedelta(seconds=1 if taken else 60)  # domains that had enough, or another's claims
    _end(mailing, rest=rest, by=by, now=now + timedelta(seconds=monotonic() - began))
    return taken


@transaction.atomic
def _begin(mailing_id: UUID, *, by: Acting, now: datetime) -> Mailing | None:
    mailing = Mailing.objects.select_for_update().filter(pk=mailing_id).first()
    if mailing is None or mailing.due_at > now:
        return None
    if mailing.state == Mailing.State.APPROVED:
        mailing.state, mailing.started_at, mailing.prepared_at = Mailing.State.SENDING, now, now
        count = write_deliveries(mailing, now=now)
        mailing.save(update_fields=["state", "started_at", "prepared_at"])
        audit.record(
            by=by, action="mailing.started", subject=f"mailing:{mailing.pk}", now=now,
            detail={"deliveries": count},
        )  # fmt: skip
    return mailing if mailing.state == Mailing.State.SENDING else None


def _run_lanes(mailing: Mailing, *, until: float, clock: Callable[[], datetime]) -> int:
    """Run one lane here, or several side by side; a mail server that is away ends them."""
    plan = read_plan()
    waiting = mailing.deliveries.filter(state=Delivery.State.WAITING).count()
    lanes = [
        Lane(
            mailing,
            until=until,
            clock=clock,
            warming=plan.warming,
            folder=settings.MAILING_JOURNALS,
            return_path=plan.return_path,
        )
        for _ in range(min(plan.connections, 1 + waiting // FEW))
    ]
    if len(lanes) == 1:
        _run(lanes[0])
        return lanes[0].taken
    threads = [Thread(target=_run_in_thread, args=(lane,)) for lane in lanes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(lane.taken for lane in lanes)


def _run(lane: Lane) -> None:
    try:
        lane.run()
    except FAULTS as fault:
        log.warning("mail server is away", extra={"fault": type(fault).__name__})


def _run_in_thread(lane: Lane) -> None:
    try:
        _run(lane)
    finally:
        connection.close()


@transaction.atomic
def _end(mailing: Mailing, *, rest: timedelta, by: Acting, now: datetime) -> None:
    """Close a mailing of which nothing waits; else wake it when the next is due."""
    open_states = (Delivery.State.WAITING, Delivery.State.CLAIMED)
    left = mailing.deliveries.filter(state__in=open_states)
    next_at = left.aggregate(at=Min("next_try_at"))["at"]
    if next_at is not None:
        queue(mailing.pk, at=max(next_at, now + rest))
        return
    ended = Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.SENDING)
    if ended.update(state=Mailing.State.SENT, ended_at=now):
        audit.record(by=by, action="mailing.ended", subject=f"mailing:{mailing.pk}", now=now)


def requeue_lost_mailings(*, by: Acting, now: datetime) -> int:
    """Give a job to every mailing that is due and not at its end; returns how many."""
    del by
    due = Mailing.objects.filter(
        state__in=[Mailing.State.APPROVED, Mailing.State.SENDING], due_at__lte=now
    )
    ids = list(due.order_by("due_at").values_list("pk", flat=True)[:50])
    for mailing_id in ids:
        queue(mailing_id)
    return len(ids)
