"""Anybody reads services, places, offices, scores and the audit chain."""

from typing import Any

import jsonschema_rs
import pytest

from kentongan.foundation.audit import chain
from kentongan.lobby.api.tests.conftest import Program
from kentongan.rooms.services.tests.conftest import MONDAY, SKU
from tests.people import MUNCAR, SUMBERBERAS


def read_all(program: Program, address: str) -> list[dict[str, Any]]:
    """Read every page of a list."""
    rows, after = [], ""
    while True:
        page = program.get(f"{address}limit=7&after={after}").said
        rows += page["items"]
        if page["next"] is None:
            return rows
        after = page["next"]


def test_services_are_listed_page_by_page(program: Program) -> None:
    slugs = [row["slug"] for row in read_all(program, "/services?")]

    assert len(slugs) == len(set(slugs)) >= 15
    assert SKU in slugs


def test_services_are_found_by_what_people_type(program: Program) -> None:
    answer = program.get("/services?q=surat%20usaha")

    assert answer.said["items"][0]["slug"] == SKU
    assert answer.said["items"][0]["name"]["en"] == "Business statement letter"


def test_services_of_a_category(program: Program) -> None:
    rows = read_all(program, "/services?category=usaha&")

    assert {row["category"]["key"] for row in rows} == {"usaha"}


def test_a_service_tells_all_fourteen_components(program: Program) -> None:
    service = program.get(f"/services/{SKU}").said

    assert len(service["standard"]) == 14
    assert all(part["text"]["id"] and part["text"]["en"] for part in service["standard"])
    assert [step["key"] for step in service["route"]] == ["desa", "camat"]
    assert service["route"][1]["signs"]
    assert service["promise"]["amount"] == 1
    assert service["reality"] is None


def test_the_form_of_every_service_is_a_json_schema(program: Program) -> None:
    for row in read_all(program, "/services?"):
        form = program.get(f"/services/{row['slug']}").said["form"]

        jsonschema_rs.meta.validate(form)


def test_the_form_accepts_a_right_application(program: Program, application: Any) -> None:
    form = program.get(f"/services/{SKU}").said["form"]
    answers = {**application()["answers"], "monthly_turnover": 3_500_000}

    jsonschema_rs.validate(form, application(answers=answers))


def test_regions_below_the_regency_and_a_district(program: Program) -> None:
    districts = read_all(program, "/regions?")
    villages = read_all(program, f"/regions?parent={MUNCAR}&")

    assert len(districts) == 25
    assert SUMBERBERAS in {row["code"] for row in villages}


def test_a_mistyped_village_is_found(program: Program) -> None:
    found = program.get("/regions?q=sumber%20beras&kind=desa").said["items"]

    assert found[0]["code"] == SUMBERBERAS


def test_offices_are_listed_and_found(program: Program) -> None:
    agencies = read_all(program, "/offices?kind=agency&")
    found = program.get("/offices?q=dukcapil").said["items"]

    assert len(agencies) >= 25
    assert found[0]["key"] == "dispendukcapil"


def test_scores_of_offices(program: Program, code: str) -> None:
    scores = program.get("/scores").said["items"]

    assert scores[0]["open"] == 1
    assert scores[0]["satisfaction"] is None


def test_heads_of_the_audit_chain(program: Program, code: str) -> None:
    chain.seal_days(now=MONDAY.replace(day=20))

    days = read_all(program, "/audit/days?")

    assert days[0]["sha256"] == chain.get_head().hash
    assert days == sorted(days, key=lambda day: day["date"], reverse=True)


@pytest.mark.parametrize(
    "address",
    [
        "/services?after=nothing",
        "/services?limit=0",
        "/services?limit=99999999999999999999",
        "/regions?parent=x",
        "/regions?kind=planet",
        "/offices?after=%00",
        "/audit/days?after=2026-13-45",
        "/scores?days=0",
    ],
)
def test_a_wrong_question_is_told_what_is_wrong(program: Program, address: str) -> None:
    answer = program.get(address)

    assert answer.status_code == 422
    assert answer.said["code"] in {"wrong_input", "cursor_wrong"}
    assert all(answer.said["fields"].values())


@pytest.mark.parametrize("q", ["%00", "'", "%25_%5C", "🦆", "a" * 100, "&|!():*", "%ED%A0%80"])
@pytest.mark.parametrize("address", ["/services", "/regions", "/offices"])
def test_odd_questions_break_nothing(program: Program, address: str, q: str) -> None:
    assert program.get(f"{address}?q={q}").status_code == 200


def test_public_answers_are_open_to_any_origin_and_kept_for_a_minute(program: Program) -> None:
    answer = program.get("/services")

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert "Accept-Language" in answer["Vary"]
    assert "Cookie" not in answer["Vary"]
