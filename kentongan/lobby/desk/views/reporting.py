"""What an officer does with a report beside deciding: join it, word it, block its number."""

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.once.guard import once
from kentongan.lobby.desk.forms import BlockForm, JoinForm, WordsForm
from kentongan.lobby.desk.queries.reportpage import REPORT
from kentongan.lobby.desk.queries.typed import Typed
from kentongan.lobby.desk.views.consults import back_to_case
from kentongan.lobby.desk.views.deciding import go_to_next
from kentongan.lobby.desk.views.gate import for_case
from kentongan.lobby.desk.views.request import Request
from kentongan.lobby.desk.views.showing import show, show_refused
from kentongan.rooms.cases import api as cases
from kentongan.rooms.reports import api as reports


@for_audience(Audience.OFFICER)
@once
@for_case("POST")
def join_report(request: Request, case: Any) -> HttpResponseBase:
    """Close the report because another one tells of the same thing."""
    _check_is_report(case)
    form = JoinForm(request.POST)
    if not form.is_valid():
        return show(request, case, typed=Typed(form="join", data=request.POST))
    try:
        main = reports.join_report(
            report_id=case.pk, into_code=form.cleaned_data["into"],
            version=form.cleaned_data["version"], by=request.actor, now=timezone.localtime(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        return show_refused(request, case.code, form="join", refusal=refusal)
    return go_to_next(request, code=case.code, done=_("Joined to %(code)s") % {"code": main.code})


@for_audience(Audience.OFFICER)
@once
@for_case("POST")
def edit_words(request: Request, case: Any) -> HttpResponseBase:
    """Set what everybody may read of the report."""
    _check_is_report(case)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return show(request, case, typed=Typed(form="words", data=request.POST))
    reports.edit_public_words(
        report_id=case.pk, words=form.cleaned_data["text"], by=request.actor,
        now=timezone.localtime(),
    )  # fmt: skip
    messages.success(request, _("The words for everybody are kept."))
    return back_to_case(request, case.code)


@for_audience(Audience.OFFICER)
@once
@for_case("POST")
def block_number(request: Request, case: Any) -> HttpResponseBase:
    """Take in no more reports of the number this one came from."""
    _check_is_report(case)
    form = BlockForm(request.POST)
    if not form.is_valid():
        return show(request, case, typed=Typed(form="block", data=request.POST))
    try:
        reports.block_reporter(
            report_id=case.pk, reason=form.cleaned_data["reason"], by=request.actor,
            now=timezone.localtime(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        return show_refused(request, case.code, form="block", refusal=refusal)
    messages.success(request, _("Reports of this number are not taken in any more."))
    return back_to_case(request, case.code)


def _check_is_report(case: Any) -> None:
    if case.case_type.kind != REPORT:
        raise cases.NoSuchCase
