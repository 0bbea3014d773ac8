"""What the queue does for this room."""

from django.utils.timezone import localtime

from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.services.services.drafts import sweep_drafts


@app.periodic(cron="40 19 * * *")  # UTC: night in Indonesia
@app.task(queueing_lock="services.sweep_drafts")
def sweep_old_drafts(timestamp: int) -> None:
    del timestamp
    sweep_drafts(by=CLOCK, now=localtime())
