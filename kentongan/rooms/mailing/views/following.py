"""Following by e-mail: asking, saying yes, choosing, leaving by one click."""

from uuid import UUID

from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import Refusal
from kentongan.foundation.once.guard import once
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.rooms.mailing.forms import FollowForm, PreferenceForm
from kentongan.rooms.mailing.queries.composing import make_public_url
from kentongan.rooms.mailing.queries.links import get_link_path
from kentongan.rooms.mailing.queries.readers import find_wish, get_own
from kentongan.rooms.mailing.queries.sealed import make_reader_token
from kentongan.rooms.mailing.services.clicking import count_click
from kentongan.rooms.mailing.services.following import ask_to_follow_all
from kentongan.rooms.mailing.services.reading import change_preferences, confirm_request, leave
from kentongan.rooms.mailing.views.request import Request

WRONG, HOUR = 422, 3600
ANYWHERE = ["GET", "HEAD", "POST"]


@for_audience(Audience.EVERYONE)
@never_cache
@require_http_methods(ANYWHERE)
@limit_posts("mailing.follow", limit=20, per_seconds=HOUR)
@once
def follow(request: Request) -> HttpResponseBase:
    """Ask for an address and topics; the answer is the same for every address."""
    if request.method != "POST":
        chosen = request.GET.getlist("topik")
        return render(request, "mailing/follow.html", {"form": FollowForm(topics=chosen)})
    form = FollowForm(request.POST)
    if form.is_valid():
        try:
            ask_to_follow_all(
                form.cleaned_data["email"], form.cleaned_data["topics"],
                places=form.cleaned_data["districts"], language=get_language() or "id",
                pace=form.cleaned_data["pace"], by=request.actor, now=localtime(),
            )  # fmt: skip
        except Refusal as refusal:
            for name, sentence in (refusal.fields or {"": str(refusal)}).items():
                form.add_error(name or None, str(sentence))
        else:
            return redirect("mailing:show_asked")
    return render(request, "mailing/follow.html", {"form": form}, status=WRONG)


@for_audience(Audience.EVERYONE)
@require_safe
def show_asked(request: Request) -> HttpResponseBase:
    """Say where to look for the mail; nothing here tells whether one was sent."""
    return render(request, "mailing/asked.html")


@for_audience(Audience.EVERYONE)
@never_cache
@require_http_methods(ANYWHERE)
@limit_posts("mailing.own", limit=60, per_seconds=HOUR)
@once
def show_own(request: Request, token: str) -> HttpResponseBase:
    """Show the page behind a link of a mail: say yes, or change what one reads."""
    now = localtime()
    wish = find_wish(token, now=now)
    if wish is not None and wish.reader_id is None:
        return _confirm(request, token)
    if wish is not None and wish.reader_id is not None:
        return redirect("mailing:show_own", token=make_reader_token(wish.reader_id))
    return _choose(request, token)


def _confirm(request: Request, token: str) -> HttpResponseBase:
    """Ask for a yes; it is a POST, because programs follow links in mails."""
    now = localtime()
    if request.method == "POST":
        reader_id = confirm_request(token, by=request.actor, now=now)
        address = reverse("mailing:show_own", args=[make_reader_token(reader_id)])
        return redirect(f"{address}?baru=1")
    return render(request, "mailing/confirm.html", {"wish": find_wish(token, now=now)})


def _choose(request: Request, token: str) -> HttpResponseBase:
    own = get_own(token)
    facts = {"own": own, "token": token, "is_new": "baru" in request.GET}
    if not own.is_reading:
        return render(request, "mailing/left.html", facts)
    form = PreferenceForm(request.POST if request.method == "POST" else None, own=own)
    if request.method == "POST" and form.is_valid():
        change_preferences(
            own.reader_id, paces=form.get_paces(), districts=form.cleaned_data["districts"],
            language=form.cleaned_data["language"],
            agrees_to_clicks=form.cleaned_data["agreed_to_clicks"],
            by=request.actor, now=localtime(),
        )  # fmt: skip
        return redirect(f"{reverse('mailing:show_own', args=[token])}?simpan=1")
    facts |= {"form": form, "is_saved": "simpan" in request.GET}
    return render(request, "mailing/own.html", facts, status=WRONG if form.errors else 200)


@for_audience(Audience.EVERYONE)
@never_cache
@csrf_exempt  # RFC 8058: the mail program sends this without having seen a page
@require_http_methods(ANYWHERE)
@limit_posts("mailing.leave", limit=600, per_seconds=HOUR)  # many readers share a mail provider
def leave_at_once(request: Request, token: str) -> HttpResponseBase:
    """Leave by one POST; a GET only asks, because programs follow links in mails."""
    own = get_own(token)
    if request.method != "POST":
        template = "mailing/leave.html" if own.is_reading else "mailing/left.html"
        return render(request, template, {"own": own, "token": token})
    leave(
        own.reader_id, mailing_id=_read_key(request.GET.get("edaran", "")),
        by=request.actor, now=localtime(),
    )  # fmt: skip
    return render(request, "mailing/left.html", {"own": own, "token": token})


def _read_key(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@for_audience(Audience.EVERYONE)
@never_cache
@require_safe
def follow_link(request: Request, mailing_id: UUID, item_id: int) -> HttpResponseBase:
    """Lead on to what a mail told of, and count that; the address names no reader."""
    path = get_link_path(mailing_id, item_id)
    if request.method == "GET":
        count_click(mailing_id, item_id, by=request.actor)
    return redirect(make_public_url(path, get_language() or "id"))
