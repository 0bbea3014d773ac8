"""Who gets what, once: at once and in digests, throttled, retried, resumed."""

from datetime import timedelta
from email import message_from_bytes, policy

from django.core import mail

import pytest

from kentongan.foundation.actors import CLOCK, TERMINAL
from kentongan.rooms.mailing import api as mailing
from kentongan.rooms.mailing.models import Delivery, Mailing, Reader, Suppression
from kentongan.rooms.mailing.queries.composing import PLACE
from kentongan.rooms.mailing.rules.marks import Mark, Verdict, judge, read_marks
from kentongan.rooms.mailing.rules.mime import make_sheet
from kentongan.rooms.mailing.rules.replies import Phase, Reply, read_reply
from kentongan.rooms.mailing.rules.warming import Warming
from kentongan.rooms.mailing.services import _lane, sending
from kentongan.rooms.mailing.services._journal import Journal, read_boot
from kentongan.rooms.mailing.services.editions import compose_due
from kentongan.rooms.mailing.services.sending import send_mailing
from kentongan.rooms.mailing.tests.acting import NOW, announce, make_reader, send_all, use_one_lane


@pytest.fixture(autouse=True)
def _one_lane(monkeypatch, tmp_path, topics):
    use_one_lane(monkeypatch, tmp_path)


def list_receivers():
    return sorted(letter.to[0] for letter in mail.outbox)


@pytest.mark.django_db
def test_each_gets_what_they_follow_in_their_language_and_nobody_twice():
    make_reader("sekarang@a.example", pace="at_once")
    make_reader("english@a.example", pace="at_once", language="en", topic="t-news/farm")
    make_reader("muncar@a.example", pace="at_once", districts=["35.10.05"])
    make_reader("lain@a.example", pace="at_once", districts=["35.10.06"])
    make_reader("pekanan@a.example")
    make_reader("keliling@a.example", pace="at_once", topic="t-rounds")

    announce(places=("35.10.05.2001",))
    announce(title={"id": "Panen raya (ralat)"}, places=("35.10.05",))  # the same key: a correction
    send_all()
    send_all()

    assert list_receivers() == ["english@a.example", "muncar@a.example", "sekarang@a.example"]
    english = next(letter for letter in mail.outbox if letter.to == ["english@a.example"])
    assert "/en/kabar/2026/panen-1/" in english.body
    assert english.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "english" not in english.body + str(english.extra_headers)


@pytest.mark.django_db
def test_words_of_a_title_are_no_header_and_no_markup():
    make_reader("sekarang@a.example", pace="at_once")
    hostile = 'Panen\r\nBcc: lain@b.example\r\n\r\n</title><img src=x onerror=alert(1)> "besar"'

    announce(title={"id": hostile, "en": hostile})
    send_all()

    [letter] = mail.outbox
    sent = message_from_bytes(letter.message().as_bytes(), policy=policy.default)
    assert letter.recipients() == ["sekarang@a.example"]
    assert sent["Bcc"] is None
    assert sent["Subject"].count("Bcc:") == 1  # as words
    html = sent.get_body(preferencelist=("html",)).get_content()
    assert "&lt;img src=x" in html
    assert "<img src=x" not in html


@pytest.mark.django_db
def test_what_is_urgent_goes_to_everybody_at_once_and_what_was_retracted_to_nobody():
    make_reader("pekanan@a.example")
    announce(1, urgent=True)
    announce(2, urgent=True)
    mailing.retract("test:2", by=TERMINAL, now=NOW)
    send_all()

    assert len(mail.outbox) == 1
    assert mail.outbox[0].subject == "Panen raya 1"


@pytest.mark.django_db
def test_a_daily_digest_goes_by_itself_and_only_to_whom_it_tells_something():
    make_reader("harian@a.example", pace="daily")
    make_reader("keliling@a.example", pace="daily", topic="t-rounds")
    announce(1, now=NOW - timedelta(days=1))
    morning = NOW - timedelta(hours=3)  # 07.00 WIB
    for _ in range(2):
        compose_due(by=CLOCK, now=morning)
        send_all(morning)

    assert list_receivers() == ["harian@a.example"]
    assert Mailing.objects.get(kind="daily").state == "sent"


class Server:
    """A mail server that answers as it is told, by the receiver's name."""

    def __init__(self):
        self.taken, self.answers, self.dies_at = [], {}, None

    def hand_over(self, *, sender, to, data, prepare, at_dot):
        prepare()
        at_dot()
        if self.dies_at == to:
            raise ConnectionResetError
        reply = self.answers.get(to.partition("@")[0], Reply(250))
        if reply.is_taken:
            self.taken.append((to, data))
        return reply

    def close(self):
        pass


@pytest.fixture
def server(monkeypatch):
    made = Server()
    monkeypatch.setattr(_lane, "open_carrier", lambda: made)
    return made


@pytest.mark.django_db
def test_a_refusal_is_tried_again_or_ends_the_address(server):
    for name in ("ada", "pergi", "penuh", "isi"):
        make_reader(f"{name}@a.example", pace="at_once")
    server.answers = {
        "pergi": read_reply(550, b"5.1.1 no such user", phase=Phase.RECEIVER),
        "penuh": read_reply(452, b"4.2.2 full", phase=Phase.RECEIVER),
        "isi": read_reply(554, b"5.7.1 content", phase=Phase.END),
    }
    announce()
    send_all()
    server.answers.pop("penuh")
    send_all(NOW + timedelta(minutes=10))

    assert [to for to, _ in server.taken] == ["ada@a.example", "penuh@a.example"]
    assert Suppression.objects.get().reason == "bounced"
    assert Reader.objects.get(state="stopped").email_sealed is None
    assert sorted(Delivery.objects.values_list("state", flat=True)) == [
        "failed", "failed", "sent", "sent",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_server_that_falls_silent_is_asked_again_later(server):
    for number in range(3):
        make_reader(f"a{number}@a.example", pace="at_once")
    server.dies_at = "a1@a.example"
    announce()
    send_all()
    server.dies_at = None
    send_all(NOW + timedelta(minutes=5))

    assert sorted(to for to, _ in server.taken) == [f"a{n}@a.example" for n in range(3)]


@pytest.mark.django_db
def test_a_new_domain_gets_few_mails_in_its_first_hour(server, monkeypatch, tmp_path):
    use_one_lane(
        monkeypatch, tmp_path, warming={"first_day": 16, "factor": 2, "most_an_hour": 1000}
    )
    monkeypatch.setattr(_lane, "BATCH", 1)
    for number in range(5):
        make_reader(f"a{number}@besar.example", pace="at_once")
    make_reader("b@kecil.example", pace="at_once")
    announce()
    send_all()
    first = sorted(to.partition("@")[2] for to, _ in server.taken)
    send_all(NOW + timedelta(hours=1))

    assert first == ["besar.example", "besar.example", "kecil.example"]
    assert len(server.taken) == 5
    assert [Warming(800, 2, 1000).allow(days_known=day) for day in (0, 1, 9)] == [100, 200, 1000]


@pytest.mark.django_db
def test_what_a_dead_sender_had_claimed_is_decided_by_its_journal(server, tmp_path):
    """Nobody twice, nobody missed: only where the last word is unknown it is not repeated."""
    for number in range(4):
        make_reader(f"a{number}@a.example", pace="at_once")
    announce()
    mailing_id = Mailing.objects.get().pk
    send_mailing(mailing_id, by=CLOCK, now=NOW, seconds=0)  # only prepared
    ids = list(Delivery.objects.order_by("id").values_list("pk", flat=True))
    dead = Journal(tmp_path)
    Delivery.objects.update(state="claimed", journal=dead.name, claimed_at=NOW)
    for mark, delivery_id in (("P", 0), ("D", 0), ("S", 0), ("P", 1), ("D", 1), ("P", 2)):
        dead.write(Mark(mark), ids[delivery_id])

    send_all()
    assert not server.taken  # the sender still lives: its journal is locked
    dead.__exit__(ValueError, None, None)
    send_all()

    states = list(Delivery.objects.order_by("id").values_list("state", flat=True))
    assert states == ["sent", "doubtful", "sent", "sent"]
    assert len(server.taken) == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("mark", "same_boot", "verdict"),
    [
        (None, True, Verdict.AGAIN),
        (None, False, Verdict.AGAIN),
        (Mark.PREPARED, True, Verdict.AGAIN),
        (Mark.PREPARED, False, Verdict.DOUBTFUL),
        (Mark.DOT, True, Verdict.DOUBTFUL),
        (Mark.SENT, False, Verdict.SENT),
        (Mark.REFUSED, False, Verdict.AGAIN),
    ],
)
def test_the_last_mark_decides(mark, same_boot, verdict):
    assert judge(mark, is_same_boot=same_boot) is verdict
    assert read_marks(["P 1\n", "D 1\n", "S 1\n", "P 2\n", "D", "x 3\n"]) == {1: "S", 2: "P"}
    assert read_boot()


def test_a_mail_is_whole_whatever_stands_in_it():
    text = f".titik\nPanjang {'kata ' * 40} é\nhttps://a.example/{PLACE}/henti/ \n"
    sheet = make_sheet(
        sender="Kabupaten É <a@a.example>", subject="Kabar\r\nBcc: x@y.example", text=text,
        html=f"<p>{text}</p>", place=PLACE, headers={"List-Id": "<a.example>"},
    )  # fmt: skip
    token = "T" * len(PLACE)
    data = sheet.fill(to="wati@a.example", token=token, key="<1.a@a.example>", date="now")

    assert all(len(line) <= 76 or line.startswith(b"List") for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r\n")
    read = message_from_bytes(data.replace(b"\r\n..", b"\r\n."), policy=policy.default)
    assert read["Bcc"] is None
    assert read["To"] == "wati@a.example"
    assert read.get_body(("plain",)).get_content().splitlines()[0] == ".titik"
    assert f"https://a.example/{token}/henti/" in read.get_body(("plain",)).get_content()
    assert f"https://a.example/{token}/henti/" in read.get_body(("html",)).get_content()
    with pytest.raises(ValueError, match="line break"):
        make_sheet(sender="a@a.example", subject="", text="", html="", place=PLACE,
                   headers={"X": "a\nBcc: b"})  # fmt: skip


@pytest.mark.django_db
def test_a_lost_job_is_given_again():
    announce()
    assert sending.requeue_lost_mailings(by=CLOCK, now=NOW) == 1
