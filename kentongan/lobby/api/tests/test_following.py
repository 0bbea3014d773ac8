"""A resident's program takes an application back, and rates how it went."""

from collections.abc import Callable
from typing import Any

import pytest

from kentongan.foundation.audit import chain
from kentongan.lobby.api.tests.conftest import Program, track
from kentongan.rooms.cases import api as cases

RATING = {f"u{n}": 4 for n in range(1, 10)}
ADDRESSES = [("withdrawal", {"reason": "Sudah tidak perlu."}), ("rating", RATING)]


@pytest.fixture
def wati(program: Program, code: str) -> Program:
    """Wati's program after code and last four digits."""
    program.token = track(program, code).said["token"]
    return program


def test_an_application_is_taken_back_once(wati: Program, code: str) -> None:
    first, again = (
        wati.post(f"/cases/{code}/withdrawal", {"reason": "Sudah tidak perlu."}, key="tarik-123456")
        for _ in range(2)
    )
    late = wati.post(f"/cases/{code}/withdrawal", {})

    assert first.status_code == 200, first.said
    assert (first.said["state"], first.said["outcome"]) == ("closed", "withdrawn")
    assert again.said == first.said
    assert late.status_code == 409
    line = chain.list_lines(f"case:{cases.get_case_by_code(code).pk}")[-1]
    assert (line.action, line.actor) == ("cases.withdrawn", "visitor")


def test_a_case_is_rated_once_when_it_is_over(wati: Program, code: str) -> None:
    early = wati.post(f"/cases/{code}/rating", RATING)
    wati.post(f"/cases/{code}/withdrawal", {})

    rated = wati.post(f"/cases/{code}/rating", {**RATING, "u3": 2, "comment": "Cepat."})
    again = wati.post(f"/cases/{code}/rating", RATING)

    assert (early.status_code, early.said["code"]) == (409, "not_over_yet")
    assert (rated.status_code, rated.said["code"]) == (201, code)
    assert (again.status_code, again.said["code"]) == (409, "already_rated")


@pytest.mark.parametrize(
    "wrong", [{"u1": 0}, {"u9": 5}, {"u2": "4"}, {"u10": 4}, {"comment": "x" * 2001}, {"u4": None}]
)
def test_points_go_from_one_to_four(wati: Program, code: str, wrong: dict[str, Any]) -> None:
    wati.post(f"/cases/{code}/withdrawal", {})

    answer = wati.post(f"/cases/{code}/rating", {**RATING, **wrong})

    assert answer.status_code == 422
    assert list(answer.said["fields"]) == list(wrong)


@pytest.mark.parametrize(("name", "body"), ADDRESSES)
def test_only_who_proved_to_know_the_case(
    program: Program, code: str, apply: Any, token: Callable[..., Program], name: str, body: Any
) -> None:
    other = str(apply().code)

    nobody = program.post(f"/cases/{code}/{name}", body)
    office = token().post(f"/cases/{code}/{name}", body)
    program.token = track(program, other).said["token"]
    stranger = program.post(f"/cases/{code}/{name}", body)

    assert (nobody.status_code, office.status_code) == (401, 401)
    assert (stranger.status_code, stranger.said["code"]) == (404, "no_such_case")
    assert cases.get_case_by_code(code).state == "running"
