"""An office's own system reads its desk and decides; others see nothing."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client

import pytest
import time_machine

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.audit import chain
from kentongan.lobby.api.tests.conftest import DISTRICT, VILLAGE, Program, track
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.reports import api as reports
from kentongan.rooms.services.tests.conftest import MONDAY, SKU
from tests.people import ELSEWHERE, GENTENG, SUMBERBERAS, People

Tokens = Callable[..., Program]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FORWARD = {"version": 1, "decision": "forward"}
STAFF = [
    ("get", "/desk"),
    ("get", "/cases/{code}"),
    ("get", "/cases/{code}/files/{file}"),
    ("post", "/cases/{code}/decisions"),
    ("post", "/cases/{code}/messages"),
    ("post", "/cases/{code}/consults"),
]
QUESTION = {"version": 1, "office": "dinkes", "question": "Apakah pemohon peserta program ini?"}


def send(program: Program, method: str, address: str, *, code: str) -> Any:
    file = cases.list_attachments(cases.get_case_by_code(code))[0].pk
    body = {"text": "Halo"} if "messages" in address else FORWARD
    body = QUESTION if "consults" in address else body
    address = address.format(code=code, file=file)
    return program.get(address) if method == "get" else program.post(address, body)


def test_the_village_sees_the_case_on_its_desk(code: str, token: Tokens) -> None:
    page = token().get("/desk").said

    assert [line["code"] for line in page["items"]] == [code]
    assert page["items"][0]["step"] == "desa"
    assert page["next"] is None


def test_the_desk_is_read_page_by_page(apply: Any, code: str, token: Tokens) -> None:
    expected = {code, *(apply().code for _ in range(4))}
    village, seen = token(), []
    after: str | None = ""

    while after is not None:
        page = village.get(f"/desk?limit=2&after={after}").said
        seen += [line["code"] for line in page["items"]]
        after = page["next"]

    assert sorted(seen) == sorted(expected)


def test_a_case_is_read_with_its_numbers_masked(code: str, token: Tokens) -> None:
    answer = token().get(f"/cases/{code}")

    case = answer.said
    assert case["applicant"]["name"] == "Wati Contoh"
    assert "3510164101900001" not in answer.content.decode()
    assert {"question": "Nama usaha", "answer": "Ternak bebek Sumberayu"} in case["answers"]
    assert [each["decision"] for each in case["decisions"]] == ["forward", "refuse", "ask"]
    assert len(case["files"]) == 4


def test_a_file_is_fetched_to_save(code: str, token: Tokens) -> None:
    village = token()
    paper = village.get(f"/cases/{code}").said["files"][0]

    answer = village.get(f"/cases/{code}/files/{paper['id']}")

    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    assert len(b"".join(answer.streaming_content)) == paper["size"]


def test_a_decision_moves_the_case_and_names_the_token(code: str, token: Tokens) -> None:
    answer = token().post(f"/cases/{code}/decisions", FORWARD)

    assert answer.status_code == 201, answer.said
    assert answer.said["office"]["key"] == DISTRICT
    line = chain.list_lines(f"case:{cases.get_case_by_code(code).pk}")[-1]
    assert line.actor.startswith("token:")
    assert line.action == "cases.forward"


def test_the_same_decision_twice_is_one(code: str, token: Tokens) -> None:
    village = token()

    first, second = (
        village.post(f"/cases/{code}/decisions", FORWARD, key="ulang-123456") for _ in range(2)
    )

    assert first.said == second.said


def test_who_comes_second_is_told_who_was_faster(code: str, token: Tokens, folk: People) -> None:
    case = cases.get_case_by_code(code)
    cases.decide(case_id=case.pk, version=1, decision="forward", by=folk.actor("Sari"), now=MONDAY)

    answer = token().post(f"/cases/{code}/decisions", FORWARD)

    assert (answer.status_code, answer.said["code"]) == (409, "decided_meanwhile")
    assert answer.said["facts"]["who"] == "Sari"
    assert answer.said["facts"]["when"] == "08.00"


def test_after_a_token_the_office_is_named_as_faster(code: str, token: Tokens) -> None:
    village = token()
    village.post(f"/cases/{code}/decisions", FORWARD)

    answer = village.post(f"/cases/{code}/decisions", {**FORWARD, "decision": "refuse"})

    assert answer.said["facts"]["who"] == places.get_office(VILLAGE).name


def test_a_signing_decision_needs_a_person(code: str, token: Tokens) -> None:
    token().post(f"/cases/{code}/decisions", FORWARD)

    answer = token(DISTRICT).post(f"/cases/{code}/decisions", {"version": 2, "decision": "grant"})

    assert (answer.status_code, answer.said["code"]) == (403, "signing_needs_person")


def test_a_step_of_the_head_is_not_decided_by_a_token(code: str, token: Tokens) -> None:
    token().post(f"/cases/{code}/decisions", FORWARD)
    body = {"version": 2, "decision": "refuse", "note": "Alamat usaha tidak sesuai."}

    answer = token(DISTRICT).post(f"/cases/{code}/decisions", body)

    assert (answer.status_code, answer.said["code"]) == (403, "not_your_step")


def test_a_refusal_without_reason_is_refused(code: str, token: Tokens) -> None:
    answer = token().post(f"/cases/{code}/decisions", {"version": 1, "decision": "refuse"})

    assert (answer.status_code, answer.said["code"]) == (422, "needs_reason")
    assert "%(" not in answer.said["fields"]["note"]


def test_advice_nobody_asked_for(code: str, token: Tokens) -> None:
    body = {"version": 1, "decision": "advise", "note": "Alamat sudah benar."}

    answer = token().post(f"/cases/{code}/decisions", body)

    assert (answer.status_code, answer.said["code"]) == (409, "nothing_asked")


def test_a_message_reaches_the_applicant(code: str, program: Program, token: Tokens) -> None:
    answer = token().post(f"/cases/{code}/messages", {"text": "Mohon tunggu sebentar."})

    assert answer.status_code == 201
    assert track(program, code).said["timeline"][-1]["text"] == "Mohon tunggu sebentar."


@pytest.fixture
def consulting(apply: Any, program: Program) -> str:
    """The code of a case whose village may ask the health agency."""
    definition = deepcopy(cases.get_plan(SKU).raw)
    village = definition["route"][0]
    village["decisions"] = [*village["decisions"], "consult"]
    village["consults"], village["consult_promise"] = ["office:dinkes"], {"days": 1}
    cases.publish_case_type(
        slug=SKU, kind="application", name_id="Surat keterangan usaha", name_en="Business letter",
        definition=definition, by=TERMINAL, now=MONDAY,
    )  # fmt: skip
    return str(apply().code)


def test_an_office_asks_another_and_is_answered(consulting: str, token: Tokens) -> None:
    village, health = token(), token("dinkes")
    may_ask = village.get(f"/cases/{consulting}").said["may_ask"]

    asked = village.post(f"/cases/{consulting}/consults", QUESTION)
    seen = health.get(f"/cases/{consulting}").said
    advice = {"version": seen["version"], "decision": "advise", "note": "Ya, sejak tahun 2024."}
    advised = health.post(f"/cases/{consulting}/decisions", advice)

    assert [office["key"] for office in may_ask] == ["dinkes"]
    assert (asked.status_code, asked.said["office"]["key"]) == (201, "dinkes")
    assert seen["advice_asked"] == [QUESTION["question"]]
    assert advised.status_code == 201, advised.said
    story = village.get(f"/cases/{consulting}").said["timeline"]
    assert "Ya, sejak tahun 2024." in [line["text"] for line in story]


def test_only_an_office_of_the_plan_is_asked(consulting: str, token: Tokens) -> None:
    answer = token().post(f"/cases/{consulting}/consults", {**QUESTION, "office": "dinsos"})

    assert (answer.status_code, answer.said["code"]) == (422, "cannot_consult")


def test_a_step_without_consults_asks_nobody(code: str, token: Tokens) -> None:
    village = token()

    answer = village.post(f"/cases/{code}/consults", QUESTION)

    assert village.get(f"/cases/{code}").said["may_ask"] == []
    assert (answer.status_code, answer.said["code"]) == (422, "cannot_consult")


def test_a_question_needs_the_version_that_was_read(consulting: str, token: Tokens) -> None:
    answer = token().post(f"/cases/{consulting}/consults", {**QUESTION, "version": 9})

    assert (answer.status_code, answer.said["code"]) == (409, "decided_meanwhile")


@pytest.mark.parametrize(("method", "address"), STAFF)
def test_without_a_token_nothing_opens(
    code: str, program: Program, method: str, address: str
) -> None:
    answer = send(program, method, address, code=code)

    assert (answer.status_code, answer.said["code"]) == (401, "token_needed")
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("name", ["Wati", "Budi", "Sari", "Joko", "Made"])
@pytest.mark.parametrize(("method", "address"), STAFF)
def test_a_browser_that_is_logged_in_opens_nothing_here(
    code: str, folk: People, name: str, method: str, address: str
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.get(pk=folk.users[name]), BACKEND)

    assert send(Program(client), method, address, code=code).status_code == 401


@pytest.mark.parametrize("office", [f"desa-{ELSEWHERE}", f"kec-{GENTENG}", "dinkes"])
@pytest.mark.parametrize(("method", "address"), STAFF[1:])
def test_another_office_finds_nothing(
    code: str, token: Tokens, office: str, method: str, address: str
) -> None:
    answer = send(token(office), method, address, code=code)

    assert (answer.status_code, answer.said["code"]) == (404, "no_such_case")


@pytest.mark.parametrize("wrong", ["kt_unknown", "", "x" * 5000, "kt_\xe9"])
def test_a_wrong_token_opens_nothing(code: str, program: Program, wrong: str) -> None:
    program.token = wrong

    assert program.get("/desk").status_code == 401


def test_a_token_that_ended_opens_nothing(code: str, token: Tokens) -> None:
    village = token()
    with time_machine.travel(MONDAY.replace(year=2027), tick=False):
        assert village.get("/desk").status_code == 401


def test_a_reading_token_does_not_decide(code: str, token: Tokens) -> None:
    answer = send(token(DISTRICT, "read"), "post", "/cases/{code}/decisions", code=code)

    assert (answer.status_code, answer.said["code"]) == (403, "scope_missing")


def test_a_tracking_token_is_no_office(code: str, program: Program) -> None:
    program.token = track(program, code).said["token"]

    assert program.get("/desk").status_code == 401


def test_a_token_of_an_office_does_not_answer_for_the_applicant(code: str, token: Tokens) -> None:
    assert token().post(f"/cases/{code}/answer", {"text": "Halo"}).status_code == 401


def test_an_office_hands_a_report_to_another(folk: People, token: Tokens, settings: Any) -> None:
    reports.load_categories(settings.REGENCY_FOLDER, by=TERMINAL, now=MONDAY)
    sent = reports.submit_report(
        category="jalan-rusak", description="Lubang besar.", village_code=SUMBERBERAS,
        by=people.VISITOR, now=MONDAY,
    )  # fmt: skip
    moved = {
        "version": 1, "decision": "reassign", "office": "dishub",
        "note": "Milik kantor lain, sudah dicek.",
    }  # fmt: skip

    answer = token().post(f"/cases/{sent.report.code}/decisions", moved)

    assert answer.status_code == 201
    sent.report.case.refresh_from_db()
    assert sent.report.case.current_step.office.key == "dishub"
