"""What an officer may decide about a case now, each with its form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kentongan.lobby.desk import forms
from kentongan.lobby.desk.queries.typed import Typed
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

CONSULT, FORWARD, GRANT, REASSIGN = "consult", "forward", "grant", "reassign"
AGENCIES = {"agency", "regency"}


@dataclass(frozen=True)
class Choice:
    """A decision with its form."""

    decision: str
    label: str
    form: Any
    is_main: bool
    needs_note: bool
    is_open: bool
    hint: str
    is_signing: bool = False
    wants_files: bool = False


def list_choices(case: Any, *, by: people.Actor, typed: Typed) -> list[Choice]:
    """Return what `by` may decide now, each with its form."""
    actions = [a for a in cases.list_actions(case, by=by) if a.decision != CONSULT]
    return [_make_choice(action, case=case, typed=typed) for action in actions]


def _make_choice(action: cases.Action, *, case: Any, typed: Typed) -> Choice:
    plan = case.step_plan
    filled = typed.fill("decide", version=case.version)
    if filled is not None and filled.get("decision") != action.decision:
        filled = None
    initial = {"decision": action.decision, "version": case.version}
    form = forms.NoteForm(
        filled,
        initial=initial,
        auto_id=f"{action.decision}_%s",
        **make_extras(case, action.decision),
    )
    form.fields["note"].label = _label_note(action)
    form.fields["note"].required = action.turn.needs_note
    if filled is not None:
        typed.explain(form)
    return Choice(
        decision=action.decision,
        label=action.label,
        form=form,
        is_main=action.is_main,
        needs_note=action.turn.needs_note,
        is_open=filled is not None,
        hint=_hint(action, case=case),
        is_signing=bool(plan and plan.signs and action.decision == GRANT),
        wants_files=any(name.startswith("file_") for name in form.fields),
    )


def make_extras(case: Any, decision: str) -> dict[str, Any]:
    """Return what a decision asks for beside its note: proof in a photo, another office."""
    plan = case.step_plan
    if decision == GRANT and plan and plan.needs:
        return {"needs": plan.needs}
    return {"offices": list_other_offices(case)} if decision == REASSIGN else {}


def list_other_offices(case: Any) -> list[tuple[str, str]]:
    """Return key and name of offices that can take over: agencies, and those of the place."""
    near = {_find_office_key(rule, case.place_id) for rule in ("village", "district")}
    offices = [o for o in places.list_offices() if o.kind in AGENCIES or o.key in near]
    return [(o.key, o.name) for o in offices if o.pk != case.holder_office_id]


def _find_office_key(rule: str, place_code: str) -> str:
    try:
        return places.resolve_office(rule, place_code).key
    except places.NoOfficeForPlace:
        return ""


def _label_note(action: cases.Action) -> str:
    if action.decision == "ask":
        return _("What does the applicant have to bring or say?")
    if action.decision == "refuse":
        return _("Reason; the applicant will read it")
    if action.decision == "return":
        return _("What is missing; the office before will read it")
    if action.decision == REASSIGN:
        return _("Why it belongs there; the other office will read it")
    return _("Note for the offices")


def _hint(action: cases.Action, *, case: Any) -> str:
    plan, route = case.step_plan, case.case_type.plan
    if plan is None:
        return ""
    target = {FORWARD: route.get_next, "return": route.get_before}.get(action.decision)
    step = target(plan.key) if target else None
    if step is not None:
        return _("Goes to %(office)s.") % {"office": name_office(step.office, case.place_id)}
    if action.decision == "ask":
        return _("Both clocks stand still until the applicant answers.")
    if action.decision == GRANT and plan.signs:
        return _("The letter is numbered, signed in your name and sent to the applicant.")
    return ""


def list_consult_offices(case: Any) -> list[tuple[str, str]]:
    """Return the rules and names of offices that the step may ask."""
    plan = case.step_plan
    rules: Sequence[str] = plan.consults if plan else ()
    return [(rule, name_office(rule, case.place_id)) for rule in rules]


def make_consult_form(case: Any, *, by: people.Actor, typed: Typed) -> Any:
    """Return the form of a question to another office, or None where none can be asked."""
    if not any(a.decision == CONSULT for a in cases.list_actions(case, by=by)):
        return None
    filled = typed.fill(CONSULT, version=case.version)
    form = forms.ConsultForm(
        filled,
        initial={"version": case.version},
        offices=list_consult_offices(case),
        auto_id="consult_%s",
    )
    if filled is not None:
        typed.explain(form)
    return form


def name_office(rule: str, place_code: str) -> str:
    """Return the name of the office that a rule means for a place."""
    return places.resolve_office(rule, place_code).name
