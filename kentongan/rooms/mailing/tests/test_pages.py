"""Pages of readers and editors: a whole way in both, and who may not."""

import re
from datetime import timedelta

from django.core import mail
from django.test import Client

import pytest
import time_machine

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.outbox.models import Mail
from kentongan.foundation.outbox.services import deliver_mail
from kentongan.rooms.mailing.models import Delivery, FollowRequest, Mailing, MailingLink, Reader
from kentongan.rooms.mailing.services.editions import compose_due
from kentongan.rooms.mailing.tests.acting import (
    NOW,
    SATURDAY,
    announce,
    make_reader,
    send_all,
    use_one_lane,
)
from tests.sessions import log_in

pytestmark = pytest.mark.django_db
LINK = re.compile(r"(/(?:en/)?kabar/langganan/[^\s>]+)")


@pytest.fixture(autouse=True)
def _scene(monkeypatch, tmp_path, topics):
    use_one_lane(monkeypatch, tmp_path)


def deliver_all():
    for row in Mail.objects.filter(state="queued"):
        deliver_mail(row.pk, by=CLOCK, now=row.next_try_at)


def ask(client, path="/kabar/langganan/", **typed):
    facts = {"email": "wati@rumah.example", "topics": ["t-news"], "pace": "weekly", **typed}
    return client.post(path, facts)


def test_a_reader_asks_says_yes_chooses_and_leaves_by_one_click(client):
    answer = ask(client, "/en/kabar/langganan/", topics=["t-news", "t-rounds"])
    again = ask(client, "/en/kabar/langganan/", email="budi@rumah.example")
    assert answer.headers["Location"] == again.headers["Location"] == "/en/kabar/langganan/surel/"
    deliver_all()
    asked = next(letter for letter in mail.outbox if letter.to == ["wati@rumah.example"])
    link = LINK.search(asked.body)[1]

    assert client.get(link).status_code == 200
    assert not Reader.objects.exists()  # a program that follows links says no yes
    own = client.post(link).headers["Location"]
    page = client.get(own).content.decode()
    assert "What you read" in page
    assert client.get(link).headers["Location"] == own.partition("?")[0]

    own = own.partition("?")[0]
    typed = {"topic-t-news": "daily", "topic-t-rounds": "", "language": "id",
             "districts": ["35.10.05"], "agreed_to_clicks": "on"}  # fmt: skip
    client.post(own, typed)
    reader = Reader.objects.get()
    assert (reader.language, reader.agreed_to_clicks) == ("id", True)
    row = reader.subscriptions.get()
    assert (row.topic, row.pace, row.districts) == ("t-news", "daily", ["35.10.05"])

    stranger = Client(enforce_csrf_checks=True)  # the mail program
    assert stranger.get(f"{own}henti/").status_code == 200
    assert Reader.objects.get().state == "reading"
    left = stranger.post(f"{own}henti/", {"List-Unsubscribe": "One-Click"})
    assert left.status_code == 200
    assert Reader.objects.get().email_sealed is None
    assert "You have left" in client.get(own).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "wati@rumah.example\r\nBcc: budi@rumah.example"},
        {"email": "wati@rumah.example, budi@rumah.example"},
        {"email": "<b>wati</b>@rumah.example"},
        {"email": ""},
        {"topics": ["t-unknown"]},
        {"topics": []},
        {"districts": ["99.99.99"]},
    ],
)
def test_wrong_input_is_explained_and_kept(client, typed):
    answer = ask(client, **typed)

    assert answer.status_code == 422
    assert not FollowRequest.objects.exists()
    assert "bad" in answer.content.decode()


def test_one_network_cannot_ask_for_many(client):
    answers = [ask(client, email=f"orang{n}@rumah.example").status_code for n in range(22)]

    assert answers[:20] == [302] * 20
    assert answers[20:] == [429] * 2


def test_a_forged_link_opens_nothing(client):
    for token in ("x", "A" * 43, "é" * 43):
        assert client.get(f"/kabar/langganan/{token}/").status_code == 404
        assert client.post(f"/kabar/langganan/{token}/henti/").status_code == 404


@pytest.fixture
def edition(folk):
    announce(now=NOW - timedelta(days=1))
    compose_due(by=CLOCK, now=NOW)
    return Mailing.objects.get(kind="weekly")


def act(client, edition, do, **typed):
    version = Mailing.objects.get(pk=edition.pk).version
    facts = {"version": version, "words_id": "Halo", "words_en": "Hello", "do": do, **typed}
    return client.post(f"/meja/kabar/edaran/{edition.pk}/", facts)


def test_a_second_editor_lets_saturdays_digest_go(edition, folk):
    make_reader("wati@rumah.example")
    make_reader("inggris@rumah.example", language="en", agreed_to_clicks=True)
    nadia, rendra = log_in(folk.users["Nadia"]), log_in(folk.users["Rendra"])
    with time_machine.travel(NOW, tick=False):
        assert act(nadia, edition, "save", words_id="Hai").status_code == 302
        assert act(nadia, edition, "submit").status_code == 302  # with the words typed last
        assert act(rendra, edition, "approve", words_id="Lain").status_code == 422
        assert act(nadia, edition, "approve").status_code == 422
        assert act(rendra, edition, "approve", version=1).status_code == 422
        assert act(rendra, edition, "approve").status_code == 302
        assert "Halo" in rendra.get(f"/meja/kabar/edaran/{edition.pk}/").content.decode()
    announce(2, now=NOW + timedelta(hours=1))  # too late for this one
    send_all(SATURDAY - timedelta(minutes=1))
    assert not mail.outbox
    send_all(SATURDAY)

    bodies = {letter.to[0]: letter.body for letter in mail.outbox}
    assert "Halo" in bodies["wati@rumah.example"]
    assert "/kabar/2026/panen-1/" in bodies["wati@rumah.example"]
    assert "panen-2" not in bodies["wati@rumah.example"]
    link = LINK.search(bodies["inggris@rumah.example"])[1]
    assert "/tautan/" in link
    assert Client().get(link).headers["Location"].endswith("/en/kabar/2026/panen-1/")
    assert MailingLink.objects.get().clicks == 1
    page = nadia.get(f"/meja/kabar/edaran/{edition.pk}/").content.decode()
    assert "Great harvest 1" in page
    compose_due(by=CLOCK, now=SATURDAY + timedelta(hours=1))
    assert Mailing.objects.filter(kind="weekly").count() == 2


def test_only_editors_of_the_keeper_see_digests(edition, folk, client):
    for name in ("Sari", "Joko", "Made"):
        stranger = log_in(folk.users[name])
        assert stranger.get("/meja/kabar/edaran/").status_code == 404
        assert act(stranger, edition, "approve").status_code == 404
    listed = log_in(folk.users["Nadia"]).get("/meja/kabar/edaran/")
    assert str(edition.pk) in listed.content.decode()


def test_editors_are_reminded_of_what_nobody_approved(edition, folk):
    for hours in (-20, -15, -14, 0, 1):
        compose_due(by=CLOCK, now=SATURDAY + timedelta(hours=hours))

    deliver_all()
    assert len(mail.outbox) == 4  # two editors, on Friday afternoon and when it is due


def test_what_was_in_doubt_is_sent_again_only_when_an_editor_says_so(edition, folk):
    make_reader("wati@rumah.example")
    Mailing.objects.filter(pk=edition.pk).update(
        state="approved", approved_at=NOW, until=NOW, due_at=NOW
    )
    send_all()
    Delivery.objects.update(state="doubtful")
    nadia = log_in(folk.users["Nadia"])

    with time_machine.travel(NOW, tick=False):
        assert act(nadia, edition, "repeat").status_code == 302
    send_all(NOW + timedelta(hours=1))

    assert len(mail.outbox) == 2
    assert Mailing.objects.get(pk=edition.pk).state == "sent"
