"""What the queue does for this room."""

from django.utils.timezone import localtime

from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.rounds.services.reminding import remind_of_tomorrow


@app.periodic(cron="0 9 * * *")  # UTC: in the afternoon, when people plan the next day
@app.task(name="rounds.remind", queueing_lock="rounds.remind", retry=5)
def remind_followers(timestamp: int) -> None:
    del timestamp
    remind_of_tomorrow(by=CLOCK, now=localtime())
