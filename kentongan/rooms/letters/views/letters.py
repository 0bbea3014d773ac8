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
from kentongan.rooms.letters.forms import RevokeForm
from kentongan.rooms.letters.permissions import check_can_revoke
from kentongan.rooms.letters.queries.letters import (
    describe,
    get_visible_letter,
    is_for_own_use,
)
from kentongan.rooms.letters.services import revoking as changes
from kentongan.rooms.people import api as people

WRONG = 422


class Request(HttpRequest):
    """With who acts, put there by people's middleware."""

    actor: people.Actor


@for_audience(Audience.CASE_FOLLOWER)
@require_safe
def download_letter(request: Request, code: str) -> HttpResponseBase:
    """Hand out the signed file; the chain notes everybody but the applicant."""
    return _hand_out(request, code, purpose="")


@for_audience(Audience.CASE_FOLLOWER)
@require_safe
def download_further_letter(request: Request, code: str, purpose: str) -> HttpResponseBase:
    """Hand out another letter of the case: a bill, a warning."""
    return _hand_out(request, code, purpose=purpose)


def _hand_out(request: Request, code: str, *, purpose: str) -> HttpResponseBase:
    letter = get_visible_letter(code, purpose=purpose, by=request.actor)
    if request.method == "GET" and not is_for_own_use(letter, by=request.actor):
        changes.note_reading(letter, how="case", by=request.actor, now=timezone.localtime())
    return file_response(letter.file, inline=True, request=request)


@for_audience(Audience.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def revoke_letter(request: Request, code: str) -> HttpResponse:
    """Ask for the reason, then declare that the letter does not hold any more."""
    return _revoke(request, code, purpose="")


@for_audience(Audience.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def revoke_further_letter(request: Request, code: str, purpose: str) -> HttpResponse:
    """Revoke another letter of the case in the same way."""
    return _revoke(request, code, purpose=purpose)


def _revoke(request: Request, code: str, *, purpose: str) -> HttpResponse:
    letter = get_visible_letter(code, purpose=purpose, by=request.actor)
    now = timezone.localtime()
    check_can_revoke(by=request.actor, letter=letter)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        page = {
            "letter": describe(letter, today=now.date()),
            "form": form,
            "address": request.path,
        }
        status = WRONG if form.is_bound else 200
        return render(request, "letters/revoke.html", page, status=status)
    changes.revoke_letter(letter_id=letter.pk, by=request.actor, now=now, **form.cleaned_data)
    messages.success(request, _("The letter is revoked. The applicant was told."))
    return redirect("letters:show_letter", letter.token)
