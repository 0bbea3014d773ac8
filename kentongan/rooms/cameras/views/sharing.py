"""Say for what one looks; open cameras to an office and close them again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.once.guard import once
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.rooms.cameras.errors import MayNotGrant
from kentongan.rooms.cameras.forms.sharing import FORM_NAMES, EndForm, GrantForm, PurposeForm
from kentongan.rooms.cameras.permissions import find_granting_offices, list_looking_offices
from kentongan.rooms.cameras.queries.granting import list_grants
from kentongan.rooms.cameras.queries.looking import note_chosen, read_chosen
from kentongan.rooms.cameras.services import granting, looking
from kentongan.rooms.cameras.views.marking import WRONG, mark_refusal
from kentongan.rooms.cameras.views.request import Request

HOUR = 3600


@for_audience(Audience.OFFICER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_posts("cameras.purpose", limit=60, per_seconds=HOUR)
def choose_purpose(request: Request) -> HttpResponseBase:
    """Say once in a session for what one looks; every look is written down with it."""
    if not list_looking_offices(request.actor):
        raise Http404
    chosen = read_chosen(request.session)
    if request.method != "POST":
        facts = {"purpose": chosen.purpose, "words": chosen.words} if chosen else None
        return _show_purpose(request, PurposeForm(initial=facts))
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return _show_purpose(request, form)
    try:
        made = looking.choose_purpose(**form.cleaned_data, by=request.actor, now=localtime())
    except Refusal as refusal:
        mark_refusal(form, refusal)
        return _show_purpose(request, form)
    note_chosen(request.session, made)
    return redirect(_read_way_on(request))


def _show_purpose(request: Request, form: PurposeForm) -> HttpResponseBase:
    page = {"form": form, "next": _read_way_on(request)}
    return render(request, "cameras/purpose.html", page, status=WRONG if form.errors else 200)


def _read_way_on(request: Request) -> str:
    way = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(way, allowed_hosts={request.get_host()})
    return way if is_ours else "/meja/kamera/"


@for_audience(Audience.OFFICER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_posts("cameras.grant", limit=60, per_seconds=HOUR)
def show_grants(request: Request) -> HttpResponseBase:
    """Show which cameras are open to whom; who signs opens more of them."""
    may_give = bool(find_granting_offices(request.actor))
    if not may_give and not list_looking_offices(request.actor):
        raise Http404
    if request.method == "POST" and may_give:
        return _give(request)
    form = GrantForm(by=request.actor, now=localtime()) if may_give else None
    return _show_grants(request, form)


@once
def _give(request: Request) -> HttpResponseBase:
    now = localtime()
    form = GrantForm(request.POST, by=request.actor, now=now)
    if not form.is_valid():
        return _show_grants(request, form)
    try:
        granting.give_grant(granting.Opening(**form.read_facts()), by=request.actor, now=now)
    except NotFound:
        raise
    except Refusal as refusal:
        mark_refusal(form, refusal, names=FORM_NAMES)
        return _show_grants(request, form)
    messages.success(request, _("The cameras are open. Owners of private ones were told."))
    return redirect("cameras:show_grants")


def _show_grants(request: Request, form: GrantForm | None) -> HttpResponseBase:
    page = {
        "grants": list_grants(by=request.actor, now=localtime()), "form": form,
        "end_form": EndForm(),
    }  # fmt: skip
    has_errors = form is not None and bool(form.errors)
    return render(request, "cameras/grants.html", page, status=WRONG if has_errors else 200)


@for_audience(Audience.OFFICER)
@never_cache
@require_POST
@once
def end_grant(request: Request, grant_id: UUID) -> HttpResponseBase:
    """End a grant at once; whoever watches under it is cut."""
    words = request.POST.get("words", "")
    try:
        granting.end_grant(grant_id=grant_id, words=words, by=request.actor, now=localtime())
    except MayNotGrant as refusal:
        raise Http404 from refusal
    messages.success(request, _("The grant has ended. Who was watching is cut."))
    return redirect("cameras:show_grants")
