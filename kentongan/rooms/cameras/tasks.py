"""What the queue does for this room."""

from django.utils.timezone import localtime

from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.cameras.services.looking import close_silent_looks


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="cameras.close_silent_looks")
def close_silent(timestamp: int) -> None:
    del timestamp
    close_silent_looks(by=CLOCK, now=localtime())
