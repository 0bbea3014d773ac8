"""One case with everything an officer sees and may do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kentongan.lobby.desk import forms
from kentongan.lobby.desk.queries import rooms
from kentongan.lobby.desk.queries.choices import (
    CONSULT,
    Choice,
    list_choices,
    make_consult_form,
    name_office,
)
from kentongan.lobby.desk.queries.reportpage import ReportPage, make_report_page
from kentongan.lobby.desk.queries.typed import Typed
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

FORWARD, GRANT = "forward", "grant"


@dataclass(frozen=True)
class RouteStep:
    """One office of the way, as design/_route.html draws it."""

    title: str
    note: str
    state: str


@dataclass(frozen=True)
class Question:
    """A question between offices that is not answered yet."""

    step_id: object
    office: str
    text: str
    asked_at: datetime
    clock: cases.Clock
    form: Any = None


@dataclass(frozen=True)
class CasePage:
    """Everything the template of a case shows."""

    case: Any
    title: str
    person: people.PersonSummary
    place: str
    step_clock: cases.Clock | None
    step_why: str
    promise_clock: cases.Clock
    promise_why: str
    is_late: bool
    office: str
    intake: str
    route: list[RouteStep]
    answers: list[Any]
    attachments: list[Any]
    choices: list[Choice]
    consult_form: Any
    questions: list[Question]
    asked: list[Question]
    story: list[cases.Happening]
    product: Any
    letter: Any
    speaks_for_applicant: bool
    forms: dict[str, Any]
    is_asked: bool = False  # the applicant owes an answer, not a payment
    kept_text: str = ""
    street: ReportPage | None = None
    workplace: str = ""


def make_case_page(
    case: Any, *, by: people.Actor, now: datetime, typed: Typed | None = None
) -> CasePage:
    """Gather the page; `typed` is what a refused form contained."""
    typed = typed or Typed()
    step = case.current_step if case.is_open and case.current_step else None
    if step is not None and step.ended_at is not None:
        step = None
    choices = list_choices(case, by=by, typed=typed)
    consult_form = make_consult_form(case, by=by, typed=typed)
    return CasePage(
        case=case,
        title=case.case_type.name,
        person=people.get_person(case.applicant_id),
        place=case.place.full_name,
        step_clock=cases.read_step_clock(case, step, now=now) if step else None,
        step_why=cases.explain_step_due(case, step) if step else "",
        promise_clock=cases.read_clock(case, now=now),
        promise_why=cases.explain_case_due(case),
        is_late=case.due_at < now and case.is_open,
        office=places.get_office(case.holder_office_id).name,
        intake=places.get_office(case.intake_office_id).name if case.intake_office_id else "",
        route=list_route(case),
        answers=rooms.list_answers(case, language=get_language() or "id"),
        attachments=list_files(case),
        choices=choices,
        consult_form=consult_form,
        questions=_list_questions(case, by=by, now=now, typed=typed),
        asked=_list_asked(case, by=by, now=now),
        story=cases.list_happenings(case, for_officers=True)[::-1],
        product=rooms.find_product(case),
        letter=rooms.find_letter_news(case, by=by),
        speaks_for_applicant=cases.can_speak_for_applicant(by=by, case=case),
        forms=_make_forms(case, typed=typed),
        is_asked=cases.is_asked(case),
        kept_text=_find_homeless_text(choices, consult_form, typed=typed),
        street=make_report_page(case, by=by, now=now, typed=typed),
        workplace=rooms.find_workplace(case),
    )


# --- The way of the case ---


def list_route(case: Any) -> list[RouteStep]:
    """Return the plan's steps with how far the case is; a step taken twice shows its last."""
    last = {step.key: step for step in case.steps.all() if not step.asked_by_id}
    return [_draw(plan, step=last.get(plan.key), case=case) for plan in case.case_type.plan.route]


def _draw(plan: cases.StepPlan, *, step: Any, case: Any) -> RouteStep:
    title = (plan.title_en if get_language() == "en" else "") or plan.title_id
    current = case.current_step
    is_now = step is not None and current is not None and step.pk == current.pk
    if is_now and step.ended_at is None:
        waits = case.state == cases.State.WAITING
        return RouteStep(title, _("waits for the applicant") if waits else step.office.name, "now")
    is_behind = step is not None and (current is None or step.starts_at <= current.starts_at)
    if is_behind and step.ended_at is not None and step.decision in {FORWARD, GRANT}:
        return RouteStep(title, cases.say_duration(step.worked_seconds or 0), "done")
    if step is not None and step.ended_at is not None and not case.is_open:
        return RouteStep(title, str(cases.Decision(step.decision).label), "late")
    return RouteStep(title, name_office(plan.office, case.place_id), "")


# --- Files ---


@dataclass(frozen=True)
class ShownFile:
    """An attachment with its label and address."""

    label: str
    name: str
    url: str
    is_image: bool
    size: int
    may_be_served: bool


def list_files(case: Any) -> list[ShownFile]:
    """Return the files that count now."""
    labels = _list_requirement_names(case)
    return [show_file(row, case=case, labels=labels) for row in cases.list_attachments(case)]


def show_file(row: Any, *, case: Any, labels: Mapping[str, str]) -> ShownFile:
    """Describe one attachment for a link."""
    return ShownFile(
        label=labels.get(row.key, row.file.name),
        name=row.file.name,
        url=reverse("desk:show_file", args=[case.code, row.pk]),
        is_image=row.file.kind == "image",
        size=row.file.size,
        may_be_served=row.file.may_be_served,
    )


def _list_requirement_names(case: Any) -> dict[str, str]:
    raw = case.case_type.plan.raw
    wanted = [*raw.get("requirements", ()), *raw.get("proofs", ())]
    code = "en" if get_language() == "en" else "id"
    return {row["key"]: row["name"].get(code) or row["name"]["id"] for row in wanted}


# --- What can be done ---


def _list_questions(case: Any, *, by: people.Actor, now: datetime, typed: Typed) -> list[Question]:
    found = []
    for step in cases.list_open_consults(case, by=by):
        filled = typed.fill(f"advise:{step.pk}")
        form = forms.TextForm(filled, auto_id=f"advise_{step.pk}_%s")
        form.fields["text"].label = _("Your answer")
        if filled is not None:
            typed.explain(form)
        found.append(_make_question(case, step, now=now, form=form))
    return found


def _list_asked(case: Any, *, by: people.Actor, now: datetime) -> list[Question]:
    return [
        _make_question(case, step, now=now) for step in cases.list_recallable_consults(case, by=by)
    ]


def _make_question(case: Any, step: Any, *, now: datetime, form: Any = None) -> Question:
    return Question(
        step_id=step.pk,
        office=step.office.name if form is None else _name_asker(step, case=case),
        text=step.question,
        asked_at=step.starts_at,
        clock=cases.read_step_clock(case, step, now=now),
        form=form,
    )


def _name_asker(step: Any, *, case: Any) -> str:
    asker = next((s for s in case.steps.all() if s.pk == step.asked_by_id), None)
    return asker.office.name if asker else ""


def _make_forms(case: Any, *, typed: Typed) -> dict[str, Any]:
    definition = case.case_type.plan.raw
    made = {
        "reveal": forms.RevealForm(typed.fill("reveal"), auto_id="reveal_%s"),
        "message": forms.TextForm(typed.fill("message"), auto_id="message_%s"),
        "answer": forms.AnswerForm(
            typed.fill("answer"), typed.files, definition=definition, auto_id="answer_%s"
        ),
        "withdraw": forms.WithdrawForm(typed.fill("withdraw"), auto_id="withdraw_%s"),
    }
    if typed.form in made and typed.data is not None:
        typed.explain(made[typed.form])
    return made


def _find_homeless_text(choices: list[Choice], consult_form: Any, *, typed: Typed) -> str:
    """Return typed words whose box is not on the page any more."""
    filled = typed.data
    if filled is None or not typed.text:
        return ""
    has_box = {
        "decide": any(choice.decision == filled.get("decision") for choice in choices),
        CONSULT: consult_form is not None,
    }
    return "" if has_box.get(typed.form, True) else typed.text
