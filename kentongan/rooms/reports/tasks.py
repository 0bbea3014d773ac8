"""What the queue does for this room."""

from uuid import UUID

from django.utils.timezone import localtime

from procrastinate.contrib.django import app

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.reports.services.chat.forgetting import forget_old_words
from kentongan.rooms.reports.services.chat.reading import read_export
from kentongan.rooms.reports.services.chat.receiving import JOB as READ_CHAT
from kentongan.rooms.reports.services.chat.receiving import requeue_lost_readings
from kentongan.rooms.reports.services.digest import send_due_digests
from kentongan.rooms.reports.services.whatsapp.receiving import UNDERSTAND
from kentongan.rooms.reports.services.whatsapp.replying import (
    SEND,
    requeue_lost_replies,
    send_reply,
)
from kentongan.rooms.reports.services.whatsapp.understanding import (
    purge_talks,
    requeue_lost_talks,
    understand_talk,
)


@app.periodic(cron="*/5 * * * *")
@app.task(name="reports.send_digests", queueing_lock="reports.send_digests")
def send_digests(timestamp: int) -> None:
    del timestamp
    send_due_digests(by=CLOCK, now=localtime())


@app.task(name=READ_CHAT)
def read_chat(import_id: str) -> None:
    read_export(import_id=UUID(import_id), by=CLOCK, now=localtime())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="reports.requeue_chats")
def requeue_lost_chats(timestamp: int) -> None:
    del timestamp
    requeue_lost_readings(by=CLOCK, now=localtime())


@app.task(name=UNDERSTAND)
def understand_whatsapp(talk_id: int) -> None:
    understand_talk(talk_id, by=CLOCK, now=localtime())


@app.task(name=SEND)
def send_whatsapp(reply_id: str) -> None:
    send_reply(UUID(reply_id), by=CLOCK, now=localtime())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="reports.requeue_whatsapp")
def requeue_lost_whatsapp(timestamp: int) -> None:
    del timestamp
    now = localtime()
    requeue_lost_talks(by=CLOCK, now=now)
    requeue_lost_replies(by=CLOCK, now=now)


@app.periodic(cron="50 19 * * *")  # UTC: night in Indonesia
@app.task(queueing_lock="reports.purge_whatsapp")
def purge_old_whatsapp(timestamp: int) -> None:
    del timestamp
    purge_talks(now=localtime())
    forget_old_words(by=CLOCK, now=localtime())
