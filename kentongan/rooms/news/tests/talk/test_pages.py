"""Pages of comments, feeds and radio, as strangers, floods and readers use them."""

import json
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

import feedparser
import pytest
import time_machine

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.news.errors import WrongTalkData
from kentongan.rooms.news.models import Comment, RadioStation
from kentongan.rooms.news.queries import talk
from kentongan.rooms.news.services import moderating
from kentongan.rooms.news.services.tuning import load_talk
from kentongan.rooms.news.tests.feeds.validating import find_faults
from kentongan.rooms.news.tests.talk.conftest import NOW, SAID, make_article

pytestmark = pytest.mark.django_db
TYPED = {"name": "Wati", "email": "wati@warga.example", "words": SAID}
HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(2)> [x](javascript:alert(3))'


@pytest.fixture(autouse=True)
def _it_is_monday():
    with time_machine.travel(NOW, tick=False):
        yield


def send(client, article, **changed):
    address = f"/kabar/2026/{article.slug}/komentar/"
    stamp = talk.make_stamp(article.pk, now=NOW - timedelta(seconds=40))
    return client.post(address, {**TYPED, "stamp": stamp, **changed})


def log_in(client, actor):
    client.force_login(get_user_model().objects.get(pk=actor.user_id))


def test_a_stranger_writes_waits_and_takes_it_back(client, article) -> None:
    page = client.get(f"/kabar/2026/{article.slug}/").content.decode()
    assert 'action="/kabar/2026/lomba/komentar/"' in page
    assert "csrfmiddlewaretoken" not in page

    answer = send(client, article)
    own = client.get(answer.url)

    assert own.status_code == 200
    assert SAID not in client.get(f"/kabar/2026/{article.slug}/").content.decode()
    assert "wati@warga" not in own.content.decode()
    assert client.post(answer.url).status_code == 302
    assert Comment.objects.get().state == "withdrawn"
    assert client.get(answer.url[:-3] + "x/").status_code == 404


def test_a_form_from_elsewhere_is_shown_again_with_its_words(client, article) -> None:
    answer = send(Client(headers={"sec-fetch-site": "cross-site"}), article)
    other = send(Client(headers={"origin": "https://evil.example"}), article)

    assert (answer.status_code, other.status_code) == (422, 422)
    assert SAID in answer.content.decode()
    assert not Comment.objects.exists()


def test_what_is_wrong_loses_no_word(client, article) -> None:
    answer = send(client, article, email="wati@", name=HOSTILE[:50])

    text = answer.content.decode()
    assert answer.status_code == 422
    assert SAID in text
    assert "<script>alert" not in text


def test_a_flood_leaves_few_rows_and_a_queue_that_works(client, article, nadia) -> None:
    codes = []
    for number in range(200):
        network = Client(REMOTE_ADDR=f"198.51.100.{number % 100}")
        facts = {"email": f"o{number % 40}@warga.example", "words": f"Banjir nomor {number}"}
        codes.append(send(network, article, **facts).status_code)

    assert set(codes) == {302, 429}
    assert Comment.objects.count() <= 60
    last = send(client, article, words="Kata yang panjang dan tidak boleh hilang")
    assert last.status_code == 429
    assert "tidak boleh hilang" in last.content.decode()
    log_in(client, nadia)
    assert client.get("/meja/kabar/komentar/").content.decode().count("data-item") == 10


def test_one_household_and_one_address_are_stopped_earlier(client, article) -> None:
    codes = [send(client, article, words=f"Nomor {n}").status_code for n in range(7)]

    assert codes == [302] * 5 + [429] * 2


def test_hostile_words_are_only_words_on_every_page(client, article, say, nadia) -> None:
    comment = say(HOSTILE, name="<b>Wati</b>\u202e", email="o@warga.example")
    log_in(client, nadia)
    box = "spam" if comment.state == "spam" else "menunggu"
    pages = [client.get(f"/meja/kabar/komentar/?kotak={box}")]
    moderating.accept_comment(comment_id=comment.pk, by=nadia, now=NOW)
    pages += [
        client.get(way)
        for way in (
            "/kabar/2026/lomba/", "/kabar/2026/lomba/komentar/",
            f"/kabar/2026/lomba/komentar/?balas={comment.pk}",
            f"/kabar/komentar/{comment.pk}/keluhan/", "/en/kabar/2026/lomba/",
            "/meja/kabar/komentar/?kotak=tampil",
        )
    ]  # fmt: skip

    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200
        assert "&lt;script&gt;alert(1)" in text
        for sign in ("<script>alert", "<img src=x", 'href="javascript', "<b>Wati", "\u202e"):
            assert sign not in text


def test_an_editor_decides_by_script_and_without(client, say, nadia) -> None:
    first, second = say(), say("Nomor telepon saya 0812", email="b@warga.example")
    log_in(client, nadia)
    address = reverse("news:decide_comment", args=[first.pk])

    part = client.post(address, {"putusan": "terima"}, headers={"X-Part": "1"})
    assert part.content.decode().strip().startswith("<article")
    assert client.post(address, {"putusan": "batal"}).status_code == 302
    wrong = client.post(
        reverse("news:decide_comment", args=[second.pk]), {"putusan": "tolak", "reason": "Pendek"}
    )
    assert wrong.status_code == 422
    assert "Pendek" in wrong.content.decode()
    assert client.post(address, {"putusan": "hapus"}).status_code == 404
    states = dict(Comment.objects.values_list("pk", "state"))
    assert states == {first.pk: "waiting", second.pk: "waiting"}


def test_a_reader_complains_with_a_kind(client, say, nadia) -> None:
    comment = moderating.accept_comment(comment_id=say().pk, by=nadia, now=NOW)
    address = f"/kabar/komentar/{comment.pk}/keluhan/"

    assert client.post(address, {"words": "Tanpa jenis"}).status_code == 422
    assert client.post(address, {"kind": "insult", "words": "Menghina"}).status_code == 200
    log_in(client, nadia)
    desk = client.get("/meja/kabar/komentar/").content.decode()
    assert "Menghina" in desk


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_feeds_are_valid_and_say_what_was_withdrawn(client, article, kind, language) -> None:
    make_article("ditarik", state="withdrawn", withdrawn_at=NOW, reason_id="Salah <orang>.")
    make_article("hanya-indonesia", title_en="", summary_en="", html_en="")
    make_article("konsep", state="draft", published_at=None)

    answer = client.get(f"{language}/kabar/feed.{kind}")

    text = answer.content.decode()
    assert find_faults(answer.content, kind) == []
    assert ("hanya-indonesia" in text) == (language == "")
    assert "konsep" not in text
    assert "orang" in text
    again = client.get(f"{language}/kabar/feed.{kind}", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert (
        find_faults(client.get(f"{language}/kabar/topik/inovasi/feed.{kind}").content, kind) == []
    )
    assert client.get(f"{language}/kabar/feed.{kind}x").status_code == 404


def test_pages_name_their_feeds_and_a_correction_moves_the_entry(client, article) -> None:
    article.corrections.create(
        words_id="Jumlah desa 25 & bukan 24.", content={}, proposed_at=NOW, at=NOW,
    )  # fmt: skip

    entry = feedparser.parse(client.get("/kabar/feed.atom").content).entries[0]
    page = client.get("/en/kabar/2026/lomba/").content.decode()

    assert "bukan 24" in entry.content[0].value
    assert entry.updated > entry.published
    for kind in ("atom", "rss", "json"):
        assert f'href="/en/kabar/feed.{kind}"' in page


def test_radio_plays_only_from_stations_of_the_data(client, db) -> None:
    load_talk(settings.REGENCY_FOLDER, by=TERMINAL, now=NOW)
    again = load_talk(settings.REGENCY_FOLDER, by=TERMINAL, now=NOW)
    station = RadioStation.objects.get()

    page, small = client.get("/kabar/radio/"), client.get("/en/kabar/radio/kecil/?stasiun=x")

    assert again == {"radio stations": 0}
    for answer in (page, small):
        policy = dict(
            part.strip().split(" ", 1)
            for part in answer["Content-Security-Policy"].split(";") if " " in part.strip()
        )  # fmt: skip
        assert "https://siaran.suara-ijen.example" in policy["media-src"].split()
        assert station.url in answer.content.decode()
    assert "Pagi Ijen" in page.content.decode()
    assert (
        "suara-ijen"
        not in client.get("/kabar/radio/")["Content-Security-Policy"].split("media-src")[0]
    )
    assert "suara-ijen" not in client.get("/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    "url", ["http://siaran.example/a", "https://127.0.0.1/a", "https://db.internal/"]
)
def test_a_radio_address_that_leads_inside_is_not_loaded(tmp_path, db, url) -> None:
    (tmp_path / "radio.toml").write_text(
        f'[[stations]]\nslug = "x"\nname = "X"\nkind = "icecast"\nurl = {json.dumps(url)}\n'
        'summary_id = "x"\nsummary_en = "x"\n'
    )

    with pytest.raises(WrongTalkData):
        load_talk(tmp_path, by=TERMINAL, now=NOW)
    assert not RadioStation.objects.exists()
