"""Masks over what nobody may see, by the owner or the office that owns the camera."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import Refusal
from kentongan.foundation.once.guard import once
from kentongan.rooms.cameras.forms.evidence import MaskForm
from kentongan.rooms.cameras.queries import masks as queries
from kentongan.rooms.cameras.services import masking
from kentongan.rooms.cameras.views.marking import WRONG, mark_refusal
from kentongan.rooms.cameras.views.request import Request


@for_audience(Audience.RESIDENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_masks(request: Request, code: str) -> HttpResponseBase:
    """Show the masks on the last checked picture; draw or type one more."""
    if request.method == "POST":
        return _add(request, code)
    return _show(request, code, MaskForm())


@once
def _add(request: Request, code: str) -> HttpResponseBase:
    camera = queries.get_maskable_camera(code, by=request.actor)
    form = MaskForm(request.POST)
    if not form.is_valid():
        return _show(request, code, form)
    try:
        masking.add_mask(camera=camera, by=request.actor, now=localtime(), **form.cleaned_data)
    except Refusal as refusal:
        mark_refusal(form, refusal)
        return _show(request, code, form)
    messages.success(request, _("Covered. From now on there are single pictures and no film."))
    return redirect("cameras:edit_masks", camera.code)


@for_audience(Audience.RESIDENT)
@never_cache
@require_POST
@once
def remove_mask(request: Request, code: str, mask_id: int) -> HttpResponseBase:
    """Uncover a part again."""
    camera = queries.get_maskable_camera(code, by=request.actor)
    masking.remove_mask(camera=camera, mask_id=mask_id, by=request.actor, now=localtime())
    messages.success(request, _("The mask is gone."))
    return redirect("cameras:edit_masks", camera.code)


@for_audience(Audience.RESIDENT)
@never_cache
@require_safe
def show_mask_picture(request: Request, code: str) -> HttpResponseBase:
    """Give the last checked picture with its masks burnt in."""
    camera = queries.get_maskable_camera(code, by=request.actor)
    picture = queries.find_checked_picture(camera)
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/jpeg")


def _show(request: Request, code: str, form: MaskForm) -> HttpResponseBase:
    camera = queries.get_maskable_camera(code, by=request.actor)
    page = {
        "camera": camera, "masks": queries.list_shown_masks(camera), "form": form,
        "has_picture": queries.has_checked_picture(camera),
    }  # fmt: skip
    return render(request, "cameras/masks.html", page, status=WRONG if form.errors else 200)
