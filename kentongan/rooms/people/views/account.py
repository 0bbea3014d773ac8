"""Pages of the own account; login itself is allauth's, see urls.py."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from allauth.mfa.utils import is_mfa_enabled

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.once.guard import once
from kentongan.rooms.people import api
from kentongan.rooms.people.forms import LanguageForm


@for_audience(Audience.RESIDENT)
def show_account(request: HttpRequest) -> HttpResponse:
    page = {
        "actor": api.get_actor_of(request),
        "has_mfa": is_mfa_enabled(request.user),
        "form": LanguageForm(initial={"language": getattr(request.user, "language", "id")}),
    }
    return render(request, "people/account.html", page)


@for_audience(Audience.RESIDENT)
@require_POST
@once
def set_language(request: HttpRequest) -> HttpResponse:
    form = LanguageForm(request.POST)
    if form.is_valid():
        api.set_language(
            user_id=int(request.user.pk or 0),
            language=form.cleaned_data["language"],
            by=api.get_actor_of(request),
            now=timezone.localtime(),
        )
    return redirect("people:show_account")


@for_audience(Audience.RESIDENT)
def list_sessions(request: HttpRequest) -> HttpResponse:
    sessions = api.list_sessions(
        int(request.user.pk or 0),
        current_key=request.session.session_key,
        now=timezone.localtime(),
    )
    return render(request, "people/sessions.html", {"sessions": sessions})


@for_audience(Audience.RESIDENT)
@require_POST
@once
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    api.end_session(session_id=session_id, by=api.get_actor_of(request), now=timezone.localtime())
    return redirect("people:list_sessions")


@for_audience(Audience.RESIDENT)
def require_second_factor(request: HttpRequest) -> HttpResponse:
    """Explain why the desk stays shut and lead to the shortest way in."""
    onward = _read_next(request)
    if not api.get_actor_of(request).must_prove_second_factor:
        return redirect(onward)
    has_mfa = is_mfa_enabled(request.user)
    way = reverse("mfa_reauthenticate" if has_mfa else "mfa_activate_totp")
    page = {"has_mfa": has_mfa, "way": way, "next": onward}
    return render(request, "people/second_factor_needed.html", page)


def _read_next(request: HttpRequest) -> str:
    onward = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        return onward
    return "/meja/"
