"""The letter that a granted application becomes: made, and the case ends with it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.rooms.cases import api as cases
from kentongan.rooms.letters import api as letters
from kentongan.rooms.services.queries.letter_words import make_facts


def issue_letter(*, case_id: UUID, by: Acting, now: datetime) -> Any:
    """
    Make the letter of a granted case and close the case; the same letter when it is made already.

    All is one transaction: killed anywhere, nothing happened and no number is lost. Raises
    SealUnavailable, SealRefused, CannotSign, NoSigner or press.CannotPrint, and then nothing
    happened either.
    """
    made = letters.find_letter(case_id)
    if made is not None:
        return made
    case = cases.get_case(case_id)
    signer = letters.find_step_signing(case)
    letters.prepare_signing(signer, by=by, now=now)
    return _issue(case, signer, by=by, now=now)


@transaction.atomic
def _issue(case: Any, signer: letters.Signing, *, by: Acting, now: datetime) -> Any:
    if not cases.lock_finishing(case.pk):
        return _get_made(case.pk)
    plan = case.case_type.definition["letter"]
    letter = letters.issue_letter(
        case_id=case.pk,
        series=letters.Series(case.type_slug, plan["number_format"]),
        template=plan["template"],
        title=plan["title"]["id"],
        facts=make_facts(case, now=now),
        valid_until=letters.get_valid_until(
            issued_on=letters.get_issue_day(now), validity_days=plan["validity_days"]
        ),
        signer=signer,
        by=by,
        now=now,
    )
    cases.finish_case(case_id=case.pk, detail=letters.tell_chain(letter), by=by, now=now)
    return letter


def _get_made(case_id: UUID) -> Any:
    """Return the letter that another worker made while this one waited for the case."""
    made = letters.find_letter(case_id)
    if made is None:
        raise cases.WrongTurn
    return made
