"""What the queue does for this room."""

from django.utils.timezone import localtime

from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.news.services.complaining import purge_comments
from kentongan.rooms.news.services.publishing import publish_due


@app.periodic(cron="* * * * *")
@app.task(name="news.publish_due", queueing_lock="news.publish_due")
def publish_scheduled(timestamp: int) -> None:
    del timestamp
    publish_due(by=CLOCK, now=localtime())


@app.periodic(cron="40 18 * * *")  # UTC: night in Indonesia
@app.task(name="news.purge_comments", queueing_lock="news.purge_comments", retry=5)
def purge_old_comments(timestamp: int) -> None:
    del timestamp
    purge_comments(by=CLOCK, now=localtime())
