"""What the queue does for this room."""

from django.utils.timezone import localtime

from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.reports.services.digest import send_due_digests


@app.periodic(cron="*/5 * * * *")
@app.task(name="reports.send_digests", queueing_lock="reports.send_digests")
def send_digests(timestamp: int) -> None:
    del timestamp
    send_due_digests(by=CLOCK, now=localtime())
