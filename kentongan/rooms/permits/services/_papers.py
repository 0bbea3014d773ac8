"""The one place where this room asks for a sealed letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kentongan.foundation import press, seal
from kentongan.foundation.actors import Acting
from kentongan.rooms.letters import api as letters
from kentongan.rooms.places import api as places

FAULTS = (
    seal.SealUnavailable, seal.SealRefused, letters.CannotSign, letters.NoSigner, press.CannotPrint,
)  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """A letter that was issued: its number, and the token of its public page."""

    number: str
    token: str


def find_step_signer(case: Any, *, by: Acting, now: datetime) -> letters.Signing:
    """Return who granted the case; the office's certificate is made before anything is locked."""
    signer = letters.find_step_signing(case)
    letters.prepare_signing(signer, by=by, now=now)
    return signer


def find_office_signer(office_key: str, *, by: Acting, now: datetime) -> letters.Signing:
    """Return who heads an office now; raises letters.NoSigner."""
    signer = letters.find_head_signing(office_id=places.get_office(office_key).pk, now=now)
    letters.prepare_signing(signer, by=by, now=now)
    return signer


def issue_paper(
    *, case_id: UUID, purpose: str = "", plan: Mapping[str, Any], facts: Mapping[str, Any],
    valid_until: date | None = None, signer: letters.Signing, by: Acting, now: datetime,
) -> Paper:  # fmt: skip
    """Issue a letter of a case; the same purpose again gives the same letter."""
    made = letters.issue_letter(
        case_id=case_id, purpose=purpose,
        series=letters.Series(plan["series"], plan["number_format"]),
        template=plan["template"], title=facts.get("title", plan["title"]["id"]), facts=facts,
        valid_until=valid_until, signer=signer, by=by, now=now,
    )  # fmt: skip
    return Paper(made.number_text, made.token)
