"""What comes back, in the shapes of Postfix, Exim, Gmail and Exchange; and who may say so."""

import hashlib
import hmac
import json
from email import message_from_bytes
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

from django.core.management import call_command
from django.test import Client

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.mailing.models import Delivery, Reader, Suppression
from kentongan.rooms.mailing.queries.sealed import mark_delivery
from kentongan.rooms.mailing.rules.bounces import Bounce, Kind, classify
from kentongan.rooms.mailing.services.bouncing import note_bounce, take_bounce
from kentongan.rooms.mailing.tests.acting import NOW, announce, make_reader, send_all, use_one_lane

SAMPLES = sorted((Path(__file__).parent / "data" / "bounces").glob("*.eml"))


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_what_comes_back_is_classed(file):
    kind = file.stem.rpartition(".")[2]

    assert classify(message_from_bytes(file.read_bytes())).kind == kind


@pytest.fixture
def delivery(monkeypatch, tmp_path, topics, db):
    use_one_lane(monkeypatch, tmp_path)
    make_reader("wati@rumah.example", pace="at_once")
    announce()
    send_all()
    return Delivery.objects.get()


def read_sample(name, key):
    text = next(file for file in SAMPLES if file.stem == name).read_bytes()
    return text.replace(b"{KEY}", key.encode())


def test_only_who_holds_the_mark_ends_a_reading(delivery):
    key = f"{delivery.pk}-{mark_delivery(delivery.pk)}"
    for wrong in ("1-00000000000000000000", f"{delivery.pk}-00000000000000000000", "x"):
        take_bounce(read_sample("postfix-unknown-user.hard", wrong), by=TERMINAL, now=NOW)
    assert Reader.objects.get().state == "reading"

    take_bounce(read_sample("postfix-unknown-user.hard", key), by=TERMINAL, now=NOW)

    assert Reader.objects.get().state == "stopped"
    assert Suppression.objects.get().status == "5.1.1"
    assert Delivery.objects.get().bounce == "hard"


def test_a_pipe_knows_the_delivery_by_the_returned_message_id(delivery, monkeypatch, capsys):
    raw = read_sample("exim-old-unrouteable.hard", "x").replace(
        b"<x@", f"<{delivery.pk}.{mark_delivery(delivery.pk)}@".encode()
    )
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(raw)))
    call_command("take_bounce")

    assert Reader.objects.get().state == "stopped"


def test_a_full_mailbox_is_given_five_chances_and_a_holiday_nothing(delivery):
    note_bounce(delivery.pk, Bounce(Kind.AUTO_REPLY), by=TERMINAL, now=NOW)
    note_bounce(delivery.pk, Bounce(Kind.DELAYED), by=TERMINAL, now=NOW)
    assert Delivery.objects.get().bounce == ""
    for _ in range(5):
        Delivery.objects.update(bounce="")
        assert Reader.objects.get().state == "reading"
        note_bounce(delivery.pk, Bounce(Kind.SOFT, "5.2.2"), by=TERMINAL, now=NOW)

    assert Suppression.objects.get().reason == "full"


def test_a_mail_service_signs_what_it_tells(delivery, settings):
    mark = mark_delivery(delivery.pk)
    body = json.dumps(
        {"kind": "complaint", "return_path": f"pantulan+{delivery.pk}-{mark}@kabupaten.example"}
    ).encode()

    def tell(body, secret="rahasia" * 5):
        signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        return Client().post(
            "/api/mailing/bounce", body, content_type="application/json",
            headers={"X-Kentongan-Signature": f"sha256={signature}"},
        )  # fmt: skip

    assert tell(body).status_code == 404  # not switched on
    settings.BOUNCE_SECRET = "rahasia" * 5
    assert tell(body, "lain").status_code == 403
    assert tell(b"[]").status_code == 422
    assert tell(body).json() == {"kind": "complaint", "known": True}
    assert Suppression.objects.get().reason == "complaint"
