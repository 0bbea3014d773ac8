"""What the queue does for files."""

from django.utils.timezone import localtime

from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.files import scanner, services


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="files.scan_waiting")
def scan_waiting_files(timestamp: int) -> None:
    del timestamp
    if scanner.has_scanner():
        services.scan_waiting(by=CLOCK, now=localtime())


@app.periodic(cron="20 19 * * *")  # UTC: night in Indonesia
@app.task(queueing_lock="files.sweep_orphans")
def sweep_orphan_files(timestamp: int) -> None:
    del timestamp
    now = localtime()
    services.sweep_orphans(by=CLOCK, now=now, days=None if now.day == 1 else 40)
