"""A letter is written with the change it tells of and sent when the mail server is there."""

import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django.core import mail as django_mail
from django.db import connection, transaction

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.checkups import State as Health
from kentongan.foundation.errors import WrongInput
from kentongan.foundation.outbox import carriage, services, tasks
from kentongan.foundation.outbox.checkup import check_outbox
from kentongan.foundation.outbox.models import KeptMail, Mail, State
from kentongan.foundation.outbox.tests import fakes

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
FAKES = "kentongan.foundation.outbox.tests.fakes."
pytestmark = pytest.mark.django_db


def post(*, to="wati@example.id", now=NOW, **how) -> UUID:
    letter = {"subject": "Your letter is ready", "text": "Dear Wati, here: https://x.id/l/1"}
    return services.post_mail(
        to=to, language="en", about="case:1", by=CLOCK, now=now, **{**letter, **how}
    )


def list_jobs() -> list[dict]:
    return list(
        ProcrastinateJob.objects.filter(task_name=services.JOB)
        .order_by("id")
        .values("args", "status", "scheduled_at")
    )


def deliver(mail_id: UUID, *, now=NOW) -> Mail:
    services.deliver_mail(mail_id, by=CLOCK, now=now)
    return Mail.objects.get(pk=mail_id)


def test_a_letter_and_its_job_are_written_together():
    mail_id = post()

    assert list_jobs() == [
        {"args": {"mail_id": str(mail_id)}, "status": "todo", "scheduled_at": None}
    ]
    assert Mail.objects.get().state == State.QUEUED


def test_a_change_that_fails_leaves_neither_letter_nor_job():
    with transaction.atomic():
        post()
        transaction.set_rollback(True)

    assert (Mail.objects.count(), list_jobs()) == (0, [])


def test_neither_address_nor_words_can_be_read_in_the_database():
    post()

    with connection.cursor() as cursor:
        cursor.execute("SELECT m::text, j::text FROM outbox_mail m, procrastinate_jobs j")
        rows = str(cursor.fetchall())
    stored = Mail.objects.get()
    for secret in ("wati", "Dear Wati"):
        assert secret.encode() not in bytes(stored.to_sealed) + bytes(stored.body_sealed)
        assert secret not in rows


def test_the_queue_sends_a_letter_once():
    mail_id = post(html="<p>Dear Wati</p>")

    tasks.send_mail(str(mail_id))
    tasks.send_mail(str(mail_id))

    [letter] = django_mail.outbox
    assert letter.to == ["wati@example.id"]
    assert letter.body.startswith("Dear Wati")
    assert letter.alternatives[0][1] == "text/html"
    assert letter.extra_headers["Message-ID"].startswith(f"<{mail_id}@")
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert Mail.objects.get().state == State.SENT


def test_a_letter_that_is_no_longer_kept_is_not_sent():
    services.deliver_mail(uuid4(), by=CLOCK, now=NOW)

    assert django_mail.outbox == []


@pytest.mark.parametrize("backend", ["Down", "SaysLater"])
def test_after_a_fault_it_is_tried_again_later(settings, backend):
    mail_id = post()
    settings.EMAIL_BACKEND = FAKES + backend

    waiting = deliver(mail_id)

    assert (waiting.state, waiting.tries) == (State.QUEUED, 1)
    assert waiting.next_try_at == NOW + timedelta(minutes=1)
    assert list_jobs()[-1]["scheduled_at"] == waiting.next_try_at
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver(mail_id, now=NOW + timedelta(minutes=1)).state == State.SENT


def test_it_is_not_tried_before_its_time(settings):
    mail_id = post()
    settings.EMAIL_BACKEND = FAKES + "Down"
    for _ in range(2):
        waiting = deliver(mail_id, now=Mail.objects.get().next_try_at)

    assert waiting.tries == 2
    assert deliver(mail_id, now=NOW + timedelta(seconds=90)).tries == 2


@pytest.mark.parametrize(
    ("backend", "error"), [("SaysNo", "SMTPRecipientsRefused 550"), ("NoSpam", "SMTPDataError 554")]
)
def test_a_final_no_is_not_asked_again_and_names_nobody(settings, backend, error):
    mail_id = post()
    settings.EMAIL_BACKEND = FAKES + backend

    failed = deliver(mail_id)

    assert (failed.state, failed.error) == (State.FAILED, error)
    assert len(list_jobs()) == 1


def test_after_two_days_it_is_given_up(settings):
    mail_id = post()
    settings.EMAIL_BACKEND = FAKES + "Down"

    tried = [deliver(mail_id, now=Mail.objects.get().next_try_at) for _ in range(13)][-1]

    assert (tried.state, tried.error) == (State.FAILED, "ConnectionRefusedError")
    assert timedelta(days=1) < tried.next_try_at - NOW < timedelta(days=3)
    assert carriage.get_wait(tries=tried.tries) is None


def test_killed_after_sending_it_is_sent_again_under_the_same_name(settings):
    mail_id = post()
    settings.EMAIL_BACKEND = FAKES + "DiesAfterSending"
    fakes.sent.clear()
    with pytest.raises(KeyboardInterrupt):
        deliver(mail_id)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    again = deliver(mail_id)

    assert again.state == State.SENT
    assert fakes.sent == [django_mail.outbox[0].extra_headers["Message-ID"]]


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_send_the_same_letter():
    mail_id = post()

    def work() -> None:
        services.deliver_mail(mail_id, by=CLOCK, now=NOW)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    with transaction.atomic():
        Mail.objects.select_for_update().get(pk=mail_id)
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    assert django_mail.outbox == []
    assert deliver(mail_id).state == State.SENT


def test_a_letter_whose_job_was_lost_gets_a_new_one_but_only_one():
    post()
    ProcrastinateJob.objects.all()._raw_delete("default")
    later = NOW + timedelta(minutes=11)

    services.requeue_lost(by=CLOCK, now=later)
    services.requeue_lost(by=CLOCK, now=later)

    assert len(list_jobs()) == 1


def test_a_young_letter_is_not_taken_for_lost():
    post()

    assert services.requeue_lost(by=CLOCK, now=NOW + timedelta(minutes=9)) == 0


@pytest.mark.parametrize("address", ["", "wati", "wati@example.id\nBcc: budi@example.id", "a@b@c"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(WrongInput) as refusal:
        post(to=address)

    assert "email" in refusal.value.fields


def test_a_subject_cannot_begin_a_new_header():
    mail_id = post(subject="Ready\r\nBcc: budi@example.id")

    deliver(mail_id)

    assert django_mail.outbox[0].subject == "Ready Bcc: budi@example.id"


def test_old_letters_are_purged_but_not_those_on_their_way():
    waiting = post()
    sent = post()
    deliver(sent)
    services.keep_mail(django_mail.EmailMessage("Hi", "text", to=["wati@example.id"]), now=NOW)

    purged = services.purge_mail(now=NOW + timedelta(days=91))

    assert purged == 2
    assert (Mail.objects.get().pk, KeptMail.objects.count()) == (waiting, 0)


def test_the_nightly_tasks_run():
    post(now=datetime(2020, 1, 1, tzinfo=UTC))

    tasks.requeue_lost_mail(timestamp=0)
    tasks.purge_old_mail(timestamp=0)

    assert len(list_jobs()) == 2


def test_the_checkup_sees_a_letter_nobody_sends(settings, time_machine):
    time_machine.move_to(NOW)
    healthy = check_outbox().state
    mail_id = post(now=NOW - timedelta(hours=1))
    waiting = check_outbox().state
    settings.EMAIL_BACKEND = FAKES + "SaysNo"
    deliver(mail_id)

    assert (healthy, waiting, check_outbox().state) == (Health.GOOD, Health.BAD, Health.LOOK)
