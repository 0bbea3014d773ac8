"""Sending an application: the one way, for the form, the counter, machines and the demo."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.files import services as files_of_house
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.services.errors import WrongAnswers
from kentongan.rooms.services.queries.answers import seal_answer
from kentongan.rooms.services.queries.catalogue import get_service
from kentongan.rooms.services.queries.checking import (
    check_application,
    flatten_answers,
    name_applicant,
    say_problems,
)
from kentongan.rooms.services.rules.answers import Problem
from kentongan.rooms.services.rules.plan import FormPlan

KEPT_OF_APPLICANT = ("applicant_name", "applicant_address")


@transaction.atomic
def submit_application(
    *,
    slug: str,
    applicant: Mapping[str, Any],
    answers: Mapping[str, Any],
    files: Mapping[str, UUID],
    language: str = "id",
    case_id: UUID | None = None,
    intake_office_id: int | None = None,
    by: Acting,
    now: datetime,
) -> Any:
    """
    Check everything, register the applicant and submit the case; returns the case.

    `applicant`: name, nik, phone, email, village_code, address, consent (missing: whoever calls
    vouches for it). `answers`: by key of the question, as typed or as JSON; a person is
    {"name": …, "nik": …}. `files`: stored file by key of the paper. With `intake_office_id` the
    officers of that office typed it and the telephone may be missing. The same `case_id` again is
    the same case. Raises WrongAnswers with a sentence per key (`applicant_nik`, `ktp`), and
    NoSuchService.
    """
    service = get_service(slug)
    typed = {**flatten_answers(answers), **name_applicant(applicant)}
    checked = check_application(
        service.form, typed, files, needs_phone=intake_office_id is None, now=now
    )
    _refuse_problems(checked.problems)
    person = _register(checked.answers, intake=intake_office_id is not None, by=by, now=now)
    case = cases.submit_case(
        type_slug=slug,
        place_code=checked.answers["applicant_village"].code,
        applicant_id=person.id,
        answers=_make_kept(checked.answers),
        files=_list_files(service.form, files),
        language=language,
        case_id=case_id,
        intake_office_id=intake_office_id,
        by=by,
        now=now,
    )
    for file_id in files.values():
        files_of_house.keep_file(file_id, by=by)
    return case


def _refuse_problems(problems: Mapping[str, Problem]) -> None:
    """Raise WrongAnswers when there is a problem."""
    if problems:
        raise WrongAnswers(fields=say_problems(problems))


def _register(
    answers: Mapping[str, Any], *, intake: bool, by: Acting, now: datetime
) -> people.PersonSummary:
    """Register the applicant; an account is joined only when its owner asks for themselves."""
    own = isinstance(by, people.Actor) and not by.holdings and not intake
    phone = answers.get("applicant_phone")
    return people.register_person(
        name=answers["applicant_name"],
        nik=answers["applicant_nik"].text,
        phone=phone.text if phone else "",
        email=answers.get("applicant_email", ""),
        address=answers["applicant_address"],
        village_code=answers["applicant_village"].code,
        user_id=by.user_id if own and isinstance(by, people.Actor) else None,
        by=by,
        now=now,
    )


def _make_kept(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: seal_answer(value)
        for key, value in answers.items()
        if not key.startswith("applicant_") or key in KEPT_OF_APPLICANT
    }


def _list_files(form: FormPlan, files: Mapping[str, UUID]) -> list[tuple[str, UUID]]:
    return [(field.key, files[field.key]) for field in form.fields if field.key in files]
