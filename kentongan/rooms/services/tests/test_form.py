"""The form as people walk it: page by page, with mistakes, coming back, without JavaScript."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import pytest

from kentongan.foundation.files.models import StoredFile
from kentongan.foundation.throttle.models import Window
from kentongan.rooms.cases import api as cases
from kentongan.rooms.services.models import Draft
from kentongan.rooms.services.tests.conftest import OTHER_NIK, SKU, photo
from tests.people import SUMBERBERAS, People

FORM = f"/layanan/{SKU}/ajukan/"
NIK = "3510164101900001"
ABOUT = {
    "applicant_name": "Wati Contoh", "applicant_nik": NIK, "applicant_phone": "081234567001",
    "applicant_village": SUMBERBERAS, "applicant_address": "Dusun Krajan",
    "applicant_consent": "yes",
}  # fmt: skip
BUSINESS = {
    "business_name": "Ternak bebek", "business_kind": "ternak", "business_village": SUMBERBERAS,
    "business_address": "Krajan", "business_since": "2019-03-01", "purpose": "kredit",
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("catalogue")
Walk = Callable[..., Any]


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def post(client: Client, page: str, data: dict[str, Any], *, more: str = "") -> Any:
    return client.post(f"{FORM}?langkah={page}{more}", data)


def walk(client: Client, *, about: dict[str, str] = ABOUT, more: str = "") -> Any:
    """Fill in every page rightly and return the last look."""
    post(client, "pemohon", about, more=more)
    post(client, "usaha", {**BUSINESS, "business_photo": photo("usaha.jpg")}, more=more)
    papers = {key: photo(f"{key}.jpg") for key in ("ktp", "kk", "pengantar_rt")}
    return client.get(post(client, "berkas", papers, more=more)["Location"])


def send(client: Client, review: Any, *, more: str = "", once: str = "") -> Any:
    draft = re.findall(r'name="draft" value="([^"]+)"', text_of(review))[0]
    return client.post(f"{FORM}kirim/{more}", {"draft": draft, "once": once or str(uuid4())})


def test_a_visitor_walks_the_form_and_sees_the_case_at_once(client: Client, folk: People) -> None:
    review = walk(client)
    sent = send(client, review)

    assert "Ternak bebek" in text_of(review)
    assert NIK not in text_of(review)
    assert re.fullmatch(r"/lacak/[A-Z0-9-]+/\?baru=1", sent["Location"])
    assert client.get(sent["Location"].partition("?")[0]).status_code == 200
    assert Draft.objects.get().sealed == b""


def test_the_whole_way_in_english(client: Client) -> None:
    answer = client.get(f"/en{FORM}")
    assert "About you" in text_of(answer)

    answer = client.post(f"/en{FORM}?langkah=pemohon", {**ABOUT, "applicant_nik": "12"})

    assert answer.status_code == 422
    assert "A NIK has 16 digits. This one has 2: 14 missing." in text_of(answer)


def test_a_wrong_nik_says_which_digits_and_nothing_typed_is_lost(client: Client) -> None:
    answer = post(client, "pemohon", {**ABOUT, "applicant_nik": "3510163102900001"})

    assert answer.status_code == 422
    assert 'value="3510163102900001"' in text_of(answer)
    assert 'value="Wati Contoh"' in text_of(answer)
    assert 'aria-invalid="true"' in text_of(answer)


def test_looking_at_a_form_writes_nothing(client: Client) -> None:
    client.get(FORM)

    assert not Draft.objects.exists()
    assert "sessionid" not in client.cookies


def test_coming_back_goes_on_where_one_was(client: Client) -> None:
    post(client, "pemohon", ABOUT)

    answer = client.get(FORM)

    assert 'name="business_name"' in text_of(answer)


def test_a_later_page_leads_back_to_the_one_that_is_open(client: Client) -> None:
    post(client, "pemohon", {**ABOUT, "applicant_address": ""})

    answer = client.get(f"{FORM}?langkah=periksa")

    assert 'name="applicant_address"' in text_of(answer)
    assert "errors" in text_of(answer)


def test_the_back_button_shows_what_was_typed(client: Client) -> None:
    post(client, "pemohon", ABOUT)

    answer = client.get(f"{FORM}?langkah=pemohon")

    assert 'value="Wati Contoh"' in text_of(answer)
    assert "no-store" in answer["Cache-Control"]


def test_a_photo_is_kept_although_another_answer_is_wrong(client: Client) -> None:
    post(client, "pemohon", ABOUT)
    wrong = {**BUSINESS, "business_since": "2031-01-01", "business_photo": photo("kandang.jpg")}

    answer = post(client, "usaha", wrong)
    again = post(client, "usaha", BUSINESS)

    assert answer.status_code == 422
    assert "kandang.jpg" in text_of(answer)
    assert again.status_code == 302
    assert StoredFile.objects.count() == 1


def test_a_kept_photo_can_be_looked_at_and_replaced(client: Client) -> None:
    post(client, "pemohon", ABOUT)
    post(client, "usaha", {**BUSINESS, "business_photo": photo("satu.jpg")})
    post(client, "usaha", {**BUSINESS, "business_photo": photo("dua.jpg")})

    page = client.get(f"{FORM}?langkah=usaha")
    picture = client.get(f"{FORM}berkas/business_photo/")

    assert "dua.jpg" in text_of(page)
    assert "satu.jpg" not in text_of(page)
    assert picture["Content-Type"] == "image/jpeg"
    picture.close()


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (SimpleUploadedFile("x.jpg", b"<html><script>alert(1)</script></html>"), "web page"),
        (SimpleUploadedFile("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'), "SVG"),
        (SimpleUploadedFile("x.jpg", b""), ""),
    ],
)
def test_a_hostile_file_is_refused_at_its_field(
    client: Client, upload: SimpleUploadedFile, sentence: str
) -> None:
    client.post(f"/en{FORM}?langkah=pemohon", ABOUT)
    upload.seek(0)

    answer = client.post(f"/en{FORM}?langkah=usaha", {**BUSINESS, "business_photo": upload})

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not StoredFile.objects.exists()


def test_the_same_form_sent_twice_is_one_case(client: Client) -> None:
    review = walk(client)

    first, second = send(client, review, once="k1"), send(client, review, once="k1")
    third = send(client, review, once="another tab")

    assert first["Location"] == second["Location"] == third["Location"]
    assert StoredFile.objects.filter(keep_until__isnull=False).count() == 0


def test_an_incomplete_form_is_not_sent(client: Client) -> None:
    review = walk(client)
    post(client, "usaha", {**BUSINESS, "business_name": ""})

    answer = send(client, review)

    assert answer["Location"].endswith("langkah=periksa")
    assert 'name="business_name"' in text_of(client.get(answer["Location"]))


def test_start_again_empties_the_form_and_forgets_its_files(client: Client) -> None:
    walk(client)

    answer = client.post(f"{FORM}ulang/")

    assert answer["Location"] == FORM
    assert "Wati Contoh" not in text_of(client.get(FORM))
    assert not StoredFile.objects.exists()


def test_nobody_else_sees_or_sends_a_draft(client: Client, folk: People) -> None:
    review = walk(client)
    stranger = Client()
    stranger.force_login(get_user_model().objects.get(pk=folk.users["Budi"]))

    assert "Wati Contoh" not in text_of(stranger.get(f"{FORM}?langkah=periksa"))
    assert stranger.get(f"{FORM}berkas/ktp/").status_code == 404
    assert send(stranger, review).status_code == 404
    assert stranger.post(f"{FORM}kirim/", {"draft": "x"}).status_code == 404


def test_a_draft_is_unreadable_in_the_database(client: Client) -> None:
    post(client, "pemohon", ABOUT)

    sealed = bytes(Draft.objects.get().sealed)

    assert b"Wati" not in sealed
    assert NIK.encode() not in sealed


def test_a_resident_finds_the_first_page_filled_in(client: Client, folk: People) -> None:
    client.force_login(get_user_model().objects.get(pk=folk.users["Wati"]))

    page = text_of(client.get(FORM))

    assert f'value="{NIK}"' in page
    assert f'value="{SUMBERBERAS}" selected' in page


def test_a_draft_begun_before_logging_in_goes_on_after_it(client: Client, folk: People) -> None:
    post(client, "pemohon", {**ABOUT, "applicant_name": "Wati Panjang"})
    client.force_login(get_user_model().objects.get(pk=folk.users["Wati"]))

    assert 'value="Wati Panjang"' in text_of(client.get(f"{FORM}?langkah=pemohon"))


@pytest.fixture
def sari(client: Client, folk: People) -> Client:
    client.force_login(get_user_model().objects.get(pk=folk.users["Sari"]))
    return client


def test_an_officer_types_for_somebody_without_phone_and_prints_the_receipt(
    sari: Client, folk: People
) -> None:
    about = {
        **ABOUT,
        "applicant_name": "Mbah Karti",
        "applicant_nik": OTHER_NIK,
        "applicant_phone": "",
    }
    review = walk(sari, about=about, more="&loket=1")
    sent = send(sari, review, more="?loket=1")
    receipt = sari.get(sent["Location"])

    code = sent["Location"].rstrip("/").rpartition("/")[2]
    case = cases.get_visible_case(code, by=folk.actor("Sari"))
    assert case.intake_office_id == folk.actor("Sari").holdings[0].office_id
    assert code in text_of(receipt)
    assert "Mbah Karti" in text_of(receipt)
    assert OTHER_NIK not in text_of(receipt)
    assert "<svg" in text_of(receipt)


def test_the_counter_does_not_mix_with_the_officers_own_form(sari: Client) -> None:
    post(sari, "pemohon", ABOUT, more="&loket=1")

    assert "Wati Contoh" not in text_of(sari.get(FORM))


def test_the_counter_says_where_to_type_a_report_for_somebody(sari: Client) -> None:
    counter, plain = sari.get("/en/layanan/?loket=1"), sari.get("/en/layanan/")

    assert "Type a report for somebody" in counter.content.decode()
    assert "Type a report for somebody" not in plain.content.decode()
    assert "Type a report" not in Client().get("/en/layanan/?loket=1").content.decode()


def test_the_counter_is_not_for_residents_and_visitors(client: Client, folk: People) -> None:
    assert client.get(f"{FORM}?loket=1").status_code == 404
    client.force_login(get_user_model().objects.get(pk=folk.users["Wati"]))
    assert client.get(f"{FORM}?loket=1").status_code == 404


def test_a_receipt_is_only_for_those_who_may_see_the_case(client: Client, folk: People) -> None:
    sent = send(client, walk(client))
    code = sent["Location"].split("/")[2]
    path = f"/layanan/{SKU}/tanda-terima/{code}/"

    assert client.get(path).status_code == 200
    assert Client().get(path).status_code == 404
    assert client.get(path.replace(SKU, "izin-keramaian")).status_code == 404


def test_a_flood_of_forms_is_told_to_wait(client: Client, settings: Any) -> None:
    for _ in range(30):
        client.post(f"{FORM}kirim/", {"draft": str(uuid4())})

    answer = client.post(f"{FORM}kirim/", {"draft": str(uuid4())})

    assert answer.status_code == 429
    assert Window.objects.exists()


def test_a_page_of_the_form_needs_few_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get(FORM)
    with django_assert_max_num_queries(3):
        client.get(FORM)
    post(client, "pemohon", ABOUT)
    with django_assert_max_num_queries(5):
        client.get(FORM)


def test_every_kind_of_question_has_its_field(client: Client) -> None:
    for slug in ("surat-keterangan-penghasilan", "rekomendasi-bantuan-sosial", "akta-kelahiran"):
        form = f"/layanan/{slug}/ajukan/"
        client.post(f"{form}?langkah=pemohon", ABOUT)

        page = client.get(form)

        assert page.status_code == 200
        assert text_of(page).count('class="field') >= 3
