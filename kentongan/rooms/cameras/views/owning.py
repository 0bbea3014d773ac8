"""The owner of a private camera: what it does, who looked, and taking the consent back."""

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.once.guard import once
from kentongan.rooms.cameras.queries import owning as queries
from kentongan.rooms.cameras.queries.evidence import list_own_requests
from kentongan.rooms.cameras.queries.health import find_pulse
from kentongan.rooms.cameras.services import owning as services
from kentongan.rooms.cameras.views.request import Request


@for_audience(Audience.RESIDENT)
@never_cache
@require_safe
def list_own(request: Request) -> HttpResponseBase:
    """Show a resident's cameras and how often each was looked at."""
    cameras = queries.list_own_cameras(by=request.actor)
    counts = queries.count_looks([camera.pk for camera in cameras], now=localtime())
    rows = [(camera, counts.get(camera.pk, 0)) for camera in cameras]
    asked = list_own_requests(by=request.actor)
    return render(request, "cameras/own.html", {"rows": rows, "requests": asked})


@for_audience(Audience.RESIDENT)
@never_cache
@require_safe
def show_own(request: Request, code: str) -> HttpResponseBase:
    """Show who looked at a camera: office, role, when, how long and why."""
    now = localtime()
    camera = queries.get_own_camera(code, by=request.actor)
    typed = request.GET.get("halaman", "1")
    page = int(typed) if typed.isdecimal() and len(typed) < 5 else 1  # noqa: PLR2004
    looks, has_more = queries.list_looks_at(camera.pk, page=page, now=now)
    facts = {
        "camera": camera, "looks": looks, "more": page + 1 if has_more else None,
        "sealed": queries.count_sealed(camera.pk, now=now),
        "grants": queries.list_open_grants(camera, now=now),
        "pulse": find_pulse(camera.pk, now=now),
    }  # fmt: skip
    return render(request, "cameras/own_camera.html", facts)


@for_audience(Audience.RESIDENT)
@never_cache
@require_POST
@once
def withdraw_consent(request: Request, code: str) -> HttpResponseBase:
    """Take a camera out of the network; the owner has to tick that this is meant."""
    camera = queries.get_own_camera(code, by=request.actor)
    if not request.POST.get("sure"):
        messages.warning(request, _("Tick first that you mean it. Nothing was changed."))
        return redirect("cameras:show_own", camera.code)
    services.withdraw_consent(code=code, by=request.actor, now=localtime())
    messages.success(request, _("Your camera has left the network. Nobody sees it any more."))
    return redirect("cameras:show_own", camera.code)
