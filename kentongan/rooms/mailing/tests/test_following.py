"""Asking to follow, saying yes, leaving."""

import re
from datetime import UTC, datetime, timedelta

from django.core import mail

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.mailing import api as mailing
from kentongan.rooms.mailing.models import FollowRequest, Reader, Subscription
from kentongan.rooms.mailing.queries.sealed import make_reader_token
from kentongan.rooms.mailing.rules.addresses import tidy_address
from kentongan.rooms.mailing.services.reading import confirm_request, leave

NOW = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("wati@rumah.example", "wati@rumah.example"),
        (" Wati.S+kabar@Rumah.Example ", "Wati.S+kabar@rumah.example"),
        ("wati@rumah.example\nBcc: budi@lain.example", None),
        ("wati@rumah.example\r\n\r\nHalo", None),
        ("wati@rumah.example,budi@lain.example", None),
        ("wati@rumah.example budi@lain.example", None),
        ("Wati <wati@rumah.example>", None),
        ('"wati\\r"@rumah.example', None),
        ("wati@[127.0.0.1]", None),
        ("wati@localhost", None),
        ("wati@rumah..example", None),
        (".wati@rumah.example", None),
        ("wati@rumah.example\x00", None),
        ("wati%budi@rumah.example", None),
        ("=?utf-8?q?wati=40lain.example=3e?=@rumah.example", None),
        (f"{'w' * 65}@rumah.example", None),
        (f"w@{'r' * 250}.example", None),
        ("", None),
    ],
)
def test_only_one_plain_address_is_an_address(typed, tidy):
    assert tidy_address(typed) == tidy


@pytest.fixture(autouse=True)
def _topics(topics):
    pass


def ask(address="wati@rumah.example", topic="t-news", now=NOW, **more):
    mailing.ask_to_follow(address, topic, by=TERMINAL, now=now, **more)


def read_token():
    return re.search(r"/kabar/langganan/([^/]+)/", str(mail.outbox[-1].body))[1]


def deliver_all():
    from kentongan.foundation.outbox.models import Mail  # noqa: PLC0415
    from kentongan.foundation.outbox.services import deliver_mail  # noqa: PLC0415

    for row in Mail.objects.filter(state="queued"):
        deliver_mail(row.pk, by=TERMINAL, now=row.next_try_at)
    return len(mail.outbox)


def test_nobody_reads_before_saying_yes_and_a_yes_counts_once():
    ask(places=("35.10.05.2001",), pace="daily")
    deliver_all()

    assert not Reader.objects.exists()
    first = confirm_request(read_token(), by=TERMINAL, now=NOW)
    second = confirm_request(read_token(), by=TERMINAL, now=NOW)

    assert first == second
    row = Subscription.objects.get()
    assert (row.topic, row.pace, row.districts) == ("t-news", "daily", ["35.10.05"])
    with pytest.raises(mailing.NoSuchTopic):
        ask(topic="unknown")
    with pytest.raises(mailing.WrongAddress):
        ask(address="wati@rumah.example\nBcc: x@y.example")


def test_a_stranger_is_not_bombed():
    """However many topics and tries: three mails a day, six a month, and no word of it."""
    for hour in range(24 * 40):
        ask(topic=("t-news", "t-news/farm", "t-rounds")[hour % 3], now=NOW + timedelta(hours=hour))

    at = sorted(FollowRequest.objects.values_list("asked_at", flat=True))
    assert len([when for when in at if when < NOW + timedelta(days=1)]) == 3
    assert len([when for when in at if when < NOW + timedelta(days=30)]) == 6


def test_names_added_to_one_mailbox_do_not_bomb_it_either():
    for number in range(20):
        ask(address=f"Wati+{number}@rumah.example", now=NOW + timedelta(minutes=number))
        cut = number % 5 + 1
        ask(address=f"{'watiti'[:cut]}.{'watiti'[cut:]}@gmail.com")

    deliver_all()
    to = [letter.to[0] for letter in mail.outbox]
    assert sum("rumah.example" in address for address in to) == 1
    assert sum("gmail.com" in address for address in to) == 1
    confirm_request(re.search(r"/kabar/langganan/([^/]+)/", str(mail.outbox[0].body))[1],
                    by=TERMINAL, now=NOW)  # fmt: skip
    ask(address="wati@lain.example")
    assert Reader.objects.get().domain == "rumah.example"


def test_the_address_is_nowhere_readable_and_erased_when_the_reader_leaves():
    ask()
    deliver_all()
    token = read_token()
    reader_id = confirm_request(token, by=TERMINAL, now=NOW)

    assert b"wati" not in bytes(Reader.objects.get().email_sealed)
    assert "wati" not in make_reader_token(reader_id)
    leave(reader_id, by=TERMINAL, now=NOW)
    leave(reader_id, by=TERMINAL, now=NOW)

    reader = Reader.objects.get()
    assert (reader.state, reader.email_sealed, reader.email_index) == ("left", None, None)
    assert not Subscription.objects.exists()
    assert not FollowRequest.objects.exists()
