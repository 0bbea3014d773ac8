"""The camera duty of a building: declared cameras, why one was refused, warnings, relief."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.once.guard import once
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.permits.forms.camera import CameraForm
from kentongan.rooms.permits.forms.working import ReliefForm
from kentongan.rooms.permits.queries.dutypage import get_duty_page
from kentongan.rooms.permits.queries.finding import get_visible_duty
from kentongan.rooms.permits.services.declaring import declare_duty_camera
from kentongan.rooms.permits.services.relief import request_relief
from kentongan.rooms.permits.views.applying import TEN_MINUTES, WRONG
from kentongan.rooms.permits.views.request import Request


@for_audience(Audience.RESIDENT)
@never_cache
@require_safe
def show_duty(request: Request, duty_id: UUID) -> HttpResponse:
    """Show a duty to the owner and to who keeps the ledger."""
    return show(request, duty_id)


def show(
    request: Request, duty_id: UUID, *, relief: ReliefForm | None = None,
    camera: CameraForm | None = None, drawing: cameras.Drawing | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Draw the page of a duty, with a refused form and its picture where there is one."""
    duty = get_visible_duty(duty_id, by=request.actor)
    page = get_duty_page(duty, by=request.actor)
    facts = {
        "page": page,
        "duty": duty,
        "relief": relief or ReliefForm(auto_id="relief_%s"),
        "camera": camera or CameraForm(auto_id="camera_%s", initial=_start(duty)),
        "refused": drawing,
    }
    return render(request, "permits/duty.html", facts, status=status)


def _start(duty: Any) -> dict[str, Any]:
    """Begin where the building stands."""
    building = duty.building
    return {"lat": building.lat, "lon": building.lon} if building.lat is not None else {}


@for_audience(Audience.RESIDENT)
@require_POST
@limit_posts("permits.camera", limit=40, per_seconds=TEN_MINUTES)
@once
def declare_camera(request: Request, duty_id: UUID) -> HttpResponseBase:
    """Declare a camera; one that misses the road is refused with the picture of why."""
    form, drawing = CameraForm(request.POST, auto_id="camera_%s"), None
    if not form.is_valid():
        return show(request, duty_id, camera=form, status=WRONG)
    try:
        declare_duty_camera(
            duty_id=duty_id, facts=form.read_facts(), by=request.actor, now=localtime()
        )
    except NotFound:
        raise
    except Refusal as refusal:
        if isinstance(refusal, cameras.FacesNoRoad):
            drawing = cameras.draw_view(refusal.view)
        form.blame(refusal.fields or {"": str(refusal)})
        return show(request, duty_id, camera=form, drawing=drawing, status=WRONG)
    messages.success(request, _("The camera is declared. It is checked, then an officer looks."))
    return redirect("permits:show_duty", duty_id)


@for_audience(Audience.RESIDENT)
@require_POST
@limit_posts("permits.relief", limit=20, per_seconds=TEN_MINUTES)
@once
def ask_relief(request: Request, duty_id: UUID) -> HttpResponseBase:
    """Ask with a reason not to have to place a camera."""
    form = ReliefForm(request.POST, auto_id="relief_%s")
    form.is_valid()
    try:
        relief = request_relief(
            duty_id=duty_id, reason=form.cleaned_data.get("reason", ""),
            language=get_language() or "id", by=request.actor, now=localtime(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        if not form.errors:
            form.add_error("reason", str(refusal))
        return show(request, duty_id, relief=form, status=WRONG)
    messages.success(request, _("Your request was received. The office decides with a reason."))
    return redirect("cases:show_tracking", relief.case.code)
