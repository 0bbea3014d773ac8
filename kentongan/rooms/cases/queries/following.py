"""
Cases for whoever follows them: their applicant, or who proved to know one.

A stranger costs the same one look whether the case exists or not.
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from kentongan.foundation import codes
from kentongan.foundation.keys import make_key
from kentongan.rooms.cases.errors import NoSuchCase
from kentongan.rooms.cases.models import Case
from kentongan.rooms.cases.queries.types import give_types
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

NO_CODE = "-"


@dataclass(frozen=True)
class ProvenCase:
    """A case whose code and last four digits somebody knew."""

    id: UUID
    code: str


def prove_case(code: str, *, last_four: str) -> ProvenCase:
    """
    Return the case when the last four digits fit phone or NIK of its applicant.

    A code that does not exist takes the same steps as one with wrong digits, so neither the
    sentence nor the time tells them apart.
    """
    known = (
        Case.objects.filter(code=_read_code(code) or NO_CODE)
        .values_list("pk", "code", "applicant_id")
        .first()
    )
    case_id, kept_code, applicant_id = known or (make_key(), NO_CODE, make_key())
    fits = people.is_last_four_of(applicant_id, last_four)
    if known is None or not fits:
        raise NoSuchCase
    return ProvenCase(case_id, kept_code)


def find_followed(code: str, *, by: people.Actor) -> Case | None:
    """Return the case with its steps when `by` is its applicant or typed it for them, else None."""
    typed = _read_code(code)
    mine = _is_mine(by)
    if typed is None or mine is None:
        return None
    case = Case.objects.prefetch_related("steps").filter(mine, code=typed).first()
    if case is not None:
        _give_what_is_kept(case)
    return case


def _give_what_is_kept(case: Case) -> None:
    """Set type, offices and current step from what the process keeps, sparing the joins."""
    give_types(case)
    for step in case.steps.all():
        step.office = places.get_office(step.office_id)
        if step.pk == case.current_step_id:
            case.current_step = step


def _read_code(typed: str) -> str | None:
    return codes.parse_code(typed, prefix=str(settings.REGENCY_FACTS["code_prefix"]))


def _is_mine(by: people.Actor) -> Q | None:
    """Return the filter for cases that `by` follows; None when there can be none."""
    mine = Q()
    if by.proven_cases:
        mine |= Q(pk__in=by.proven_cases)
    if by.person_id:
        mine |= Q(applicant_id=by.person_id)
    if by.offices:
        mine |= Q(intake_office_id__in=by.offices)
    return mine if mine else None
