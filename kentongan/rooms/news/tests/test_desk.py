"""Writing, reviewing, publishing, correcting, withdrawing: through the pages."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localtime

import pytest

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.files.tests.makers import paint
from kentongan.rooms.mailing import api as mailing
from kentongan.rooms.news import api
from kentongan.rooms.news.errors import NotYourTurn, OwnWriting
from kentongan.rooms.news.models import Article, Correction
from kentongan.rooms.news.tests.conftest import NOW, make_content
from tests.people import People
from tests.sessions import log_in, release

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(topics: People) -> dict[str, Client]:
    return {name: log_in(topics.users[name]) for name in ("Nadia", "Rendra", "Sari")}


@pytest.fixture
def shelf(settings: Any, tmp_path: Path) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.fixture
def typed() -> dict[str, Any]:
    kept = make_content().as_kept()
    return {**kept, "takes_comments": "on", "once": "a"}


def write(desk: Client, typed: dict[str, Any], do: str = "save") -> Article:
    desk.post("/meja/kabar/tulis/", {**typed, "do": do})
    return Article.objects.get()


def test_a_text_goes_its_way_from_draft_to_correction(
    desks: dict[str, Client], typed: dict[str, Any], client: Client
) -> None:
    article = write(desks["Nadia"], typed, do="send")
    way = f"/meja/kabar/{article.pk}/"

    assert article.state == "review"
    assert "You may review" in desks["Rendra"].get("/en/meja/kabar/").text
    assert desks["Nadia"].post(f"{way}terbitkan/", {"once": "b"}).status_code == 422
    assert desks["Sari"].get(way).status_code == 404
    desks["Rendra"].post(f"{way}kembalikan/", {"remark": "Tulis juga jam bukanya.", "once": "c"})
    assert "Tulis juga jam bukanya." in desks["Nadia"].get(way).text
    desks["Nadia"].post(way, {**typed, "version": 1, "do": "send", "authors": "Nadia"})
    desks["Rendra"].post(f"{way}terbitkan/", {"once": "d"})
    article.refresh_from_db()
    address = f"/kabar/{article.year}/{article.slug}/"
    assert client.get(address).status_code == 200
    correction = {**typed, "version": 2, "words_id": "Jam buka salah: bukan 21.00, tetapi 20.00.",
                  "summary_id": "Kini sampai pukul 20.00.", "once": "e"}  # fmt: skip
    desks["Nadia"].post(f"{way}ralat/", correction)
    waiting = Correction.objects.get()
    decide = f"{way}ralat/{waiting.pk}/"
    desks["Nadia"].post(decide, {"decision": "agree", "once": "f"})
    assert "20.00" not in client.get(address).text
    assert "<ins>" in desks["Rendra"].get(way).text
    desks["Rendra"].post(decide, {"decision": "agree", "once": "g"})

    page = client.get(address).text
    assert "Jam buka salah" in page
    assert "Kini sampai pukul 20.00." in page
    old = desks["Rendra"].get(f"{way}versi/2/").text
    assert "sampai pukul 21.00" in old
    actions = [line.action for line in audit.list_lines(f"news:{article.pk}")]
    assert actions[-3:] == ["news.article_published", "news.correction_proposed",
                            "news.article_corrected"]  # fmt: skip


def test_two_editors_at_once_lose_nothing(desks: dict[str, Client], typed: dict[str, Any]) -> None:
    article = write(desks["Nadia"], typed)
    way = f"/meja/kabar/{article.pk}/"
    desks["Rendra"].post(way, {**typed, "version": 1, "title_en": "By Rendra"})

    mine = desks["Nadia"].post(way, {**typed, "version": 1, "title_en": "By Nadia"})
    auto = desks["Nadia"].post(
        way, {**typed, "version": 1, "title_en": "By Nadia"}, headers={"X-Autosave": "1"}
    )

    assert (mine.status_code, auto.status_code) == (409, 409)
    assert "Rendra" in mine.context["form"].non_field_errors()[0]
    assert "By Rendra" in mine.text
    assert 'value="By Nadia"' in mine.text
    again = desks["Nadia"].post(way, {**typed, "version": 2, "title_en": "By Nadia"})
    assert again.status_code == 302
    assert list(article.versions.values_list("number", flat=True)) == [3, 2, 1]


def test_a_draft_keeps_itself_and_is_shown_before_it_is_kept(
    desks: dict[str, Client], typed: dict[str, Any]
) -> None:
    nadia = desks["Nadia"]
    article = write(nadia, typed)
    way = f"/meja/kabar/{article.pk}/"

    kept = nadia.post(way, {**typed, "version": 1, "body_id": "Baru " * 20},
                      headers={"X-Autosave": "1"})  # fmt: skip
    shown = nadia.post(way, {**typed, "version": 2, "body_id": "## Kepala", "do": "preview"})
    part = nadia.post("/meja/kabar/pratinjau/", {"body": "![](https://jahat.example/a.png)"})

    assert kept.json() == {"version": 2}
    assert "<h2>Kepala</h2>" in shown.text
    assert Article.objects.get().body_id.startswith("Baru")
    assert "<img" not in part.text
    assert "jahat.example" in part.text
    wrong = nadia.post(way, {**typed, "version": 2, "title_id": "", "title_en": "", "do": "send"})
    assert wrong.status_code == 422
    assert "Judulnya belum ada" in wrong.text


def test_what_is_scheduled_appears_at_its_hour_and_only_once(
    nadia: Any, rendra: Any, client: Client
) -> None:
    article = api.start_article(make_content(), by=nadia, now=NOW)
    api.send_to_review(article_id=article.pk, by=nadia, now=NOW)
    hour = NOW + timedelta(hours=3)
    api.publish_article(article_id=article.pk, at=hour, by=rendra, now=NOW)
    counts = [api.publish_due(by=CLOCK, now=hour + timedelta(minutes=m)) for m in (-1, 0, 1)]

    assert counts == [0, 1, 0]
    article.refresh_from_db()
    assert article.published_at == hour
    assert client.get(f"/kabar/{localtime(hour).year}/{article.slug}/").status_code == 200


def test_nobody_publishes_what_he_wrote_even_a_little(nadia: Any, rendra: Any) -> None:
    article = api.start_article(make_content(), by=nadia, now=NOW)
    api.save_article(
        article_id=article.pk, version=1, content=make_content(title_en="Other"), by=rendra,
        now=NOW,
    )  # fmt: skip
    api.send_to_review(article_id=article.pk, by=nadia, now=NOW)

    for editor in (nadia, rendra):
        with pytest.raises(OwnWriting):
            api.publish_article(article_id=article.pk, by=editor, now=NOW)
    with pytest.raises(NotYourTurn):
        api.save_article(
            article_id=article.pk, version=2, content=make_content(), by=nadia, now=NOW
        )


def test_the_newsletter_hears_of_it_and_of_its_end(publish: Any, nadia: Any) -> None:
    article = publish()
    kept = Article.objects.get().pk
    assert [topic.key for topic in mailing.list_topics() if topic.key == "news/inovasi"]

    item = apps.get_model("mailing", "AnnouncedItem").objects.get(key=f"news:{kept}")
    assert item.path == f"/kabar/2026/{article.slug}/"
    api.withdraw_article(
        article_id=kept, reason_id="Ditulis dua kali dengan isi sama.", by=nadia, now=NOW
    )
    item.refresh_from_db()
    assert item.retracted_at == NOW


def test_a_picture_is_sent_copied_and_shown_to_who_may(
    desks: dict[str, Client], typed: dict[str, Any], client: Client, shelf: None
) -> None:
    nadia = desks["Nadia"]
    article = write(nadia, typed)
    way = f"/meja/kabar/{article.pk}/"
    words = {"alt_id": "Balai desa <b>malam</b>", "credit": "<script>Humas", "focus": "left"}
    photo = SimpleUploadedFile("a.jpg", paint(), "image/jpeg")
    sent = nadia.post(f"{way}gambar/", {**words, "file": photo, "once": "p"})
    bad = nadia.post(f"{way}gambar/", {**words, "file": SimpleUploadedFile("a.jpg", b"<svg/>"),
                                       "once": "q"})  # fmt: skip

    assert sent.status_code == 302
    assert bad.status_code == 422
    article.refresh_from_db()
    facts = article.picture_facts[0]
    for suffix in ("avif", "webp", "jpg"):
        address = f"/kabar/gambar/{facts['id']}/{facts['widths'][0]}.{suffix}"
        assert client.get(address).status_code == 404
        copy = nadia.get(address)
        assert copy["Content-Type"].startswith("image/")
        release(copy)
    nadia.post(way, {**typed, "version": 1, "do": "send"})
    desks["Rendra"].post(f"{way}terbitkan/", {"once": "r"})
    article.refresh_from_db()
    page = client.get(f"/kabar/{article.year}/{article.slug}/").text
    assert "Balai desa &lt;b&gt;malam&lt;/b&gt;" in page
    assert "<script>Humas" not in page
    assert ".avif 4" in page or ".avif " in page
    shown = client.get(address)
    assert "immutable" in shown["Cache-Control"]
    release(shown)
    picture = f"/meja/kabar/gambar/{facts['id']}/"
    assert nadia.get(picture).status_code == 200
    nadia.post(picture, {"alt_id": "Balai desa", "credit": "Humas", "once": "s"})
    assert 'alt="Balai desa"' in client.get(f"/kabar/{article.year}/{article.slug}/").text
