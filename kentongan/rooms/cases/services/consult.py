"""One office asks another, without a letter carried by hand. The asking step's clock runs on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation.audit import chain as audit
from kentongan.rooms.cases.errors import CannotConsult, NeedsReason, NoSuchCase, WrongTurn
from kentongan.rooms.cases.models import Case, CaseStep
from kentongan.rooms.cases.permissions import check_can_decide, describe_holding
from kentongan.rooms.cases.rules.words import SHORTEST_REASON, is_reason
from kentongan.rooms.cases.services import _steps as steps
from kentongan.rooms.cases.services._turns import check_note, check_version, lock_case, save_case
from kentongan.rooms.cases.workflow import Decision, State, StepKind, is_allowed
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places


@transaction.atomic
def ask_office(
    *, case_id: UUID, version: int, office_rule: str, question: str, by: people.Actor, now: datetime
) -> CaseStep:
    """Open a consult at an office the step's plan names, with its own promise."""
    case = lock_case(case_id)
    check_version(case, version=version)
    step, plan = case.current_step, case.step_plan
    if step is None or plan is None or not is_allowed("consult", state=case.state):
        raise WrongTurn
    holding = check_can_decide(by=by, step=step, signs=False)
    if office_rule not in plan.consults:
        raise CannotConsult
    check_note("consult", question)
    office = places.resolve_office(office_rule, case.place_id)
    consult = steps.make_consult(case=case, plan=plan, office=office, now=now)
    consult.asked_by = step
    consult.question = question.strip()
    consult.save(force_insert=True)
    save_case(case)
    audit.record(
        by=by,
        action="cases.consult",
        subject=f"case:{case.pk}",
        now=now,
        detail={"step": plan.key, "as": holding.role, "office": office.key},
        topics=(f"case:{case.pk}", f"office:{office.pk}", f"office:{step.office_id}"),
    )
    return consult


@transaction.atomic
def advise(*, step_id: UUID, text: str, by: people.Actor, now: datetime) -> CaseStep:
    """Answer a consult; the asking office sees it at once."""
    found = CaseStep.objects.filter(pk=step_id, kind=StepKind.CONSULT).only("case_id").first()
    if found is None:
        raise NoSuchCase
    case = lock_case(found.case_id)
    step = CaseStep.objects.select_related("asked_by").get(pk=step_id)
    if step.ended_at is not None or case.state == State.CLOSED:
        raise WrongTurn
    holding = check_can_decide(by=by, step=step, signs=False)
    if not is_reason(text):
        raise NeedsReason(fields={"note": NeedsReason.message}, minimum=SHORTEST_REASON)
    steps.end_step(
        step,
        case=case,
        decision=Decision.ADVISE,
        note=text.strip(),
        by_user=by.user_id,
        as_words=describe_holding(holding),
        now=now,
    )
    save_case(case)
    _record(case, step, action="cases.advise", by=by, now=now)
    return step


@transaction.atomic
def recall_consult(*, step_id: UUID, by: people.Actor, now: datetime) -> CaseStep:
    """Take a question back, so that the asking step can decide without the answer."""
    found = CaseStep.objects.filter(pk=step_id, kind=StepKind.CONSULT).only("case_id").first()
    if found is None:
        raise NoSuchCase
    case = lock_case(found.case_id)
    step = CaseStep.objects.select_related("asked_by").get(pk=step_id)
    if step.ended_at is not None or step.asked_by is None:
        raise WrongTurn
    holding = check_can_decide(by=by, step=step.asked_by, signs=False)
    steps.end_step(
        step,
        case=case,
        decision=Decision.WITHDRAW,
        note="",
        by_user=by.user_id,
        as_words=describe_holding(holding),
        now=now,
    )
    save_case(case)
    _record(case, step, action="cases.consult_recalled", by=by, now=now)
    return step


def _record(case: Case, step: CaseStep, *, action: str, by: people.Actor, now: datetime) -> None:
    asking = step.asked_by.office_id if step.asked_by else case.holder_office_id
    audit.record(
        by=by,
        action=action,
        subject=f"case:{case.pk}",
        now=now,
        detail={"step": step.key},
        topics=(f"case:{case.pk}", f"office:{step.office_id}", f"office:{asking}"),
    )
