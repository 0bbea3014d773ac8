"""The page by which people report: nothing lost, nothing doubled, nothing told to strangers."""

import io
import re
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import pytest
from PIL import Image

from kentongan.foundation.files.models import StoredFile
from kentongan.foundation.files.services import open_file
from kentongan.foundation.files.tests.makers import paint_with_position
from kentongan.rooms.reports.models import Report
from kentongan.rooms.reports.tests.conftest import PARKED
from tests.people import SUMBERBERAS

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


def photo(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("IMG.jpg", content or paint_with_position(), "image/jpeg")


def facts(**changes) -> dict:
    whole = {
        "category": "parkir-trotoar",
        "asked": "parkir-trotoar",
        "q_vehicle": "mobil",
        "description": PARKED,
        "village_code": SUMBERBERAS,
        "place_words": "depan pasar",
        "case_id": str(uuid4()),
    } | changes
    return {name: value for name, value in whole.items() if value is not None}


@pytest.fixture
def visitor(categories, folk) -> Client:
    return Client()


def test_the_form_is_there_in_both_languages_and_knows_nobody(visitor):
    for way in ("/lapor/", "/en/lapor/"):
        page = visitor.get(way)

        assert page.status_code == 200
        assert "Cache-Control" in page
        assert b'name="photo"' in page.content


def test_an_officer_types_it_at_the_counter_of_the_office(visitor, folk):
    visitor.force_login(get_user_model().objects.get(pk=folk.users["Sari"]))
    assert b'name="loket"' in visitor.get("/lapor/?loket=1").content
    assert b'name="loket"' not in visitor.get("/lapor/").content

    visitor.post("/lapor/kirim/", facts(name="Pak Slamet", phone="081234567099", loket="1"))
    visitor.post("/lapor/kirim/", facts())

    at_counter, own = Report.objects.order_by("reported_at")
    assert at_counter.case.intake_office_id in folk.actor("Sari").offices
    assert (at_counter.channel, at_counter.case.applicant.name) == ("officer", "Pak Slamet")
    assert (own.channel, own.case.intake_office_id) == ("web", None)


def test_who_has_no_counter_types_for_nobody_else(visitor):
    assert b'name="loket"' not in visitor.get("/lapor/?loket=1").content

    visitor.post("/lapor/kirim/", facts(loket="1"))

    assert Report.objects.get().case.intake_office_id is None


def test_a_report_with_a_photo_leads_to_its_receipt_with_a_pin(visitor):
    sent = visitor.post("/lapor/kirim/", facts(photo=photo()), follow=True)

    report = Report.objects.get()
    assert sent.redirect_chain == [(f"/lapor/terkirim/{report.code}/", 302)]
    assert report.code in sent.content.decode()
    assert re.search(r"data-pin>\d{4}<", sent.content.decode())
    assert report.photos.count() == 1


def test_the_position_in_the_photo_is_not_kept(visitor):
    visitor.post("/lapor/kirim/", facts(photo=photo()))

    with open_file(StoredFile.objects.get()) as kept:
        assert not Image.open(io.BytesIO(kept.read())).getexif()


def test_who_leaves_a_number_needs_no_pin(visitor):
    page = visitor.post("/lapor/kirim/", facts(phone="0812 3456 7890"), follow=True)

    assert "data-pin" not in page.content.decode()


def test_the_number_of_another_case_is_no_report(visitor, send):
    other = send()
    Report.objects.all().delete()  # its case stays: that of something else

    page = visitor.post("/lapor/kirim/", facts(case_id=str(other.pk), photo=photo()))

    assert page.status_code == 422
    assert "Laporan ini sudah terkirim." in page.content.decode()
    assert PARKED in page.content.decode()
    assert not Report.objects.exists()


def test_a_mistake_keeps_what_was_typed_and_the_photo(visitor):
    page = visitor.post("/lapor/kirim/", facts(photo=photo(), village_code=None, place_words=""))

    text = page.content.decode()
    claim = re.search(r'name="kept" value="([^"]+)"', text)
    assert page.status_code == 422
    assert PARKED in text
    assert claim is not None
    sent = visitor.post("/lapor/kirim/", facts(kept=claim[1]))
    assert sent.status_code == 302
    assert Report.objects.get().photos.count() == 1


def test_without_script_the_questions_are_a_second_step(visitor):
    page = visitor.post("/lapor/kirim/", facts(asked="", q_vehicle=None))

    assert page.status_code == 200
    assert b'name="q_vehicle"' in page.content
    assert not Report.objects.exists()


def test_words_choose_the_category_for_who_did_not(visitor):
    page = visitor.post("/lapor/kirim/", facts(category="", asked=""))

    assert page.status_code == 422
    assert '<option value="parkir-trotoar"' in page.content.decode()
    assert re.search(r'value="parkir-trotoar"[^>]* selected', page.content.decode())


def test_an_answer_to_a_question_that_is_missing_is_marked(visitor):
    page = visitor.post("/lapor/kirim/", facts(q_vehicle=None))

    assert page.status_code == 422
    assert "parkir-trotoar" in page.content.decode()


@pytest.mark.parametrize(
    ("change", "marked"),
    [
        ({"phone": "12"}, "phone"),
        ({"village_code": "99.99.99.9999"}, "village_code"),
        ({"category": "tidak-ada"}, "category"),
        ({"description": "", "asked": "parkir-trotoar"}, "description"),
        ({"secrecy": "bohong"}, "secrecy"),
    ],
)
def test_every_mistake_stands_beside_its_field(visitor, change, marked):
    page = visitor.post("/lapor/kirim/", facts(**change), headers=JSON)

    assert page.status_code == 422
    assert marked in page.json()["fields"]


def test_what_is_no_photo_is_said_beside_the_photo(visitor):
    page = visitor.post("/lapor/kirim/", facts(photo=photo(b"no photo")), headers=JSON)

    assert "photo" in page.json()["fields"]


def test_sent_twice_is_one_report_and_the_lost_answer_comes_again(visitor):
    whole = facts()
    lost = Client().post("/lapor/kirim/", whole, headers=JSON)

    again = visitor.post("/lapor/kirim/", whole, headers=JSON)

    report = Report.objects.get()
    assert again.json() == lost.json()
    assert again.json()["url"] == f"/lapor/terkirim/{report.code}/"
    assert visitor.get(again.json()["url"]).status_code == 200


def test_a_stranger_who_knows_only_the_id_learns_nothing(visitor):
    whole = facts()
    Client().post("/lapor/kirim/", whole, headers=JSON)

    stolen = visitor.post(
        "/lapor/kirim/", whole | {"description": "Sesuatu yang lain."}, headers=JSON
    )

    assert stolen.status_code == 422


def test_the_receipt_is_for_who_sent_it(visitor):
    visitor.post("/lapor/kirim/", facts())
    code = Report.objects.get().code

    assert visitor.get(f"/lapor/terkirim/{code}/").status_code == 200
    assert Client().get(f"/lapor/terkirim/{code}/").status_code == 404


def test_no_personal_data_stands_in_an_address(visitor):
    sent = visitor.post("/lapor/kirim/", facts(phone="0812 3456 7890", name="Wati"))

    assert "0812" not in sent["Location"]
    assert "Wati" not in sent["Location"]


def test_a_flood_is_slowed_and_told_so(visitor, monkeypatch):
    monkeypatch.setattr("kentongan.rooms.reports.views.reporting.REPORTS", 2)
    for _ in range(2):
        visitor.post("/lapor/kirim/", facts(), headers=JSON)

    page = visitor.post("/lapor/kirim/", facts(), headers=JSON)

    assert page.status_code == 429
    assert int(page["Retry-After"]) > 0


def test_a_photo_sent_in_pieces_is_on_the_report(visitor):
    content, secret, upload_id = paint_with_position(), "s" * 32, uuid4()
    way = f"/lapor/unggah/{upload_id}/"
    head = {"Upload-Secret": secret}
    length = {"Upload-Length": str(len(content)), "Upload-Name": "foto%20saya.jpg"}
    begun = visitor.post(way, headers=head | length)
    half = len(content) // 2
    for start, end in ((0, half), (half, len(content))):
        piece = visitor.patch(
            way, content[start:end], content_type="application/offset+octet-stream",
            headers=head | {"Upload-Offset": str(start)},
        )  # fmt: skip
        assert piece.status_code == 204

    sent = visitor.post("/lapor/kirim/", facts(upload=f"{upload_id}:{secret}"), headers=JSON)

    assert begun.status_code == 201
    assert visitor.head(way, headers=head)["Upload-Offset"] == str(len(content))
    assert sent.status_code == 201
    assert Report.objects.get().photos.get().file.name == "foto saya.jpg"


def test_a_piece_at_the_wrong_place_is_told_where_to_go_on(visitor):
    way, head = f"/lapor/unggah/{uuid4()}/", {"Upload-Secret": "s" * 32}
    visitor.post(way, headers=head | {"Upload-Length": "10"})

    piece = visitor.patch(
        way, b"abc", content_type="application/offset+octet-stream",
        headers=head | {"Upload-Offset": "3"},
    )  # fmt: skip

    assert piece.status_code == 409
    assert piece["Upload-Offset"] == "0"


@pytest.mark.parametrize("method", ["get", "head", "patch"])
def test_another_ones_upload_does_not_exist(visitor, method):
    way = f"/lapor/unggah/{uuid4()}/"
    visitor.post(way, headers={"Upload-Secret": "s" * 32, "Upload-Length": "10"})

    stranger = getattr(Client(), method)(way, headers={"Upload-Secret": "t" * 32})

    assert stranger.status_code == 404


def test_the_worker_is_versioned_and_knows_the_two_pages(visitor):
    script = visitor.get("/sw.js")

    assert script["Content-Type"].startswith("text/javascript")
    assert b'"shells": ["/lapor/", "/en/lapor/"]' in script.content
    assert len(script.content) < 8000


def test_a_page_kept_on_the_device_gets_its_token_later(visitor):
    answer = visitor.get("/lapor/kunci/")

    assert len(answer.json()["token"]) > 30
    assert "no-store" in answer["Cache-Control"]
