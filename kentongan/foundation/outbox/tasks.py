"""What the queue does for e-mail."""

from uuid import UUID

from django.utils.timezone import localtime

from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.outbox import services


@app.task(name=services.JOB)
def send_mail(mail_id: str) -> None:
    services.deliver_mail(UUID(mail_id), by=CLOCK, now=localtime())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="outbox.requeue")
def requeue_lost_mail(timestamp: int) -> None:
    del timestamp
    services.requeue_lost(by=CLOCK, now=localtime())


@app.periodic(cron="40 19 * * *")  # UTC: night in Indonesia
@app.task(queueing_lock="outbox.purge")
def purge_old_mail(timestamp: int) -> None:
    del timestamp
    services.purge_mail(now=localtime())
