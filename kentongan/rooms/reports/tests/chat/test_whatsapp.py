"""The talk behind the webhook: out of order, worker down, floods, blocked numbers."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kentongan.foundation import vault
from kentongan.foundation.actors import CLOCK
from kentongan.rooms.reports.models import Report, WaReply, WaTalk
from kentongan.rooms.reports.rules.chat import talking
from kentongan.rooms.reports.services.blocking import block_number, lift_block
from kentongan.rooms.reports.services.whatsapp import _cloud, receiving, replying, understanding
from kentongan.rooms.reports.tests.chat.wa_makers import (
    Platform,
    message,
    photo,
    post,
    say,
    wrap,
)
from kentongan.rooms.reports.tests.conftest import MONDAY
from tests.people import People

# --- The talk -----------------------------------------------------------------------------------


def test_a_photo_a_place_and_a_village_become_a_report(tell: Any) -> None:
    first = tell(photo("1"))
    second = tell(say("2", "depan pasar, mobil parkir di trotoar", 60))
    third = tell(say("3", "Sumberberas", 120))

    report = Report.objects.get()
    assert "mana" in first[0].lower() or "Where" in first[0]
    assert second
    assert report.code in third[0]
    assert (report.channel, report.place_id, report.category_id) == (
        "whatsapp", "35.10.05.2001", "parkir-trotoar",
    )  # fmt: skip
    assert report.photos.count() == 1
    assert report.place_words == "depan pasar, mobil parkir di trotoar"


def test_everything_in_one_message_is_enough(tell: Any) -> None:
    answer = tell(say("1", "Lampu jalan mati di perempatan Sumberberas"))

    assert Report.objects.get().code in answer[0]


def test_messages_are_understood_in_the_order_they_were_sent(tell: Any) -> None:
    tell(
        say("3", "Sumberberas", 120),
        photo("1"),
        say("2", "mobil parkir di trotoar depan pasar", 60),
    )

    report = Report.objects.get()
    assert report.photos.count() == 1
    assert report.place_id == "35.10.05.2001"


def test_a_second_photo_soon_after_belongs_to_the_same_report(tell: Any) -> None:
    tell(photo("1"), say("2", "mobil parkir di trotoar depan pasar Sumberberas", 30))

    answer = tell(photo("3", 60))
    late = tell(photo("4", 10))

    report = Report.objects.get()
    assert report.photos.count() == 3
    assert report.code in answer[0]
    assert report.code in late[0]


def test_a_position_is_a_place(tell: Any) -> None:
    tell(photo("1"), message("2", 10, location={"latitude": -8.43, "longitude": 114.33}))
    tell(say("3", "-", 20))
    tell(say("4", "jalan berlubang besar", 30))

    report = Report.objects.get()
    assert (report.lat, report.lon) == (-8.43, 114.33)
    assert report.description == "jalan berlubang besar"


def test_what_is_wrong_is_asked_and_chosen_by_number_at_last(tell: Any) -> None:
    tell(photo("1"), say("2", "depan pasar Sumberberas", 10))
    listed = tell(say("3", "aduh", 20))
    answer = tell(say("4", "1", 30))

    assert "\n1. " in listed[0]
    assert Report.objects.get().code in answer[0]


def test_english_is_answered_in_english(tell: Any) -> None:
    answer = tell(say("1", "Hello, there is garbage in the street at Sumberberas"))

    assert answer[0].startswith("What is it about?")


def test_stopping_forgets_what_was_told(tell: Any) -> None:
    tell(photo("1"))
    tell(say("2", "batal", 10))

    talk = WaTalk.objects.get()
    assert (talk.photos, talk.state) == ([], "idle")


def test_nothing_is_lost_when_the_worker_is_down(platform: Platform, tell: Any) -> None:
    post(wrap(photo("1"), say("2", "mobil parkir di trotoar depan pasar Sumberberas", 30)))
    later = MONDAY + timedelta(days=1)
    ProcrastinateJob.objects.all()  # the job waits in the same database as the messages

    assert understanding.requeue_lost_talks(by=CLOCK, now=later + timedelta(days=400)) == 1
    tell(second=700)

    assert Report.objects.count() == 1


def test_a_platform_that_does_not_answer_is_asked_again(platform: Platform, tell: Any) -> None:
    platform.fault = TimeoutError()
    tell(photo("1"), say("2", "mobil parkir di trotoar depan pasar Sumberberas", 30))
    assert Report.objects.count() == 0

    platform.fault = None
    tell(second=900)

    assert Report.objects.get().photos.count() == 1


def test_a_reply_is_sent_once_and_again_after_a_fault(platform: Platform, tell: Any) -> None:
    platform.fault = TimeoutError()
    tell(say("1", "halo"))
    reply = WaReply.objects.get()
    platform.fault = None
    later = reply.next_try_at

    for _ in range(2):
        replying.send_reply(reply.pk, by=CLOCK, now=later)

    assert len(platform.sent) == 1
    assert WaReply.objects.get().state == "sent"


@pytest.mark.parametrize(
    "address",
    [
        "http://lookaside.fbsbx.com/x", "https://127.0.0.1/x", "https://169.254.169.254/latest",
        "https://graph.facebook.com.evil.example/x", "https://evil.example/?graph.facebook.com",
        "https://graph.facebook.com@evil.example/", "https://graph.facebook.com:8443/x",
        "file:///etc/passwd", "https://evilfbsbx.com/x",
    ],
)  # fmt: skip
def test_only_the_platforms_own_hosts_are_asked(
    platform: Platform, tell: Any, address: str
) -> None:
    platform.address = address

    tell(photo("1"))

    assert address not in platform.asked
    assert WaTalk.objects.get().photos == []


def test_media_of_too_many_bytes_are_left(platform: Platform, tell: Any) -> None:
    platform.media = b"\xff\xd8\xff" + bytes(_cloud.MOST_MEDIA_BYTES)

    tell(photo("1"))

    assert WaTalk.objects.get().photos == []


def test_a_flood_is_slowed_and_told_so_while_others_are_heard(tell: Any) -> None:
    flood = [say(f"f{n}", "halo", n) for n in range(40)]
    other = say("o", "Lampu jalan mati di perempatan Sumberberas", sender="6281234567002")

    answers = tell(*flood, other)

    slow = WaTalk.objects.get(phone_index=receiving.index_talk("+6281234567001"))
    assert slow.told_slow_at is not None
    assert len(answers) == 2
    assert Report.objects.count() == 1
    assert tell(second=660) == []  # told once


def test_a_blocked_number_reads_the_reason_once(tell: Any, folk: People) -> None:
    sari = folk.actor("Sari", now=MONDAY)
    block = block_number(phone="081234567001", reason="Laporan palsu berulang", by=sari, now=MONDAY)

    first = tell(say("1", "Lampu jalan mati di perempatan Sumberberas"))
    second = tell(say("2", "halo", 10))
    lift_block(block_id=block.pk, reason="Sudah meminta maaf", by=sari, now=MONDAY)
    third = tell(say("3", "Lampu jalan mati di perempatan Sumberberas", 20))

    assert "Laporan palsu berulang" in first[0]
    assert second == []
    assert Report.objects.get().code in third[0]


def test_old_events_are_forgotten(tell: Any) -> None:
    tell(say("1", "halo"))

    assert understanding.purge_talks(now=MONDAY + timedelta(days=31)) == 1


def test_an_officer_blocks_and_lifts_on_a_page(folk: People, db: None) -> None:
    from django.contrib.auth import get_user_model  # noqa: PLC0415

    desk = Client()
    desk.force_login(get_user_model().objects.get(pk=folk.users["Sari"]))
    form = {"phone": "0812 3456 7001", "reason": "Laporan palsu berulang"}

    wrong = desk.post(reverse("reports:block_number"), {**form, "phone": "satu"})
    desk.post(reverse("reports:block_number"), form)
    page = desk.get(reverse("reports:list_blocks")).content.decode()

    assert wrong.status_code == 422
    assert "••01" in page
    assert "34567001" not in page


# --- Rules and settings -------------------------------------------------------------------------


def test_a_draft_asks_for_what_is_missing_in_order() -> None:
    turn = talking.advance(
        talking.Draft(), talking.Heard(sent_at=MONDAY, has_photo=True), sent_until=None
    )

    assert (turn.say, turn.draft.state) == (talking.Say.ASK_PLACE, talking.State.PLACE)


def test_sealed_words_open_again(tell: Any) -> None:
    tell(photo("1"))
    tell(say("2", "depan gapura", 10))

    talk = WaTalk.objects.get()
    assert vault.unseal(talk.place_sealed, purpose=receiving.PURPOSE) == "depan gapura"
