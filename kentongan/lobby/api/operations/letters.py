"""Does this letter hold? Asked by whoever was shown one: a bank, a school, another office."""

from datetime import date

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ninja import Router
from ninja.params.functions import Path

from kentongan.lobby.api.shapes.common import show
from kentongan.lobby.api.shapes.letters import Letter
from kentongan.rooms.letters import api as letters

router = Router(tags=["public"])


@router.get("/letters/{token}", response=Letter, summary=gettext_noop("Verify a letter"))
def verify_letter(
    request: HttpRequest,
    token: str = Path(
        description="What stands behind /surat/ in the letter's QR code.",
        max_length=60,
        examples=show("7K3D9MPQ2RSTVWXYZ23456789AB"),
    ),
) -> Letter:
    """Tell whether the letter holds today, with masked facts to compare with the paper."""
    try:
        facts = letters.get_letter_facts(token, today=localdate())
    except letters.NoSuchLetter as refusal:
        return Letter(verdict="unknown", message=str(refusal))
    return Letter(
        verdict=facts.standing.value,
        message=_say(facts),
        title=facts.title,
        service=facts.service,
        number=facts.number,
        office=facts.office,
        signer=facts.signer,
        holder_name=facts.name,
        holder_nik=facts.nik,
        issued_on=_write(facts.issued_on),
        valid_until=_write(facts.valid_until),
        revoked_on=_write(facts.revoked_on),
        revoked_because=facts.revoked_because,
    )


def _say(facts: letters.LetterFacts) -> str:
    if facts.standing == "revoked":
        return _("This letter is revoked")
    if facts.standing == "expired":
        return _("This letter is genuine, but its time is over")
    return _("This letter is valid")


def _write(day: date | None) -> str:
    return day.isoformat() if day else ""
