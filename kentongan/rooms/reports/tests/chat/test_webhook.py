"""The platform's webhook: signed, unsigned, replayed, of unknown types."""

import json
from typing import Any

from django.test import Client

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kentongan.rooms.reports.models import WaEvent, WaTalk
from kentongan.rooms.reports.services.whatsapp import receiving
from kentongan.rooms.reports.tests.chat.wa_makers import (
    WATI,
    WEBHOOK,
    Platform,
    message,
    post,
    say,
    wrap,
)

# --- The webhook --------------------------------------------------------------------------------


def test_without_the_setting_there_is_nothing(db: None, settings: Any) -> None:
    settings.WHATSAPP = {}

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
