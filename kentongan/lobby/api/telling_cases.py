"""Cases as the API tells them: to who follows one, and to offices with a part in it."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language

from kentongan.lobby.api.shapes import cases as shapes
from kentongan.lobby.api.shapes.common import Clock
from kentongan.lobby.api.telling_services import find_page, tell_office_ref
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.services import api as services


def tell_received(case: Any) -> shapes.Received:
    """Return the receipt."""
    return shapes.Received(
        code=case.code,
        service=case.type_slug,
        office=tell_office_ref(places.get_office(case.holder_office_id)),
        submitted_at=localtime(case.submitted_at),
        due_at=localtime(case.due_at),
        why=cases.explain_case_due(case),
        url=find_page("cases:track"),
    )


def tell_followed(case: Any, *, now: datetime) -> dict[str, Any]:
    """Return the fields of FollowedCase in the eyes of the applicant."""
    return _tell_case(case, now=now, for_officers=False)


def tell_office_case(case: Any, *, by: people.Actor, now: datetime) -> shapes.OfficeCase:
    """Return a case in the eyes of an office with a part in it; numbers of people masked."""
    language = get_language() or "id"
    person = people.get_person(case.applicant_id)
    return shapes.OfficeCase(
        **_tell_case(case, now=now, for_officers=True),
        version=case.version,
        applicant=shapes.MaskedApplicant(
            name=person.name,
            nik=person.nik,
            phone=person.phone,
            village_code=person.village_code,
        ),
        answers=[
            shapes.Answered(question=question, answer=answer)
            for question, answer in services.show_answers(case, language)
        ],
        files=[_tell_file(case, each, language=language) for each in cases.list_attachments(case)],
        decisions=_tell_decisions(case, by=by),
        may_ask=[tell_office_ref(office) for office in list_consultable(case, by=by).values()],
        advice_asked=[step.question for step in cases.list_open_consults(case, by=by)],
    )


def _tell_case(case: Any, *, now: datetime, for_officers: bool) -> dict[str, Any]:
    story = cases.list_happenings(case, for_officers=for_officers)
    return {
        "code": case.code,
        "service": case.type_slug,
        "service_name": case.case_type.name,
        "place": case.place.full_name,
        "state": case.state,
        "state_name": case.get_state_display(),
        "outcome": case.outcome,
        "submitted_at": localtime(case.submitted_at),
        "closed_at": _local(case.closed_at),
        "clock": _tell_clock(cases.read_clock(case, now=now)),
        "why": cases.explain_case_due(case),
        "steps": _tell_steps(case, now=now, for_officers=for_officers),
        "timeline": [_tell_happening(line) for line in story],
        "question": _find_question(case, story),
    }


def _tell_steps(case: Any, *, now: datetime, for_officers: bool) -> list[shapes.Turn]:
    plan = case.case_type.plan
    return [
        _tell_turn(case, step, plan.get_step(step.key), now=now)
        for step in case.steps.all()
        if for_officers or step.kind == "route"
    ]


def _tell_turn(case: Any, step: Any, plan: cases.StepPlan, *, now: datetime) -> shapes.Turn:
    is_english = get_language() == "en"
    return shapes.Turn(
        key=step.key,
        title=(plan.title_en if is_english else "") or plan.title_id,
        office=tell_office_ref(step.office),
        starts_at=localtime(step.starts_at),
        ended_at=_local(step.ended_at),
        decision=step.decision,
        clock=_tell_clock(cases.read_step_clock(case, step, now=now)),
        why="" if step.ended_at else cases.explain_step_due(case, step),
    )


def _tell_happening(line: cases.Happening) -> shapes.Happening:
    return shapes.Happening(
        at=localtime(line.at), what=str(line.what), who=line.who, text=line.text, kind=line.kind
    )


def _find_question(case: Any, story: list[cases.Happening]) -> str:
    if not cases.is_asked(case):
        return ""
    return next((line.text for line in reversed(story) if line.kind == "ask"), "")


def _tell_clock(clock: cases.Clock) -> Clock:
    return Clock(
        state=clock.state,
        spent_percent=clock.spent,
        due_at=localtime(clock.due_at),
        seconds_left=clock.seconds_left,
    )


def _tell_file(case: Any, attachment: Any, *, language: str) -> shapes.Paper:
    return shapes.Paper(
        id=attachment.pk,
        key=attachment.key,
        name=services.name_requirement(case, attachment.key, language),
        media_type=attachment.file.media_type,
        size=attachment.file.size,
        added_at=localtime(attachment.added_at),
    )


def _tell_decisions(case: Any, *, by: people.Actor) -> list[shapes.PossibleDecision]:
    return [
        shapes.PossibleDecision(
            decision=action.decision,
            label=str(action.turn.label),
            needs_note=action.turn.needs_note,
            needs_person=needs_person(case, action.decision),
        )
        for action in cases.list_actions(case, by=by)
        if action.decision != cases.Decision.CONSULT
    ]


def list_consultable(case: Any, *, by: people.Actor) -> dict[str, Any]:
    """Return the offices that `by` may ask now, by the rule that names them in the plan."""
    if not any(each.decision == cases.Decision.CONSULT for each in cases.list_actions(case, by=by)):
        return {}
    return {rule: places.resolve_office(rule, case.place_id) for rule in case.step_plan.consults}


def needs_person(case: Any, decision: str) -> bool:
    """Tell whether the decision signs a letter, which only a person may do."""
    plan = case.step_plan
    return bool(plan and plan.signs and decision == cases.Decision.GRANT)


def tell_desk_line(step: Any, *, now: datetime) -> shapes.DeskLine:
    """Return a step as a line of the desk."""
    case = step.case
    return shapes.DeskLine(
        code=case.code,
        version=case.version,
        service=case.type_slug,
        service_name=case.case_type.name,
        applicant=case.applicant.name,
        place=case.place.full_name,
        state=case.state,
        step=step.key,
        role=step.role,
        starts_at=localtime(step.starts_at),
        due_at=localtime(step.due_at),
        ended_at=_local(step.ended_at),
        is_late=(step.ended_at or now) > step.due_at,
    )


def tell_decided(case: Any) -> shapes.Decided:
    """Return a case after a decision."""
    return shapes.Decided(
        code=case.code,
        version=case.version,
        state=case.state,
        outcome=case.outcome,
        office=tell_office_ref(places.get_office(case.holder_office_id)),
    )


def _local(moment: datetime | None) -> datetime | None:
    return localtime(moment) if moment else None
