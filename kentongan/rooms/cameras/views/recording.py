"""Have a camera recorded from now on for a request, and stop it: /meja/kamera/bukti/<code>/."""

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.once.guard import once
from kentongan.rooms.cameras.forms.evidence import RecordForm
from kentongan.rooms.cameras.queries import evidence as queries
from kentongan.rooms.cameras.services.evidence import recording
from kentongan.rooms.cameras.views.evidence import show_wrong_minutes
from kentongan.rooms.cameras.views.request import Request

PAGE = "cameras:show_evidence"


@for_audience(Audience.OFFICER)
@never_cache
@require_POST
@once
def record_live(request: Request, code: str) -> HttpResponseBase:
    """Record a camera from now on."""
    found = queries.get_request(code, by=request.actor, now=localtime())
    form = RecordForm(request.POST, auto_id=f"r-{request.POST.get('camera', '')}-%s")
    if not form.is_valid():
        return show_wrong_minutes(request, code, form)
    try:
        recording.start_recording(
            code=code, camera_code=form.cleaned_data["camera"],
            minutes=form.cleaned_data["minutes"], by=request.actor, now=localtime(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The camera is being recorded. Its owner reads it."))
    return redirect(PAGE, found.request.code)


@for_audience(Audience.OFFICER)
@never_cache
@require_POST
@once
def stop_recording(request: Request, code: str) -> HttpResponseBase:
    """Record a camera no longer."""
    found = queries.get_request(code, by=request.actor, now=localtime())
    recording.stop_recording(
        code=code, camera_code=request.POST.get("camera", ""), by=request.actor, now=localtime()
    )
    messages.success(request, _("Stopped. What was recorded is being kept."))
    return redirect(PAGE, found.request.code)
