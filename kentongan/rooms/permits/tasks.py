"""What the queue does for this room."""

import logging
from uuid import UUID

from django.utils.timezone import localtime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.letters import api as letters
from kentongan.rooms.permits.rules.definition import FINISH_TASK
from kentongan.rooms.permits.services.duties import refresh_duties
from kentongan.rooms.permits.services.issuing import issue_permit, remind_of_ends
from kentongan.rooms.permits.services.lettering import (
    BILL_JOB,
    RELIEF_JOB,
    write_bill,
    write_relief,
)
from kentongan.rooms.permits.services.paying import ask_tills
from kentongan.rooms.permits.services.warning import send_due_warnings

log = logging.getLogger(__name__)
RETRY = RetryStrategy(max_attempts=12, exponential_wait=4)  # seconds, to more than a day


@app.task(name=FINISH_TASK)
def issue_granted_permit(case_id: str) -> None:
    now = localtime()
    try:
        letters.try_finishing(case_id=UUID(case_id), make=issue_permit, by=CLOCK, now=now)
    except Exception:  # an entrance: one broken letter must not lose its next try
        log.exception("permit failed", extra={"case": case_id})
        letters.note_fault(UUID(case_id), why="unforeseen", by=CLOCK, now=now)


@app.task(name=BILL_JOB, retry=RETRY)
def write_letter_of_bill(bill_id: int) -> None:
    write_bill(bill_id=bill_id, by=CLOCK, now=localtime())


@app.task(name=RELIEF_JOB, retry=RETRY)
def write_letter_of_relief(case_id: str) -> None:
    write_relief(case_id=UUID(case_id), by=CLOCK, now=localtime())


@app.periodic(cron="20 19 * * *")  # UTC: night in Indonesia, when the day's uptime is counted
@app.task(name="permits.refresh_duties", queueing_lock="permits.refresh_duties", retry=5)
def look_at_duties(timestamp: int) -> None:
    del timestamp
    refresh_duties(by=CLOCK, now=localtime())


@app.periodic(cron="10 1 * * *")  # UTC: letters go out in the morning
@app.task(name="permits.send_warnings", queueing_lock="permits.send_warnings", retry=5)
def send_warnings(timestamp: int) -> None:
    del timestamp
    now = localtime()
    send_due_warnings(by=CLOCK, now=now)
    remind_of_ends(by=CLOCK, now=now)


@app.periodic(cron="*/10 * * * *")
@app.task(name="permits.ask_tills", queueing_lock="permits.ask_tills")
def ask_all_tills(timestamp: int) -> None:
    del timestamp
    ask_tills(by=CLOCK, now=localtime())
