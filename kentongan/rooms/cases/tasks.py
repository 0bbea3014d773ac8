"""What the queue does for this room."""

from datetime import date

from django.utils import timezone

from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.once.guard import forget_old_keys
from kentongan.rooms.cases.services.clockwork import (
    recompute_all_deadlines,
    recompute_deadlines,
    ring_alarms,
)
from kentongan.rooms.cases.services.finish import queue_lost_finishing


@app.periodic(cron="* * * * *")
@app.task(name="cases.ring_alarms", queueing_lock="cases.ring_alarms", pass_context=False)
def ring_due_alarms(timestamp: int) -> None:
    ring_alarms(by=CLOCK, now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="cases.queue_lost_finishing", queueing_lock="cases.queue_lost_finishing")
def queue_lost_finishing_tasks(timestamp: int) -> None:
    queue_lost_finishing(by=CLOCK, now=timezone.now())


@app.periodic(cron="7 * * * *")
@app.task(name="cases.seal_days", queueing_lock="cases.seal_days")
def seal_finished_days(timestamp: int) -> None:
    now = timezone.now()
    audit.seal_days(now=now)
    forget_old_keys(now=now)


@app.task(name="cases.recompute_deadlines", retry=5)
def move_deadlines(*, day: str, cause: str, name_id: str, name_en: str) -> None:
    recompute_deadlines(
        day=date.fromisoformat(day),
        cause=cause,
        name_id=name_id,
        name_en=name_en,
        by=CLOCK,
        now=timezone.now(),
    )


@app.periodic(cron="40 18 * * *")
@app.task(name="cases.recompute_all_deadlines", queueing_lock="cases.recompute_all", retry=5)
def move_all_deadlines(timestamp: int = 0) -> None:
    """Each night too: what a crash between commit and announcement lost is found here."""
    recompute_all_deadlines(by=CLOCK, now=timezone.now())
