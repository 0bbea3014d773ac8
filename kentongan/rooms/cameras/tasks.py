"""What the queue does for this room."""

from uuid import UUID

from django.utils.timezone import localtime

from procrastinate import JobContext
from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.cameras.rules.evidence import FINISH_TASK
from kentongan.rooms.cameras.rules.recording import JOB as RECORD
from kentongan.rooms.cameras.services.evidence.filming import record_cameras
from kentongan.rooms.cameras.services.evidence.packing import delete_old_packages, make_package
from kentongan.rooms.cameras.services.evidence.recording import (
    queue_recording,
    requeue_recordings,
)
from kentongan.rooms.cameras.services.looking import close_silent_looks
from kentongan.rooms.cameras.services.verifying import JOB as CHECK
from kentongan.rooms.cameras.services.verifying import requeue_lost_checks, run_check
from kentongan.rooms.cameras.services.watching import watch_due


@app.task(name=CHECK)
def check_camera(check_id: str) -> None:
    run_check(check_id=UUID(check_id), by=CLOCK, now=localtime())


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="cameras.requeue_checks")
def requeue_checks(timestamp: int) -> None:
    del timestamp
    requeue_lost_checks(by=CLOCK, now=localtime())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="cameras.close_silent_looks")
def close_silent(timestamp: int) -> None:
    del timestamp
    close_silent_looks(by=CLOCK, now=localtime())


@app.task(name=FINISH_TASK)
def make_evidence_package(case_id: str) -> None:
    make_package(case_id=UUID(case_id), by=CLOCK, now=localtime())


@app.periodic(cron="15 19 * * *")  # UTC: night in Indonesia
@app.task(queueing_lock="cameras.delete_old_packages")
def delete_packages(timestamp: int) -> None:
    del timestamp
    delete_old_packages(by=CLOCK, now=localtime())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="cameras.watch_due")
def watch(timestamp: int) -> None:
    del timestamp
    watch_due(by=CLOCK, now=localtime())


@app.task(name=RECORD, pass_context=True)
def record(context: JobContext) -> None:
    record_cameras(should_stop=context.should_abort, by=CLOCK)
    if context.should_abort():
        queue_recording()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="cameras.requeue_recordings")
def requeue_lost_recordings(timestamp: int) -> None:
    del timestamp
    requeue_recordings(by=CLOCK, now=localtime())
