"""The letter of a case: its people download it, the head of the office revokes it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.files.serving import file_response
from kentongan.foundation.once.guard import once
from kentongan.rooms.people import api as people
from kentongan.rooms.services.forms.letters import RevokeForm
from kentongan.rooms.services.permissions import check_can_revoke
from kentongan.rooms.services.queries.letters import (
    describe,
    get_visible_letter,
    is_for_own_use,
)
from kentongan.rooms.services.services import letters as changes

WRONG = 422


class Request(HttpRequest):
    """With who acts, put there by people's middleware."""

    actor: people.Actor


@for_audience(Audience.CASE_FOLLOWER)
@require_safe
def download_letter(request: Request, code: str) -> HttpResponseBase:
    """Hand out the signed file; the chain notes everybody but the applicant."""
    letter = get_visible_letter(code, by=request.actor)
    if request.method == "GET" and not is_for_own_use(letter, by=request.actor):
        changes.note_reading(letter, how="case", by=request.actor, now=timezone.localtime())
    return file_response(letter.file, inline=True, request=request)


@for_audience(Audience.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def revoke_letter(request: Request, code: str) -> HttpResponse:
    """Ask for the reason, then declare that the letter does not hold any more."""
    letter, now = get_visible_letter(code, by=request.actor), timezone.localtime()
    check_can_revoke(by=request.actor, letter=letter)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        page = {
            "letter": describe(letter, today=now.date()),
            "form": form,
            "code": code,
        }
        status = WRONG if form.is_bound else 200
        return render(request, "services/letters/revoke.html", page, status=status)
    changes.revoke_letter(letter_id=letter.pk, by=request.actor, now=now, **form.cleaned_data)
    messages.success(request, _("The letter is revoked. The applicant was told."))
    return redirect("services:show_letter", letter.token)
