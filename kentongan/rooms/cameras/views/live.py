"""One camera: its film, the key that opens the film's socket, and single pictures."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.rooms.cameras.errors import NotAdmitted
from kentongan.rooms.cameras.permissions import can_judge
from kentongan.rooms.cameras.queries.health import find_pulse
from kentongan.rooms.cameras.queries.leases import find_live_addresses
from kentongan.rooms.cameras.queries.looking import get_chosen, get_visible_camera, read_chosen
from kentongan.rooms.cameras.queries.wall import make_tile, name_purpose
from kentongan.rooms.cameras.rules.shares import choose_address
from kentongan.rooms.cameras.services.looking import open_look, renew_token
from kentongan.rooms.cameras.services.stills import take_picture
from kentongan.rooms.cameras.views.request import Request
from kentongan.rooms.cameras.views.wall import PICTURES, ask_purpose


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def show_camera(request: Request, code: str) -> HttpResponse:
    now = localtime()
    camera = get_visible_camera(code, by=request.actor, now=now)
    chosen = read_chosen(request.session)
    if chosen is None:
        return ask_purpose(request)
    context = {
        "camera": camera,
        "purpose": name_purpose(chosen.purpose),
        "tile": make_tile(camera),
        "are_pictures": request.GET.get("cara") == PICTURES,
        "pulse": find_pulse(camera.pk, now=now),
        "may_judge": can_judge(camera, by=request.actor),
    }
    return render(request, "cameras/live.html", context)


@for_audience(Audience.OFFICER)
@never_cache
@require_POST
def give_key(request: Request, code: str) -> HttpResponse:
    """
    Begin a look, or go on with one after its socket was lost; answers JSON.

    `look` names the look that goes on, `avoid` a live process that did not answer.
    """
    now = localtime()
    camera = get_visible_camera(code, by=request.actor, now=now)
    look_id, token = _go_on(request), ""
    if look_id is not None:
        try:
            token = renew_token(
                look_id=look_id, session_key=_get_key(request), by=request.actor, now=now
            )
        except NotAdmitted:
            look_id = None
    if look_id is None:
        look, token = open_look(
            camera=camera, session_key=_get_key(request), chosen=get_chosen(request.session),
            by=request.actor, now=now,
        )  # fmt: skip
        look_id = look.pk
    avoid = request.POST.get("avoid", "")
    held = find_live_addresses([camera.pk]).get(camera.pk, "")
    address = held if held and held != avoid else ""
    address = address or choose_address(camera.code, settings.LIVE_URLS, avoid=avoid)
    return JsonResponse({"token": token, "look": str(look_id), "address": address})


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def give_picture(request: Request, code: str) -> HttpResponse:
    """Answer one picture of now, with its masks."""
    now = localtime()
    camera = get_visible_camera(code, by=request.actor, now=now)
    data = take_picture(
        camera, session_key=_get_key(request), chosen=get_chosen(request.session),
        by=request.actor, now=now,
    )  # fmt: skip
    return HttpResponse(data, content_type="image/jpeg")


def _go_on(request: Request) -> UUID | None:
    try:
        return UUID(request.POST.get("look", ""))
    except ValueError:
        return None


def _get_key(request: Request) -> str:
    return request.session.session_key or ""
