"""A resident's program sends papers, applies, tracks and answers."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

import pytest
import time_machine

from kentongan.foundation.audit import chain
from kentongan.foundation.files.models import StoredFile
from kentongan.lobby.api.tests.conftest import LAST_FOUR, VILLAGE, Program, track
from kentongan.rooms.cases import api as cases
from kentongan.rooms.services.tests.conftest import MONDAY, SKU, photo

KEY = "5f0d2f8e-3a5f-4b7e-9f43-2a1f6c0d9b11"


def test_a_program_applies_for_wati(program: Program, application: Any) -> None:
    answer = program.post("/cases", application())

    assert answer.status_code == 201, answer.said
    assert answer.said["office"]["key"] == VILLAGE
    assert answer.said["due_at"] == "2026-11-17T15:30:00+07:00"
    assert "Selasa 17 November 15.30" in answer.said["why"]
    case = cases.get_case_by_code(answer.said["code"])
    assert len(cases.list_attachments(case)) == 4
    assert [line.actor for line in chain.list_lines(f"case:{case.pk}")] == ["visitor"]
    assert not StoredFile.objects.exclude(keep_until=None).exists()


def test_the_same_request_twice_is_one_case(program: Program, application: Any) -> None:
    body = application()

    first, second = (program.post("/cases", body, key=KEY) for _ in range(2))

    assert first.said == second.said
    assert second.status_code == 201


def test_a_key_with_another_body_is_refused(program: Program, application: Any) -> None:
    program.post("/cases", application(), key=KEY)

    answer = program.post("/cases", application(language="en"), key=KEY)

    assert answer.status_code == 422
    assert answer.said["code"] == "key_used_before"


def test_a_refused_application_gives_its_key_back(program: Program, application: Any) -> None:
    body = application()
    wrong = program.post("/cases", {**body, "answers": {}}, key=KEY)

    right = program.post("/cases", body, key=KEY)

    assert (wrong.status_code, right.status_code) == (422, 201)


def test_without_a_key_nothing_is_submitted(program: Program, application: Any) -> None:
    answer = program.post("/cases", application(), **{"Idempotency-Key": ""})

    assert answer.status_code == 422
    assert list(answer.said["fields"]) == ["Idempotency-Key"]


def test_wrong_answers_are_named_by_their_place(program: Program, application: Any) -> None:
    body = application()
    body["applicant"] |= {"nik": "123", "village_code": "35.10.99.2001"}
    body["answers"] = {**body["answers"], "business_since": "2027-01-01"}
    del body["files"]["ktp"]

    answer = program.post("/cases", body)

    assert answer.status_code == 422
    assert set(answer.said["fields"]) == {
        "applicant.nik", "applicant.village_code", "answers.business_since", "files.ktp",
    }  # fmt: skip
    assert "16" in answer.said["fields"]["applicant.nik"]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"answers": {"busines_name": "x"}}, "answers.busines_name"),
        ({"files": {"foto_kucing": "x" * 30}}, "files.foto_kucing"),
        ({"extra": 1}, "extra"),
        ({"service": "Surat Usaha"}, "service"),
        ({"answers": {"business_name": 1.5}}, "answers.business_name"),
        ({"answers": {"business_name": {"name": "x"}}}, "answers.business_name.nik"),
        ({"answers": {"Business-Name": "x"}}, "answers.Business-Name"),
        ({"answers": {f"q{n}": "x" for n in range(200)}}, "answers"),
        ({"language": "jv"}, "language"),
        ({"files": {"ktp": "no-claim-of-ours"}}, "files.ktp"),
    ],
)
def test_what_the_form_does_not_know_is_refused(
    program: Program, application: Any, changes: dict[str, Any], place: str
) -> None:
    answer = program.post("/cases", application(**changes))

    assert answer.status_code == 422
    assert place in answer.said["fields"]


def test_consent_cannot_be_left_out(program: Program, application: Any) -> None:
    body = application()
    body["applicant"]["consent"] = False

    assert "applicant.consent" in program.post("/cases", body).said["fields"]


def test_an_unknown_service_does_not_exist(program: Program, application: Any) -> None:
    answer = program.post("/cases", application(service="surat-terbang"))

    assert (answer.status_code, answer.said["code"]) == (404, "no_such_service")


def test_a_claim_counts_for_a_day_only(program: Program, application: Any) -> None:
    body = application()

    with time_machine.travel(MONDAY + timedelta(hours=21), tick=False):
        answer = program.post("/cases", body)

    assert (answer.status_code, answer.said["code"]) == (422, "claim_wrong")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("ktp.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "file_is_drawing"),
        ("ktp.jpg", b"<!doctype html><script>alert(1)</script>", "file_is_web_page"),
        ("ktp.zip", b"PK\x03\x04" + b"0" * 100, "file_is_archive"),
        ("ktp.jpg", b"", "file_empty"),
        ("../../etc/passwd", b"root", "file_unknown"),
    ],
)
def test_hostile_files_are_refused(program: Program, name: str, content: bytes, code: str) -> None:
    answer = program.upload(SimpleUploadedFile(name, content))

    assert (answer.status_code, answer.said["code"]) == (422, code)


def test_a_form_without_a_file_is_told(program: Program) -> None:
    answer = program.client.post("/api/v1/files", {"other": "x"})

    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == ["file"]


def test_a_case_is_tracked_by_code_and_last_four(program: Program, code: str) -> None:
    case = track(program, code).said

    assert (case["state"], case["service"]) == ("running", SKU)
    assert case["clock"]["due_at"] == "2026-11-17T15:30:00+07:00"
    assert case["why"]
    assert case["steps"][0]["office"]["key"] == VILLAGE
    assert case["steps"][0]["why"]
    assert [line["kind"] for line in case["timeline"]] == ["step"]


def test_tracking_speaks_english_when_asked(program: Program, code: str) -> None:
    proof = {"code": code, "last_four": LAST_FOUR}

    answer = program.post("/cases/track", proof, **{"Accept-Language": "en-GB,en;q=0.9"})

    assert answer.said["timeline"][0]["what"] == "Received"
    assert answer["Content-Language"] == "en"


def test_tracking_shows_no_personal_number(program: Program, code: str) -> None:
    answer = track(program, code)

    assert "3510164101900001" not in answer.content.decode()
    assert "81234567001" not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in answer


def test_wrong_code_and_wrong_digits_look_the_same(program: Program, code: str) -> None:
    wrong_digits = program.post("/cases/track", {"code": code, "last_four": "0000"})
    wrong_code = program.post("/cases/track", {"code": "XXX-0000-00", "last_four": LAST_FOUR})

    assert wrong_digits.status_code == wrong_code.status_code == 404
    assert wrong_digits.said == wrong_code.said


def test_guessing_digits_ends_after_eight_tries(program: Program, code: str) -> None:
    for digits in range(8):
        program.post("/cases/track", {"code": code, "last_four": f"900{digits}"})

    answer = track(program, code)

    assert (answer.status_code, answer.said["code"]) == (429, "too_often")
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert answer.said["facts"]["seconds"] == answer["Retry-After"]


def test_wati_answers_and_the_clock_goes_on(program: Program, code: str, token: Any) -> None:
    ask = {"version": 1, "decision": "ask", "note": "Fotonya buram, mohon kirim ulang."}
    token().post(f"/cases/{code}/decisions", ask)
    tracked = track(program, code).said
    claim = program.upload(photo("ktp.jpg", "blue")).said["claim"]
    wati = Program(program.client, tracked["token"])

    answer = wati.post(f"/cases/{code}/answer", {"text": "Ini", "files": {"ktp": claim}})

    assert tracked["question"] == ask["note"]
    assert tracked["clock"]["state"] == "paused"
    assert answer.status_code == 200, answer.said
    assert (answer.said["state"], answer.said["question"]) == ("running", "")
    files = cases.list_attachments(cases.get_case_by_code(code))
    assert [file.key for file in files].count("ktp") == 1


def test_an_answer_that_says_nothing_is_refused(program: Program, code: str) -> None:
    wati = Program(program.client, track(program, code).said["token"])

    answer = wati.post(f"/cases/{code}/answer", {"text": "  "})

    assert list(answer.said["fields"]) == ["text"]


def test_an_answer_nobody_asked_for_is_refused(program: Program, code: str) -> None:
    wati = Program(program.client, track(program, code).said["token"])

    answer = wati.post(f"/cases/{code}/answer", {"text": "Halo"})

    assert (answer.status_code, answer.said["code"]) == (409, "wrong_turn")


def test_a_tracking_token_opens_one_case_for_half_an_hour(
    program: Program, code: str, apply: Any
) -> None:
    other = apply().code
    wati = Program(program.client, track(program, code).said["token"])

    another = wati.post(f"/cases/{other}/answer", {"text": "Halo"})
    with time_machine.travel(MONDAY + timedelta(minutes=31), tick=False):
        later = wati.post(f"/cases/{code}/answer", {"text": "Halo"})

    assert another.status_code == 404
    assert later.status_code == 401


def test_applications_of_one_address_are_counted(program: Program) -> None:
    statuses = {program.post("/cases", {}).status_code for _ in range(61)}

    assert statuses == {422, 429}
