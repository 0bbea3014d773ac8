"""What the queue does for uploads that were never finished."""

from django.utils.timezone import localtime

from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.files.resumable import services


@app.periodic(cron="35 * * * *")
@app.task(queueing_lock="files.sweep_uploads")
def sweep_old_uploads(timestamp: int) -> None:
    del timestamp
    services.sweep_uploads(by=CLOCK, now=localtime())
