"""What the queue does for this room."""

from uuid import UUID

from django.utils.timezone import localtime

from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.cameras.services.looking import close_silent_looks
from kentongan.rooms.cameras.services.verifying import JOB as CHECK
from kentongan.rooms.cameras.services.verifying import requeue_lost_checks, run_check


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
