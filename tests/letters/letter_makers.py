"""A case walked to its grant, and its letter."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from pypdf import PdfReader

from kentongan.foundation.actors import CLOCK, TERMINAL
from kentongan.foundation.files.services import open_file
from kentongan.rooms.cases import api as cases
from kentongan.rooms.letters.models import Letter
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.services.services.letters import issue_letter
from kentongan.rooms.services.tests.conftest import MONDAY
from tests.people import BEGIN, People

Apply = Callable[..., Any]
LATER = MONDAY + timedelta(hours=2)


def grant(apply: Apply, folk: People, *, by: str = "Joko", **changes: Any) -> Any:
    """Walk an application for a business letter to its grant; the letter waits to be made."""
    case, now = apply(**changes), changes.get("now", MONDAY)
    for name, decision in (("Sari", "forward"), (by, "grant")):
        case = cases.decide(
            case_id=case.pk, version=case.version, decision=decision,
            by=folk.actor(name, now=now), now=now,
        )  # fmt: skip
    return case


def issue(case: Any, *, at: datetime = LATER) -> Letter:
    """Make the letter as the queue does."""
    letter = issue_letter(case_id=case.pk, by=CLOCK, now=at)
    assert isinstance(letter, Letter)
    return letter


def read(letter: Letter) -> bytes:
    """Return the bytes of the signed file."""
    with open_file(letter.file) as stored:
        content: bytes = stored.read()
    return content


def read_words(letter: Letter) -> str:
    """Return what stands on the pages, in one line."""
    pages = PdfReader(io.BytesIO(read(letter))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def appoint(
    folk: People, name: str, office: str, *, role: str, capacity: str, behalf_of: str = ""
) -> None:
    """Give somebody one more role from the beginning on."""
    people.appoint(
        user_id=folk.users[name],
        office_id=places.get_office(office).pk,
        role=role,
        capacity=capacity,
        behalf_of=behalf_of,
        starts_at=BEGIN,
        by=TERMINAL,
        now=BEGIN,
    )
