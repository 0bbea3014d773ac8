"""What the queue does for this room."""

from django.utils.timezone import localtime

from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.news.services.publishing import publish_due


@app.periodic(cron="* * * * *")
@app.task(name="news.publish_due", queueing_lock="news.publish_due")
def publish_scheduled(timestamp: int) -> None:
    del timestamp
    publish_due(by=CLOCK, now=localtime())
