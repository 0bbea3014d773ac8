"""What the queue does for this room."""

import logging
from uuid import UUID

from django.utils.timezone import localtime

from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.letters import api as letters
from kentongan.rooms.services.rules.definition import FINISH_TASK
from kentongan.rooms.services.services.drafts import sweep_drafts
from kentongan.rooms.services.services.letters import issue_letter

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
        letters.try_finishing(case_id=UUID(case_id), make=issue_letter, by=CLOCK, now=now)
    except Exception:  # an entrance: one broken letter must not lose its next try
        log.exception("letter failed", extra={"case": case_id})
        letters.note_fault(UUID(case_id), why="unforeseen", by=CLOCK, now=now)
