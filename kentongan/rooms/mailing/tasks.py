"""What the queue does for this room."""

from uuid import UUID

from django.utils.timezone import localtime

from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.mailing.services._starting import JOB
from kentongan.rooms.mailing.services.editions import compose_due
from kentongan.rooms.mailing.services.following import purge_requests
from kentongan.rooms.mailing.services.sending import requeue_lost_mailings, send_mailing


@app.task(name=JOB)
def send(mailing_id: str) -> None:
    send_mailing(UUID(mailing_id), by=CLOCK, now=localtime())


@app.periodic(cron="* * * * *")
@app.task(name="mailing.requeue_lost", queueing_lock="mailing.requeue_lost")
def requeue_lost(timestamp: int) -> None:
    del timestamp
    requeue_lost_mailings(by=CLOCK, now=localtime())


@app.periodic(cron="*/5 * * * *")
@app.task(name="mailing.compose", queueing_lock="mailing.compose")
def compose_digests(timestamp: int) -> None:
    del timestamp
    compose_due(by=CLOCK, now=localtime())


@app.periodic(cron="55 19 * * *")  # UTC: night in Indonesia
@app.task(name="mailing.purge", queueing_lock="mailing.purge")
def purge(timestamp: int) -> None:
    del timestamp
    purge_requests(by=CLOCK, now=localtime())
