"""What people see of a report that goes on: before and after, yes or no, following."""

import re
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import pytest
import time_machine

from kentongan.foundation.files.tests.makers import paint
from kentongan.foundation.outbox.models import Mail
from kentongan.foundation.outbox.sealed import unseal_words
from kentongan.rooms.reports.models import Follower, Report
from kentongan.rooms.reports.tests.conftest import MONDAY, store_photo
from tests.sessions import log_in

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=5)


@pytest.fixture
def wati(folk, mended) -> Client:
    return log_in(folk.users["Wati"])


@time_machine.travel(LATER, tick=False)
def test_before_and_after_stand_side_by_side_with_both_ways_out(wati, mended):
    page = wati.get(f"/lacak/{mended.code}/").content.decode()

    assert len(re.findall(r'class="before-after"', page)) == 1
    assert page.count("/berkas/") >= 2
    assert f"/lapor/{mended.code}/hasil/" in page


@time_machine.travel(LATER, tick=False)
def test_wati_confirms_and_may_not_confirm_what_is_not_hers(wati, mended, folk):
    budi = log_in(folk.users["Budi"])

    stranger = budi.post(f"/lapor/{mended.code}/hasil/", {"judgement": "confirm"})
    wati.post(f"/lapor/{mended.code}/hasil/", {"judgement": "confirm"})

    assert stranger.status_code == 404
    assert Report.objects.get().standing == "confirmed"


@time_machine.travel(LATER, tick=False)
def test_wati_reopens_with_a_reason_and_a_photo(wati, mended):
    form = wati.get(f"/lapor/{mended.code}/hasil/")
    bare = wati.post(f"/lapor/{mended.code}/hasil/", {"judgement": "reopen", "reason": "x"})
    photo = {"photo": SimpleUploadedFile("IMG.jpg", paint(), "image/jpeg")}
    done = wati.post(
        f"/lapor/{mended.code}/hasil/",
        {"judgement": "reopen", "reason": "Mobilnya kembali lagi sore ini.", **photo},
    )

    assert form.status_code == 200
    assert bare.status_code == 422
    assert done.status_code == 302
    assert Report.objects.get().standing == "working"
    assert "foto" in wati.get(f"/lacak/{mended.code}/").content.decode().lower()


@time_machine.travel(MONDAY + timedelta(days=11), tick=False)
def test_after_ten_days_there_is_nothing_to_press(folk, mended):
    wati = log_in(folk.users["Wati"])
    page = wati.get(f"/lacak/{mended.code}/").content.decode()

    assert 'class="before-after"' in page
    assert "hasil/" not in page
    assert wati.get(f"/lapor/{mended.code}/hasil/").status_code == 302


@time_machine.travel(LATER, tick=False)
def test_a_refused_report_says_why_and_offers_no_service(folk, send, act):
    report = send()
    act(report, "Sari", "refuse", note="Bukan di wilayah kami, sudah dicek.")
    page = log_in(folk.users["Wati"]).get(f"/lacak/{report.code}/").content.decode()

    assert "Bukan di wilayah kami" in page
    assert "/layanan/lapor-" not in page


@time_machine.travel(LATER, tick=False)
def test_anybody_follows_a_public_report_and_stops_again(mended):
    visitor = Client()

    page = visitor.post(f"/lapor/{mended.code}/ikuti/", {"phone": "0812 3456 7899"})
    link = re.search(r'href="(/lapor/berhenti/[^"]+)"', page.content.decode())
    assert Follower.objects.count() == 1
    asked = visitor.get(link[1])
    stopped = visitor.post(link[1])

    assert asked.status_code == stopped.status_code == 200
    assert not Follower.objects.exists()


@time_machine.travel(LATER, tick=False)
def test_a_follower_is_told_with_a_page_they_may_open_and_a_way_to_stop(folk, send, act):
    report = act(send(), "Sari", "forward")
    visitor = Client()
    visitor.post(f"/en/lapor/{report.code}/ikuti/", {"email": "budi@contoh.example"})

    act(report, "Yudi", "grant", files=[("after", store_photo())])

    letters = [unseal_words(mail.body_sealed).text for mail in Mail.objects.all()]
    [text] = [text for text in letters if f"/en/peta/{report.code}/" in text]
    stop = re.search(r"https?://[^/]+(/en/lapor/berhenti/\S+)", text)
    assert visitor.post(stop[1]).status_code == 200
    assert not Follower.objects.exists()


@pytest.mark.parametrize("typed", [{}, {"phone": "12"}])
def test_following_needs_a_way_to_be_told(mended, typed):
    page = Client().post(f"/lapor/{mended.code}/ikuti/", typed)

    assert page.status_code == 422


def test_what_is_not_public_cannot_be_followed(send):
    report = send()

    assert Client().get(f"/lapor/{report.code}/ikuti/").status_code == 404
    assert Client().get("/lapor/berhenti/palsu/").status_code == 404
