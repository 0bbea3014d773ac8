"""What the queue does for the throttle."""

from django.utils.timezone import localtime

from procrastinate.contrib.django import app

from kentongan.foundation.throttle import services


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="throttle.purge")
def purge_throttle_windows(timestamp: int) -> None:
    del timestamp
    services.purge_windows(now=localtime())
