"""What an applicant does from the tracking page: answer, write, withdraw, rate."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import Refusal
from kentongan.foundation.files.errors import FileRefused
from kentongan.foundation.files.services import keep_file, store_upload
from kentongan.foundation.once.guard import once
from kentongan.rooms.cases.errors import AlreadyRated, NotOverYet, WrongTurn
from kentongan.rooms.cases.forms import AnswerForm, MessageForm, SurveyForm, WithdrawForm
from kentongan.rooms.cases.permissions import is_applicant
from kentongan.rooms.cases.queries.tracking import is_rated
from kentongan.rooms.cases.services.applicant import (
    add_message,
    answer_applicant,
    rate_case,
    withdraw_case,
)
from kentongan.rooms.cases.views.followers import LOOKING, for_followers, go_to_desk
from kentongan.rooms.cases.views.requests import Request
from kentongan.rooms.cases.views.showing import show_page

if TYPE_CHECKING:
    from kentongan.rooms.cases.models import Case

KEPT = timedelta(days=1)  # files of a change that then fails are swept
WRONG = 422
TOO_LATE = 409


@for_audience(Audience.CASE_FOLLOWER)
@once
@for_followers("POST")
def answer_question(request: Request, case: "Case") -> HttpResponseBase:
    """Send words and files to the office that asked; both clocks go on."""
    now = timezone.localtime()
    form = AnswerForm(
        request.POST, request.FILES, auto_id="answer_%s", definition=case.case_type.definition
    )
    files = _keep_uploads(request, form, now=now)
    if form.errors:
        return show_page(request, case, answer=form, status=WRONG)
    text = form.cleaned_data["text"]
    try:
        answer_applicant(case_id=case.pk, text=text, files=files, by=request.actor, now=now)
    except WrongTurn as refusal:
        return _offer_message(request, case, text=text, refusal=refusal)
    except Refusal as refusal:  # of the room: a document is missing, say
        _blame(form, refusal)
        return show_page(request, case, answer=form, status=refusal.status)
    _keep_files(files, request=request)
    messages.success(request, _("Thank you, your answer is with the office. The clock goes on."))
    return _go_back(request, case, sent="jawab")


def _blame(form: AnswerForm, refusal: Refusal) -> None:
    """Say what is wrong beside the fields it is about, else above them."""
    for name, sentence in refusal.fields.items():
        form.add_error(name if name in form.fields else None, str(sentence))
    if not form.errors:
        form.add_error(None, str(refusal))


@for_audience(Audience.CASE_FOLLOWER)
@once
@for_followers("POST")
def send_message(request: Request, case: "Case") -> HttpResponseBase:
    """Write to the office that holds the case."""
    now = timezone.localtime()
    form = MessageForm(request.POST, request.FILES, auto_id="message_%s")
    files = _keep_uploads(request, form, now=now)
    if form.errors:
        return show_page(request, case, message=form, status=WRONG)
    text = form.cleaned_data["text"]
    add_message(case_id=case.pk, text=text, files=files, by=request.actor, now=now)
    _keep_files(files, request=request)
    messages.success(request, _("Your message is with the office."))
    return _go_back(request, case, sent="pesan")


@for_audience(Audience.CASE_FOLLOWER)
@once
@for_followers("POST")
def withdraw(request: Request, case: "Case") -> HttpResponseBase:
    """Take the case back."""
    form = WithdrawForm(request.POST, auto_id="withdraw_%s")
    if not form.is_valid():
        return show_page(request, case, withdraw=form, status=WRONG)
    reason, now = form.cleaned_data["reason"], timezone.localtime()
    try:
        withdraw_case(case_id=case.pk, reason=reason, by=request.actor, now=now)
    except WrongTurn:
        messages.warning(
            request, _("It is too late to withdraw: the case was decided a moment ago.")
        )
        return _go_back(request, case)
    messages.success(request, _("Your application is withdrawn."))
    return _go_back(request, case)


@for_audience(Audience.CASE_FOLLOWER)
@once
@for_followers(*LOOKING, "POST")
def rate(request: Request, case: "Case") -> HttpResponseBase:
    """Ask the nine questions, once, after the end."""
    if case.is_open or is_rated(case):
        why = NotOverYet if case.is_open else AlreadyRated
        messages.info(request, str(why()))
        return _go_back(request, case)
    form = SurveyForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = WRONG if form.is_bound else 200
        return render(request, "cases/rate.html", {"form": form, "case": case}, status=status)
    rate_case(
        case_id=case.pk,
        answers=form.answers,
        comment=form.cleaned_data["comment"],
        by=request.actor,
        now=timezone.localtime(),
    )
    messages.success(request, _("Thank you. Your answers make the service better."))
    return _go_back(request, case, sent="nilai")


def _keep_uploads(request: Request, form: MessageForm, *, now: datetime) -> list[tuple[str, UUID]]:
    """Keep the files of a valid form for a day; a file that is refused becomes the form's error."""
    kept: list[tuple[str, UUID]] = []
    if not form.is_valid():
        return kept
    for key, upload in form.list_uploads():
        try:
            file = store_upload(upload, by=request.actor, now=now, keep_until=now + KEPT)
        except FileRefused as refusal:
            form.add_error(f"file_{key}", str(refusal))
        else:
            kept.append((key, file.pk))
    return kept


def _keep_files(files: list[tuple[str, UUID]], *, request: Request) -> None:
    """Keep for good what now belongs to the case."""
    for _key, file_id in files:
        keep_file(file_id, by=request.actor)


def _offer_message(
    request: Request, case: "Case", *, text: str, refusal: WrongTurn
) -> HttpResponse:
    """Nobody waits for the answer any more: what was written can still be sent as a message."""
    messages.warning(request, str(refusal))
    form = MessageForm(initial={"text": text}, auto_id="message_%s")
    return show_page(request, case, message=form, status=TOO_LATE)


def _go_back(request: Request, case: "Case", *, sent: str = "") -> HttpResponseBase:
    """Return to the case; the page then lets the device forget the draft of what was `sent`."""
    if not is_applicant(by=request.actor, case=case):
        return go_to_desk(case)
    query = f"?terkirim={sent}" if sent else ""
    return redirect(reverse("cases:show_tracking", args=[case.code]) + query)
