"""What the queue does for this room."""

from django.utils import timezone

from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.places.services.loading import load_national_holidays


@app.periodic(cron="20 1 1 * *")
@app.task(name="places.load_national_holidays", queueing_lock="places.load_national_holidays")
def refresh_national_holidays(timestamp: int) -> None:
    load_national_holidays(by=CLOCK, now=timezone.localtime())
