"""The tracking page, its live part, and the files of a case."""

from typing import TYPE_CHECKING

from django.forms import Form
from django.http import HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from kentongan.foundation import live
from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.files.serving import file_response
from kentongan.rooms.cases.forms import AnswerForm, MessageForm, WithdrawForm
from kentongan.rooms.cases.permissions import is_applicant
from kentongan.rooms.cases.queries.products import find_page
from kentongan.rooms.cases.queries.reading import get_attachment
from kentongan.rooms.cases.queries.tracking import TrackedCase
from kentongan.rooms.cases.views.followers import LOOKING, for_followers, go_to_desk
from kentongan.rooms.cases.views.requests import Request

if TYPE_CHECKING:
    from kentongan.rooms.cases.models import Case


@for_audience(Audience.CASE_FOLLOWER)
@for_followers(*LOOKING)
def show_tracking(request: Request, case: "Case") -> HttpResponseBase:
    """Show the case to its applicant; `?baru=1` is the receipt, also for who typed it for them."""
    is_new = "baru" in request.GET
    if not is_new and not is_applicant(by=request.actor, case=case):
        return go_to_desk(case)
    if request.path.split("/")[-2] != case.code:
        return redirect("cases:show_tracking", case.code)
    return show_page(request, case, is_new=is_new)


def show_page(
    request: Request, case: "Case", *, is_new: bool = False, status: int = 200, **typed: Form
) -> HttpResponse:
    """Render the tracking page, with forms whose words could not be taken."""
    page = {
        **_describe(case, answer=typed.get("answer")),
        "is_new": is_new,
        "page": find_page(case) if is_applicant(by=request.actor, case=case) else None,
        "sent": request.GET.get("terkirim", ""),
        "message_form": typed.get("message") or MessageForm(auto_id="message_%s"),
        "withdraw_form": typed.get("withdraw") or WithdrawForm(auto_id="withdraw_%s"),
        "live_token": live.make_token([f"case:{case.pk}"]),
    }
    response = render(request, "cases/show_tracking.html", page, status=status)
    patch_cache_control(response, private=True, no_cache=True)
    return response


@for_audience(Audience.CASE_FOLLOWER)
@for_followers(*LOOKING, shows_form=False)
def show_part(request: Request, case: "Case") -> HttpResponse:
    """Show the part of the page that changes by itself."""
    response = render(request, "cases/_part.html", _describe(case, answer=None))
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _describe(case: "Case", *, answer: Form | None) -> dict[str, object]:
    tracked = TrackedCase(case, timezone.localtime())
    if answer is None and tracked.question:
        answer = AnswerForm(auto_id="answer_%s", definition=case.case_type.definition)
    return {"case": case, "tracked": tracked, "answer_form": answer}


@for_audience(Audience.CASE_FOLLOWER)
def show_file(request: Request, code: str, attachment_id: int) -> HttpResponseBase:
    """Answer with one file of the case, to its applicant and to offices with a part in it."""
    attachment = get_attachment(code, attachment_id, by=request.actor)
    if request.method not in LOOKING:
        return HttpResponseNotAllowed(LOOKING)
    is_own = attachment.message is None or attachment.message.author == "applicant"
    mine = is_own and is_applicant(by=request.actor, case=attachment.case)
    return file_response(attachment.file, inline=True, request=request, to_sender=mine)
