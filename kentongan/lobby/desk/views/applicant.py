"""Talking with the applicant, and speaking for one who stands at the counter."""

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.files.services import keep_file
from kentongan.foundation.once.guard import once
from kentongan.lobby.desk.forms import AnswerForm, TextForm, WithdrawForm
from kentongan.lobby.desk.queries.typed import Typed
from kentongan.lobby.desk.views.consults import back_to_case
from kentongan.lobby.desk.views.deciding import go_to_next
from kentongan.lobby.desk.views.gate import for_case
from kentongan.lobby.desk.views.request import Request
from kentongan.lobby.desk.views.showing import show, show_refused
from kentongan.lobby.desk.views.uploads import store_uploads
from kentongan.rooms.cases import api as cases


@for_audience(Audience.OFFICER)
@once
@for_case("POST")
def send_message(request: Request, case: Any) -> HttpResponseBase:
    """Write to the applicant; no clock stops."""
    form = TextForm(request.POST)
    if not form.is_valid():
        return show(request, case, typed=Typed(form="message", data=request.POST))
    cases.add_message(
        case_id=case.pk, text=form.cleaned_data["text"], by=request.actor, now=timezone.localtime()
    )
    messages.success(request, _("Your message is sent to the applicant."))
    return back_to_case(request, case.code)


@for_audience(Audience.OFFICER)
@once
@for_case("POST")
def answer_for(request: Request, case: Any) -> HttpResponseBase:
    """Write down what the applicant answers at the counter; both clocks go on."""
    if not cases.can_speak_for_applicant(by=request.actor, case=case):
        raise cases.NoSuchCase
    now = timezone.localtime()
    form = AnswerForm(request.POST, request.FILES, definition=case.case_type.plan.raw)
    files = store_uploads(request, form, now=now)
    if form.errors:
        errors = {name: " ".join(map(str, found)) for name, found in form.errors.items()}
        typed = Typed(form="answer", data=request.POST, files=request.FILES, errors=errors)
        return show(request, case, typed=typed)
    text = form.cleaned_data["text"]
    try:
        cases.answer_applicant(case_id=case.pk, text=text, files=files, by=request.actor, now=now)
    except NotFound:
        raise
    except Refusal as refusal:
        return show_refused(request, case.code, form="answer", refusal=refusal)
    for _key, file_id in files:
        keep_file(file_id, by=request.actor)
    messages.success(request, _("The answer is written down. The clock goes on."))
    return back_to_case(request, case.code)


@for_audience(Audience.OFFICER)
@once
@for_case("POST")
def withdraw_for(request: Request, case: Any) -> HttpResponseBase:
    """Take the case back for the applicant at the counter."""
    if not cases.can_speak_for_applicant(by=request.actor, case=case):
        raise cases.NoSuchCase
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return show(request, case, typed=Typed(form="withdraw", data=request.POST))
    try:
        cases.withdraw_case(
            case_id=case.pk,
            reason=form.cleaned_data["reason"],
            by=request.actor,
            now=timezone.localtime(),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return show_refused(request, case.code, form="withdraw", refusal=refusal)
    return go_to_next(request, code=case.code, done=_("Withdrawn by the applicant"))
