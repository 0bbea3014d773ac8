"""What the queue does for this room."""

import logging
from uuid import UUID

from django.utils.timezone import localtime

from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.services.rules.definition import FINISH_TASK
from kentongan.rooms.services.services.drafts import sweep_drafts
from kentongan.rooms.services.services.letter_faults import note_fault, try_issuing

log = logging.getLogger(__name__)


@app.periodic(cron="40 19 * * *")  # UTC: night in Indonesia
@app.task(queueing_lock="services.sweep_drafts")
def sweep_old_drafts(timestamp: int) -> None:
    del timestamp
    sweep_drafts(by=CLOCK, now=localtime())


@app.task(name=FINISH_TASK)
def issue_letter_of_case(case_id: str) -> None:
    now = localtime()
    try:
        try_issuing(case_id=UUID(case_id), by=CLOCK, now=now)
    except Exception:  # an entrance: one broken letter must not lose its next try
        log.exception("letter failed", extra={"case": case_id})
        note_fault(UUID(case_id), why="unforeseen", by=CLOCK, now=now)
