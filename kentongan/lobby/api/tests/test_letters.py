"""Whoever was shown a letter asks whether it holds, and learns only masked facts."""

from typing import Any

import pytest
import time_machine

from kentongan.lobby.api.tests.conftest import Program
from kentongan.rooms.letters.services.revoking import revoke_letter
from kentongan.rooms.services.tests.conftest import MONDAY
from tests.letters.letter_makers import LATER, grant, issue
from tests.people import People

EVERY_FACT = {
    "title", "service", "number", "office", "signer", "holder_name", "holder_nik", "issued_on",
    "valid_until",
}  # fmt: skip


@pytest.fixture
def letter(program: Program, apply: Any, folk: People) -> Any:
    """Wati's letter."""
    return issue(grant(apply, folk))


def verify(program: Program, token: str, **headers: str) -> Any:
    return program.get(f"/letters/{token}", **headers)


def test_a_letter_that_holds(program: Program, letter: Any) -> None:
    said = verify(program, letter.token).said

    assert said["verdict"] == "valid"
    assert said["number"] == letter.number_text
    assert said["issued_on"] == "2026-11-16"
    assert all(said[fact] for fact in EVERY_FACT)
    assert said["revoked_on"] == said["revoked_because"] == ""


def test_the_holder_stays_masked(program: Program, letter: Any) -> None:
    answer = verify(program, letter.token)

    assert "Wati" not in answer.content.decode()
    assert "3510164101900001" not in answer.content.decode()


def test_a_revoked_letter_says_why(program: Program, letter: Any, folk: People) -> None:
    joko = folk.actor("Joko", now=LATER)
    note = "Nama usaha salah tulis."
    revoke_letter(letter_id=letter.pk, reason="mistake", note=note, by=joko, now=LATER)

    said = verify(program, letter.token, **{"Accept-Language": "en"}).said

    assert (said["verdict"], said["message"]) == ("revoked", "This letter is revoked")
    assert said["revoked_because"] == "it contained a mistake"
    assert note not in str(said)


def test_a_letter_whose_time_is_over(program: Program, letter: Any) -> None:
    with time_machine.travel(MONDAY.replace(year=2027, month=12), tick=False):
        assert verify(program, letter.token).said["verdict"] == "expired"


@pytest.mark.parametrize("token", ["7K3D9", "x" * 26, "%00", "..%2F..%2Fetc"])
def test_an_unknown_letter_tells_nothing(program: Program, token: str) -> None:
    answer = verify(program, token)

    if answer.status_code == 200:
        assert answer.said["verdict"] == "unknown"
        assert not any(answer.said[fact] for fact in EVERY_FACT)
    else:
        assert answer.status_code == 404
