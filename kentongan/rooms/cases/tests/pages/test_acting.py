"""Answering, writing, withdrawing and rating from the tracking page."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kentongan.foundation.files.models import StoredFile
from kentongan.rooms.cases.models import Attachment, Case, Message, Survey
from kentongan.rooms.cases.tests.pages.browsers import QUESTION, once_key, page_of, photo


def test_wati_answers_with_a_new_photo_and_the_clock_goes_on(wati: Client, asked: Case) -> None:
    page = page_of(wati, asked)
    assert QUESTION in page

    answer = wati.post(
        f"/lacak/{asked.code}/jawab/",
        {"text": "Ini foto yang baru", "file_ktp": photo(), "once": once_key(page)},
        follow=True,
    )

    asked.refresh_from_db()
    assert asked.state == "running"
    assert [a.key for a in Attachment.objects.filter(case=asked)] == ["ktp"]
    assert StoredFile.objects.get().keep_until is None
    assert "Ini foto yang baru" in answer.content.decode()
    assert "ktp.jpg" in answer.content.decode()


def test_a_photo_alone_is_an_answer_but_nothing_is_not(wati: Client, asked: Case) -> None:
    nothing = wati.post(f"/lacak/{asked.code}/jawab/", {"text": "  "})
    alone = wati.post(f"/lacak/{asked.code}/jawab/", {"text": "", "file_extra": photo()})

    assert (nothing.status_code, alone.status_code) == (422, 302)
    assert Attachment.objects.get(case=asked).key == "extra"


def test_a_refused_file_keeps_the_words(wati: Client, asked: Case) -> None:
    bad = SimpleUploadedFile("ktp.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")

    answer = wati.post(f"/lacak/{asked.code}/jawab/", {"text": "Kata saya", "file_ktp": bad})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Kata saya" in page
    assert "SVG" in page
    assert Message.objects.filter(case=asked, purpose="answer").count() == 0


def test_the_same_answer_sent_twice_is_one(wati: Client, asked: Case) -> None:
    form = {"text": "Sekali saja", "once": once_key(page_of(wati, asked))}

    answers = [wati.post(f"/lacak/{asked.code}/jawab/", form) for _ in range(2)]

    back = f"/lacak/{asked.code}/?terkirim=jawab"
    assert {a.headers["Location"] for a in answers} == {back}
    assert f'data-draft-done="jawab-{asked.code}"' in wati.get(back).content.decode()
    assert Message.objects.filter(case=asked, purpose="answer").count() == 1


def test_an_answer_nobody_waits_for_can_go_as_a_message(wati: Client, submit: Any) -> None:
    case = submit()

    answer = wati.post(f"/lacak/{case.code}/jawab/", {"text": "Terlambat?"})

    assert answer.status_code == 409
    assert "Terlambat?</textarea>" in answer.content.decode()


def test_the_address_of_a_sent_form_opened_again_leads_back(wati: Client, submit: Any) -> None:
    case = submit()

    assert wati.get(f"/lacak/{case.code}/jawab/").headers["Location"] == f"/lacak/{case.code}/"
    assert wati.put(f"/lacak/{case.code}/jawab/").status_code == 405


def test_an_ended_visit_asks_for_proof_and_says_that_words_are_kept(
    visitor: Client, asked: Case
) -> None:
    answer = visitor.post(f"/lacak/{asked.code}/jawab/", {"text": "Jawaban panjang"})

    assert answer.status_code == 403
    assert 'name="last_four"' in answer.content.decode()


def test_wati_writes_to_the_officer(wati: Client, submit: Any) -> None:
    case = submit()

    answer = wati.post(
        f"/lacak/{case.code}/pesan/",
        {"text": "Apakah <b>cukup</b>?", "file_extra": photo()},
        follow=True,
    )

    assert "Apakah &lt;b&gt;cukup&lt;/b&gt;?" in answer.content.decode()
    assert Message.objects.get(case=case).author == "applicant"


def test_an_empty_message_is_not_sent(wati: Client, submit: Any) -> None:
    case = submit()

    assert wati.post(f"/lacak/{case.code}/pesan/", {"text": ""}).status_code == 422


def test_withdrawing_wants_a_tick(wati: Client, submit: Any) -> None:
    case = submit()

    slip = wati.post(f"/lacak/{case.code}/tarik/", {"reason": "Batal"})
    meant = wati.post(f"/lacak/{case.code}/tarik/", {"reason": "Batal", "sure": "on"}, follow=True)

    case.refresh_from_db()
    assert slip.status_code == 422
    assert "Batal</textarea>" in slip.content.decode()
    assert (meant.status_code, case.outcome) == (200, "withdrawn")


def test_what_is_decided_can_no_longer_be_withdrawn(wati: Client, granted: Case) -> None:
    answer = wati.post(f"/lacak/{granted.code}/tarik/", {"sure": "on"}, follow=True)

    granted.refresh_from_db()
    assert granted.outcome == "granted"
    assert answer.status_code == 200


NINE = {f"u{n}": "4" for n in range(1, 10)}


def test_wati_rates_once(wati: Client, granted: Case) -> None:
    form = wati.get(f"/lacak/{granted.code}/nilai/").content.decode()
    first = wati.post(f"/lacak/{granted.code}/nilai/", {**NINE, "u4": "1", "comment": "Cepat"})
    second = wati.post(f"/lacak/{granted.code}/nilai/", {**NINE, "u4": "2"})

    assert form.count('type="radio"') == 36
    assert (first.status_code, second.status_code) == (302, 302)
    survey = Survey.objects.get(case=granted)
    assert (survey.u1, survey.u4, survey.comment) == (4, 1, "Cepat")
    assert f"/lacak/{granted.code}/nilai/" not in page_of(wati, granted)


def test_a_missing_answer_is_asked_for_and_the_others_are_kept(wati: Client, granted: Case) -> None:
    answer = wati.post(f"/lacak/{granted.code}/nilai/", {**NINE, "u9": ""})

    assert answer.status_code == 422
    assert answer.content.decode().count("checked") == 8


def test_an_open_case_cannot_be_rated(wati: Client, submit: Any) -> None:
    case = submit()

    answer = wati.post(f"/lacak/{case.code}/nilai/", NINE)

    assert answer.headers["Location"] == f"/lacak/{case.code}/"
    assert not Survey.objects.exists()
