"""From a pasted NOTAM and a written warning to what people see, hear of, and what ends."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.timezone import localtime
from django.utils.translation import override

import pytest
import xmlschema

from kentongan.foundation.audit import chain as audit
from kentongan.rooms.notices import api as notices
from kentongan.rooms.notices.errors import (
    ChangedMeanwhile,
    EndedAlready,
    KnownAlready,
    MissingLanguage,
    NeedsSecondEyes,
    NoSuchNotice,
    NothingToEnd,
    NotInForce,
    WrongNotice,
)
from kentongan.rooms.notices.models import Notice, NoticeMessage
from kentongan.rooms.notices.queries.pages import get_page
from kentongan.rooms.notices.tests.conftest import CLOSED, MORNING, WARNING

pytestmark = pytest.mark.django_db
AnnouncedItem: Any = apps.get_model("mailing", "AnnouncedItem")
SCHEMA: Any = xmlschema.XMLSchema(str(Path(__file__).parent / "data" / "CAP-v1.2.xsd"))
HOUR = timedelta(hours=1)
STARTS = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ODD = {
    "title_en": "]]>\ufffe\u202e😀 '\"&amp;", "words_en": "<![CDATA[ &#0; ]]>\n" + "x" * 50_000,
    "instruction_id": "\x07", "places": ["35.10.05", "35.10.06"], "severity": "Unknown",
}  # fmt: skip
SEVEN = "\n".join(f"XX 10{n}; Surabaya–Banyuwangi; {9 + n}.00" for n in range(7))


def at(hour, minute=0):
    """Return a moment of 8 February 2021 in WIB."""
    return datetime(2021, 2, 8, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def read_banner(now):
    """Return what an English reader sees."""
    with override("en"):
        return [alert.title for alert in notices.get_banner(now=now).alerts]


def test_the_airport_is_closed_from_837_to_1437(desk):
    draft = notices.take_notam(CLOSED, by=desk.nadia, now=MORNING)
    notices.set_flights(notice_id=draft.pk, text=SEVEN, by=desk.nadia, now=MORNING)
    draft.refresh_from_db()

    desk.publish(draft, now=MORNING)

    assert read_banner(at(8, 36)) == []
    assert read_banner(at(8, 37)) == ["Banyuwangi Airport is closed, 7 flights affected"]
    assert read_banner(at(14, 36)) != []
    assert read_banner(at(14, 37)) == []  # nothing was done: it ended by itself
    item = AnnouncedItem.objects.get(topic="notices/airport")
    assert item.is_urgent
    assert "08:37–14:37 WIB" in item.words_en
    assert item.title_en == "Banyuwangi Airport is closed, 7 flights affected"
    [message] = NoticeMessage.objects.all()
    assert "<expires>2021-02-08T14:37:00+07:00</expires>" in message.xml


def test_a_field_closed_at_night_is_not_shown_closed_by_day(desk):
    text = CLOSED.replace("2102080737", "2102120737\nD) DAILY 1200-2200")

    notice = desk.give_notam(text)

    assert read_banner(at(12)) == []
    assert read_banner(at(20)) != []
    assert get_page(notice, now=at(12)).row.standing.name == "between"
    assert get_page(notice, now=at(12)).row.standing.changes_at == at(19)
    assert get_page(notice, now=at(20)).row.standing.changes_at == at(29 - 24) + timedelta(days=1)


def test_an_estimated_end_is_not_taken_for_certain(desk):
    notice = desk.give_notam(CLOSED.replace("2102080737", "2102080737EST"))

    assert get_page(notice, now=at(14)).row.standing.name == "in_force"
    assert get_page(notice, now=at(15)).row.standing.name == "unsure"
    assert get_page(notice, now=at(15) + timedelta(days=1)).row.standing.name == "over"


def test_who_wrote_it_publishes_it_only_with_a_reason(desk):
    draft = notices.take_notam(CLOSED, by=desk.nadia, now=MORNING)

    with pytest.raises(NeedsSecondEyes):
        desk.publish(draft, now=MORNING, by=desk.nadia, reason="cepat")
    done = desk.publish(draft, now=MORNING, by=desk.nadia, reason="Rekan tidak dapat dihubungi.")

    assert done.alone_reason
    lines = audit.list_lines(f"notice:{draft.pk}")
    assert [line.action for line in lines] == ["notices.notam_taken", "notices.published_alone"]


def test_whoever_changes_a_draft_does_not_publish_it(desk):
    draft = notices.take_notam(CLOSED, by=desk.nadia, now=MORNING)

    notices.change_draft(
        notice_id=draft.pk, version=1, facts={"title_id": "Bandara tutup", "starts_at": at(1)},
        by=desk.rendra, now=MORNING,
    )  # fmt: skip

    draft.refresh_from_db()
    assert (draft.title_id, draft.starts_at) == ("Bandara tutup", at(8, 37))
    with pytest.raises(NeedsSecondEyes):
        desk.publish(draft, now=MORNING)
    with pytest.raises(ChangedMeanwhile):
        notices.change_draft(notice_id=draft.pk, version=1, facts={}, by=desk.nadia, now=MORNING)


def test_a_replacement_and_a_cancellation_find_the_old_one_by_number(desk):
    old = desk.give_notam()
    later = CLOSED.replace("B0192/21 NOTAMN", "B0195/21 NOTAMR B0192/21").replace("0737", "0937")

    new = desk.give_notam(later, now=at(9))

    old.refresh_from_db()
    assert (old.state, new.follows_id) == ("replaced", old.pk)
    assert read_banner(at(15)) == ["Banyuwangi Airport is closed"]
    end = (
        CLOSED.replace("B0192/21 NOTAMN", "B0197/21 NOTAMC B0195/21")
        .replace("C) 2102080737", "")
        .replace("2102080137", "2102080700")
        .replace("QFALC", "QFAAK")
    )
    desk.give_notam(end, now=at(14, 5))
    new.refresh_from_db()
    assert (new.state, new.end_reason_en) == ("cancelled", "Cancelled by NOTAM B0197/21.")
    assert read_banner(at(14, 6)) == []
    assert list(NoticeMessage.objects.order_by("sent_at").values_list("kind", flat=True)) == [
        "Alert", "Update", "Cancel",
    ]  # fmt: skip
    assert AnnouncedItem.objects.filter(retracted_at=None).count() == 1  # that it ended
    assert not Notice.objects.shown().filter(number="B0197/21").exists()


def test_a_replacement_that_begins_later_leaves_the_old_one_until_then(desk):
    old = desk.give_notam()
    text = CLOSED.replace("B0192/21 NOTAMN", "B0195/21 NOTAMR B0192/21").replace("0137", "0500")

    desk.give_notam(text, now=at(9))

    old.refresh_from_db()
    assert (old.state, old.ends_at) == ("published", at(12))
    assert read_banner(at(11)) == ["Banyuwangi Airport is closed"]


def test_a_successor_that_came_first_keeps_the_old_one_from_being_shown(desk):
    text = CLOSED.replace("B0192/21 NOTAMN", "B0195/21 NOTAMR B0192/21").replace("0137", "0500")
    new = desk.give_notam(text)  # begins 12.00 WIB

    old = desk.give_notam(now=at(9))

    assert old.ends_at == at(12)
    assert read_banner(at(11)) == ["Banyuwangi Airport is closed"]
    assert get_page(new, now=at(12)).row.standing.name == "in_force"
    assert get_page(old, now=at(12)).row.standing.name == "over"
    desk.give_notam(CLOSED.replace("0192/21 NOTAMN", "0199/21 NOTAMR B0198/21"), now=at(9))
    with pytest.raises(EndedAlready):
        desk.give_notam(CLOSED.replace("0192", "0198"), now=at(9))


def test_a_cancellation_that_begins_later_says_from_when(desk):
    old = desk.give_notam()
    text = CLOSED.replace("0192/21 NOTAMN", "0197/21 NOTAMC B0192/21").replace("C) 2102080737", "")

    desk.give_notam(text.replace("2102080137", "2102080500"), now=at(9))

    old.refresh_from_db()
    assert old.ends_at == at(12)
    [told] = AnnouncedItem.objects.filter(retracted_at=None)
    assert told.title_en == (
        "Ends earlier, Monday 8 February 2021, 12:00 WIB: Banyuwangi Airport is closed"
    )


def test_a_cancellation_that_begins_after_the_end_does_not_put_it_off(desk):
    old = desk.give_notam()
    text = CLOSED.replace("0192/21 NOTAMN", "0197/21 NOTAMC B0192/21").replace("C) 2102080737", "")

    desk.give_notam(text.replace("2102080137", "2102080900"), now=at(9))

    old.refresh_from_db()
    assert old.ends_at == at(14, 37)
    assert not AnnouncedItem.objects.filter(key__endswith=":ended").exists()


def test_what_holds_long_says_its_own_end_and_what_holds_at_night_tonights(desk):
    long = desk.give_notam(CLOSED.replace("2102080737", "2106080737"))
    assert get_page(long, now=at(9)).row.standing.changes_at == datetime(
        2021, 6, 8, 7, 37, tzinfo=UTC
    )
    notices.cancel_notice(notice_id=long.pk, by=desk.nadia, now=at(9))
    night = CLOSED.replace("0192", "0193").replace("2102080737", "2102120737\nD) DAILY 1200-2200")
    desk.give_notam(night, now=at(9))

    keys = [notices.get_banner_key(now=at(20) + n * timedelta(days=1)) for n in (0, 1)]

    assert keys[0] != keys[1]  # a page that was kept last night is not shown tonight


def test_what_is_not_there_cannot_be_cancelled(desk):
    text = CLOSED.replace("B0192/21 NOTAMN", "B0197/21 NOTAMC B0190/21").replace(
        "C) 2102080737", ""
    )

    with pytest.raises(NothingToEnd):
        desk.give_notam(text)


def test_a_kept_notam_that_todays_rules_refuse_does_not_end_every_page(desk):
    notice = desk.give_notam(CLOSED.replace("2102080737", "2102120737\nD) DAILY 1200-2200"))
    Notice.objects.filter(pk=notice.pk).update(original=notice.original.replace("DAILY", "SOME"))

    assert read_banner(at(12)) != []  # its hours are not known any more: the whole time
    assert not get_page(Notice.objects.get(), now=at(12)).follows_sun


def test_words_of_a_warning_are_markup_nowhere(desk, client):
    hostile = '</script><img src=x onerror=alert(1)>"'
    now = localtime()
    notice = desk.warn(
        now=now, title_id=hostile, title_en=hostile, words_id=hostile, words_en=hostile,
        instruction_id=hostile, instruction_en=hostile, starts_at=now, ends_at=now + HOUR,
    )  # fmt: skip
    notices.set_patience(0)
    address = f"/pengumuman/{notice.year}/{notice.slug}/"

    for path in (address, f"/en{address}", "/pengumuman/", "/", "/layanan/"):
        page = client.get(path).content.decode()

        assert "&lt;img src=x" in page, path  # on the page, or in its banner
        assert "<img src=x" not in page, path


def test_who_pastes_it_again_is_led_to_the_one_that_is_kept(desk, folk, client):
    kept = notices.take_notam(CLOSED, by=desk.rendra, now=MORNING)
    client.force_login(get_user_model().objects.get(pk=folk.users["Nadia"]))

    page = client.post("/meja/pengumuman/notam/", {"text": CLOSED})

    assert page.status_code == 422
    assert f'href="/meja/pengumuman/{kept.pk}/"' in page.content.decode()


def test_a_notam_is_taken_once_and_only_by_editors(desk, folk):
    desk.give_notam()

    with pytest.raises(KnownAlready):
        notices.take_notam(CLOSED, by=desk.rendra, now=MORNING)
    with pytest.raises(NoSuchNotice):
        notices.take_notam(CLOSED, by=folk.actor("Sari"), now=MORNING)
    with pytest.raises(NoSuchNotice):
        notices.cancel_notice(notice_id=Notice.objects.get().pk, by=folk.actor("Wati"), now=MORNING)


def test_a_code_that_nobody_knows_is_not_explained(desk):
    notice = desk.give_notam(CLOSED.replace("QFALC", "QXXXX"))

    assert notice.title_en == "Banyuwangi Airport: notice to pilots B0192/21"
    assert "see the original text" in notice.words_en
    assert notice.severity == "Unknown"


def test_what_is_over_is_not_published(desk):
    draft = notices.take_notam(CLOSED, by=desk.nadia, now=MORNING)

    with pytest.raises(NotInForce):
        desk.publish(draft, now=at(15))


@pytest.mark.parametrize(
    "changes",
    [{}, {"ends_at": None, "places": []}, {"is_exercise": True, "words_id": "<b>&\x07ü"}, ODD],
)
def test_every_message_is_valid_cap(desk, changes):
    notice = desk.warn(**changes)
    update = notices.start_update(notice_id=notice.pk, by=desk.nadia, now=notice.starts_at)
    desk.publish(update, now=notice.starts_at + HOUR)
    notices.cancel_notice(
        notice_id=update.pk, reason_id="Hujan reda.", reason_en="The rain has stopped.",
        by=desk.nadia, now=notice.starts_at + 2 * HOUR,
    )  # fmt: skip

    messages = list(NoticeMessage.objects.order_by("sent_at"))

    for message in messages:
        SCHEMA.validate(message.xml)
    alert, changed, cancel = (SCHEMA.to_dict(message.xml) for message in messages)
    assert [info["language"] for info in alert["info"]] == ["id-ID", "en"]
    assert (alert["msgType"], changed["msgType"], cancel["msgType"]) == (
        "Alert", "Update", "Cancel",
    )  # fmt: skip
    assert changed["references"] == ",".join(alert[k] for k in ("sender", "identifier", "sent"))
    assert len(cancel["references"].split()) == 2
    assert cancel["info"][1]["description"] == "The rain has stopped."
    assert alert["status"] == ("Exercise" if changes.get("is_exercise") else "Actual")


def test_a_notam_is_valid_cap_with_its_circle(desk):
    desk.give_notam()

    xml = NoticeMessage.objects.get().xml

    SCHEMA.validate(xml)
    assert "<circle>-8.3000,114.3333 9.3</circle>" in xml


def test_a_warning_needs_both_languages_to_be_published(desk):
    with pytest.raises(MissingLanguage):
        desk.warn(words_en="")
    with pytest.raises(WrongNotice) as refused:
        desk.warn(topic="kosong", places=["99.99"], ends_at=WARNING["starts_at"])
    assert set(refused.value.fields) == {"topic", "places", "ends_at"}


def test_the_banner_asks_once_and_shows_the_worst_first(desk, django_assert_num_queries):
    now = STARTS
    desk.warn(severity="Minor", title_id="Kecil")
    desk.warn(severity="Extreme", title_id="Besar")
    desk.warn(severity="Moderate", title_id="Sedang", is_exercise=True)

    with django_assert_num_queries(1):
        first = notices.get_banner(now=now)
        notices.get_banner(now=now + HOUR)

    assert [alert.title.split(": ")[-1] for alert in first.alerts] == ["Besar", "Sedang"]
    assert first.more == 1
    assert notices.get_banner(now=now + 8 * HOUR).alerts == []
    with override("en"):
        assert notices.get_banner(now=now).alerts[0].title == "Heavy rain in Muncar"


def test_everybody_sees_the_banner_the_page_and_the_feeds(desk, client: Client, time_machine):
    notice = desk.warn()
    time_machine.move_to(notice.starts_at + HOUR)

    assert "Hujan lebat di Muncar" in client.get("/lacak/").content.decode()
    page = client.get(f"/pengumuman/2026/{notice.slug}/").content.decode()
    english = client.get(f"/en/pengumuman/2026/{notice.slug}/").content.decode()
    assert "Jauhi sungai." in page
    assert "Stay away from rivers." in english
    assert "Heavy rain in Muncar" in client.get("/en/pengumuman/").content.decode()
    time_machine.move_to(notice.ends_at + HOUR)
    assert "Hujan lebat di Muncar" not in client.get("/lacak/").content.decode()


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_feeds_lead_to_cap_and_answer_304(desk, client: Client, form):
    import feedparser  # noqa: PLC0415

    desk.warn()

    answer = client.get(f"/pengumuman/feed.{form}")

    assert "Hujan lebat di Muncar" in answer.content.decode()
    again = client.get(f"/pengumuman/feed.{form}", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    if form == "json":
        [entry] = answer.json()["items"]
        address = entry["attachments"][0]["url"]
    else:
        read = feedparser.parse(answer.content)
        assert not read.bozo
        address = read.entries[0].enclosures[0].href
    found = client.get("/pengumuman" + address.partition("/pengumuman")[2])
    SCHEMA.validate(found.content.decode())
    assert found["Content-Type"].startswith("application/cap+xml")


def test_search_engines_are_told_of_a_notice_that_was_given(desk):
    desk.give_notam()

    known = Client().get("/sitemap.xml").content.decode()

    assert "<loc>http://testserver/en/pengumuman/2021/b0192-21/</loc>" in known
