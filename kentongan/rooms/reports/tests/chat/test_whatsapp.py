"""The platform's webhook and the talk behind it: signed, replayed, out of order, worker down."""

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.test import Client
from django.urls import reverse

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kentongan.config import env
from kentongan.foundation import vault
from kentongan.foundation.actors import CLOCK
from kentongan.rooms.reports.models import Report, WaEvent, WaReply, WaTalk
from kentongan.rooms.reports.rules.chat import talking
from kentongan.rooms.reports.services.blocking import block_number, lift_block
from kentongan.rooms.reports.services.whatsapp import _cloud, receiving, replying, understanding
from kentongan.rooms.reports.tests.chat.makers import draw
from kentongan.rooms.reports.tests.conftest import MONDAY
from tests.people import People

FACTS = {
    "url": "https://graph.facebook.com/v23.0",
    "number_id": "1001",
    "token": "wa-token",
    "secret": "app-secret",
    "verify": "verify-word",
}
WATI = "6281234567001"
WEBHOOK = "/wa/webhook/"


class Platform:
    """Answers as the platform does, inside this process."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.asked: list[str] = []
        self.media = draw()
        self.address = "https://lookaside.fbsbx.com/whatsapp/media?mid=1"
        self.fault: Exception | None = None

    def open(self, request: Any, timeout: float) -> BytesIO:
        assert timeout <= 20
        assert request.get_header("Authorization") == "Bearer wa-token"
        self.asked.append(request.full_url)
        if self.fault is not None:
            raise self.fault
        if request.data is not None:
            self.sent.append(json.loads(request.data)["text"]["body"])
            return BytesIO(b"{}")
        if request.full_url == self.address:
            return BytesIO(self.media)
        return BytesIO(json.dumps({"url": self.address}).encode())


@pytest.fixture
def platform(settings: Any, monkeypatch: pytest.MonkeyPatch, categories: None) -> Platform:
    settings.WHATSAPP = FACTS
    made = Platform()
    monkeypatch.setattr(_cloud, "make_opener", lambda: made)
    return made


def wrap(*messages: dict[str, Any], **value: Any) -> dict[str, Any]:
    whole = {"metadata": {"phone_number_id": "1001"}, "messages": list(messages), **value}
    return {"object": "whatsapp_business_account", "entry": [{"changes": [{"value": whole}]}]}


def message(name: str, second: int = 0, *, sender: str = WATI, **content: Any) -> dict[str, Any]:
    at = str(int((MONDAY + timedelta(seconds=second)).timestamp()))
    kind = next(iter(content), "text")
    return {"id": f"wamid.{name}", "from": sender, "timestamp": at, "type": kind, **content}


def say(name: str, text: str, second: int = 0, **facts: Any) -> dict[str, Any]:
    return message(name, second, text={"body": text}, **facts)


def photo(name: str, second: int = 0, **facts: Any) -> dict[str, Any]:
    return message(name, second, image={"id": "987654321", "mime_type": "image/jpeg"}, **facts)


def post(payload: Any, *, secret: str = "app-secret", **headers: str) -> Any:  # noqa: S107
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    mark = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers.setdefault("HTTP_X_HUB_SIGNATURE_256", mark)
    return Client().post(WEBHOOK, body, content_type="application/json", **headers)


@pytest.fixture
def tell(platform: Platform) -> Callable[..., list[str]]:
    """Send messages and let the queue work; returns what was answered."""

    def _tell(*messages: dict[str, Any], second: int = 600) -> list[str]:
        now = MONDAY + timedelta(seconds=second)
        before = len(platform.sent)
        receiving.receive_events(wrap(*messages), by=CLOCK, now=now)
        for talk in WaTalk.objects.all():
            understanding.understand_talk(talk.pk, by=CLOCK, now=now)
        for reply in WaReply.objects.filter(state="queued").order_by("created_at"):
            replying.send_reply(reply.pk, by=CLOCK, now=now)
        return platform.sent[before:]

    return _tell


# --- The webhook --------------------------------------------------------------------------------


def test_without_the_setting_there_is_nothing(db: None, settings: Any) -> None:
    settings.WHATSAPP = None

    assert Client().get(WEBHOOK).status_code == 404
    assert post(wrap(say("a", "halo"))).status_code == 404


@pytest.mark.parametrize(
    ("mode", "token", "status"),
    [("subscribe", "verify-word", 200), ("subscribe", "wrong", 403), ("", "verify-word", 403)],
)
def test_the_challenge_is_answered_to_who_knows_the_word(
    platform: Platform, mode: str, token: str, status: int
) -> None:
    query = {"hub.mode": mode, "hub.verify_token": token, "hub.challenge": "1158201444"}

    answer = Client().get(WEBHOOK, query)

    assert answer.status_code == status
    assert (answer.content == b"1158201444") is (status == 200)


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_X_HUB_SIGNATURE_256": ""},
        {"HTTP_X_HUB_SIGNATURE_256": "sha256=00"},
        {"HTTP_X_HUB_SIGNATURE_256": "sha256=é"},
    ],
)
def test_what_is_not_signed_is_refused_and_not_kept(
    platform: Platform, headers: dict[str, str]
) -> None:
    assert post(wrap(say("a", "halo")), **headers).status_code == 403
    assert post(wrap(say("a", "halo")), secret="another").status_code == 403  # noqa: S106
    assert WaEvent.objects.count() == WaTalk.objects.count() == 0


def test_a_signed_message_is_kept_once_however_often_it_is_told(platform: Platform) -> None:
    for _ in range(3):
        assert post(wrap(say("a", "halo"))).status_code == 200

    assert WaEvent.objects.count() == 1
    assert ProcrastinateJob.objects.filter(task_name=receiving.UNDERSTAND).count() == 1


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": {"id": "1"}}, {"reaction": {"emoji": "👍"}}, {"unsupported": {}},
        {"contacts": [{}]}, {"location": {}}, {"image": {}}, {"text": {}},
    ],
)  # fmt: skip
def test_unknown_types_are_kept_and_answered_with_200(
    platform: Platform, tell: Any, content: dict[str, Any]
) -> None:
    assert post(wrap(message("x", **content))).status_code == 200
    tell()

    assert WaEvent.objects.exclude(state="waiting").count() == 1


@pytest.mark.parametrize(
    "body",
    [b"{}", b"[]", b'{"entry": 3}', b'{"entry": [{"changes": [{"value": 3}]}]}',
     json.dumps(wrap({"id": "a"})).encode(), json.dumps(wrap(say("a", "x", sender="?"))).encode()],
)  # fmt: skip
def test_odd_bodies_break_nothing(platform: Platform, body: bytes) -> None:
    assert post(body).status_code == 200


def test_what_is_no_json_is_refused(platform: Platform) -> None:
    assert post(b"halo").status_code == 400


def test_messages_of_another_number_are_not_ours(platform: Platform) -> None:
    post(wrap(say("a", "halo"), metadata={"phone_number_id": "2002"}))

    assert WaEvent.objects.count() == 0


def test_statuses_are_kept_apart(platform: Platform) -> None:
    statuses = [{"id": "wamid.r", "status": "sent"}, {"id": "wamid.r", "status": "read"}]

    assert post(wrap(statuses=statuses, messages=[])).status_code == 200

    assert set(WaEvent.objects.values_list("kind", "state")) == {("status", "kept")}
    assert WaEvent.objects.count() == 2


def test_nothing_of_the_sender_is_readable(platform: Platform) -> None:
    post(wrap(say("wamidsecret", "depan pasar")))

    row = WaEvent.objects.get()
    kept = bytes(row.payload_sealed) + bytes(row.key) + bytes(row.talk.phone_sealed)
    assert WATI.encode() not in kept
    assert b"pasar" not in kept
    args = str(list(ProcrastinateJob.objects.values_list("args", flat=True)))
    assert WATI[2:] not in args


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


def test_the_setting_is_read_whole_or_not_at_all() -> None:
    url = "https://1001:to%2Fken@graph.facebook.com/v23.0?secret=s&verify=v"

    found = env.whatsapp(url)

    assert found is not None
    assert (found["url"], found["number_id"], found["token"]) == (
        "https://graph.facebook.com/v23.0", "1001", "to/ken",
    )  # fmt: skip
    assert env.whatsapp("") is None
    with pytest.raises(env.WrongSetting):
        env.whatsapp("https://1001:t@graph.facebook.com/v23.0?secret=s")


def test_sealed_words_open_again(tell: Any) -> None:
    tell(photo("1"))
    tell(say("2", "depan gapura", 10))

    talk = WaTalk.objects.get()
    assert vault.unseal(talk.place_sealed, purpose=receiving.PURPOSE) == "depan gapura"
