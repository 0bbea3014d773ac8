"""Questions between offices: asked, answered, taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.once.guard import once
from kentongan.lobby.desk.forms import ConsultForm, TextForm
from kentongan.lobby.desk.queries.choices import list_consult_offices
from kentongan.lobby.desk.queries.typed import Typed
from kentongan.lobby.desk.views.deciding import go_to_next
from kentongan.lobby.desk.views.gate import for_case
from kentongan.lobby.desk.views.request import Request
from kentongan.lobby.desk.views.showing import read_queue, show, show_refused
from kentongan.rooms.cases import api as cases


@for_audience(Audience.OFFICER)
@once
@for_case("POST")
def ask_office(request: Request, case: Any) -> HttpResponseBase:
    form = ConsultForm(request.POST, offices=list_consult_offices(case))
    if not form.is_valid():
        return show(request, case, typed=Typed(form="consult", data=request.POST))
    try:
        cases.ask_office(
            case_id=case.pk,
            version=form.cleaned_data["version"],
            office_rule=form.cleaned_data["office"],
            question=form.cleaned_data["question"],
            by=request.actor,
            now=timezone.localtime(),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return show_refused(request, case.code, form="consult", refusal=refusal)
    messages.success(request, _("The question is on the other office's desk."))
    return back_to_case(request, case.code)


@for_audience(Audience.OFFICER)
@once
@for_case("POST")
def advise(request: Request, case: Any, step_id: UUID) -> HttpResponseBase:
    """Answer what another office asked."""
    _check_belongs(case, step_id)
    form = TextForm(request.POST)
    name = f"advise:{step_id}"
    if not form.is_valid():
        return show(request, case, typed=Typed(form=name, data=request.POST))
    try:
        cases.advise(
            step_id=step_id,
            text=form.cleaned_data["text"],
            by=request.actor,
            now=timezone.localtime(),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return show_refused(request, case.code, form=name, refusal=refusal)
    return go_to_next(request, code=case.code, done=_("Answered the asking office"))


@for_audience(Audience.OFFICER)
@once
@for_case("POST")
def recall_consult(request: Request, case: Any, step_id: UUID) -> HttpResponseBase:
    """Take a question back, so that the case can go on without the answer."""
    _check_belongs(case, step_id)
    try:
        cases.recall_consult(step_id=step_id, by=request.actor, now=timezone.localtime())
    except NotFound:
        raise
    except Refusal as refusal:
        return show_refused(request, case.code, form="recall", refusal=refusal)
    messages.success(request, _("The question is taken back."))
    return back_to_case(request, case.code)


def _check_belongs(case: object, step_id: UUID) -> None:
    """Refuse a question of another case under this case's address."""
    steps = case.steps.all()  # type: ignore[attr-defined]
    if all(step.pk != step_id for step in steps):
        raise cases.NoSuchCase


def back_to_case(request: Request, code: str) -> HttpResponseBase:
    """Show the case again, in the same queue."""
    return redirect(reverse("desk:show_case", args=[code]) + read_queue(request).make_query())
