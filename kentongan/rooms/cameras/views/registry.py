"""Registering a camera of an office, and the list of those that wait."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.files.errors import FileRefused
from kentongan.foundation.files.services import store_upload
from kentongan.foundation.once.guard import once
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.rooms.cameras.errors import FacesNoRoad
from kentongan.rooms.cameras.forms.registry import RegisterForm, list_registering_offices
from kentongan.rooms.cameras.permissions import KEEPING_ROLES, can_keep, can_keep_private
from kentongan.rooms.cameras.queries.registry import list_to_judge
from kentongan.rooms.cameras.rules.drawing import draw_view
from kentongan.rooms.cameras.services.registering import declare_camera
from kentongan.rooms.cameras.services.verifying import start_check
from kentongan.rooms.cameras.views.marking import WRONG, mark_refusal
from kentongan.rooms.cameras.views.request import Request
from kentongan.rooms.places import api as places

HOUR = 3600
SALT = "cameras.sign-photo"
PHOTO_KEPT = timedelta(days=1)


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def list_registry(request: Request) -> HttpResponseBase:
    """Show the cameras that are not verified yet, those that wait for an eye first."""
    if not can_keep_private(request.actor):
        raise Http404
    cameras = sorted(list_to_judge(by=request.actor), key=lambda one: one.standing != "waiting")
    page = {"cameras": cameras, "may_register": can_keep(request.actor)}
    return render(request, "cameras/registry.html", page)


@sensitive_post_parameters("user", "password", "url")
@for_audience(Audience.OFFICER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_posts("cameras.register", limit=120, per_seconds=HOUR)
def register_camera(request: Request) -> HttpResponseBase:
    """Register a camera of an office; a view that misses the road comes back with the picture."""
    offices = _list_offices(request)
    if not offices:
        raise Http404
    if request.method == "POST":
        return _register(request, offices)
    return _show(request, RegisterForm(offices=offices))


@once
def _register(request: Request, offices: list[tuple[str, str]]) -> HttpResponseBase:
    now = localtime()
    form = RegisterForm(request.POST, request.FILES, offices=offices)
    photo = _keep_photo(request, form)
    if not form.is_valid():
        return _show(request, form, photo=photo)
    try:
        camera = declare_camera(
            **form.read_facts(), sign_photo=photo, by=request.actor, now=now,
            office_id=places.get_office(form.cleaned_data["office"]).pk,
        )  # fmt: skip
    except NotFound:
        raise
    except FacesNoRoad as refusal:
        mark_refusal(form, refusal)
        return _show(request, form, photo=photo, drawing=draw_view(refusal.view))
    except Refusal as refusal:
        mark_refusal(form, refusal)
        return _show(request, form, photo=photo)
    if camera.stream_sealed is not None:
        start_check(camera_id=camera.pk, by=request.actor, now=now)
    messages.success(request, _("The camera is registered."))
    return redirect("cameras:check_camera", camera.code)


def _show(
    request: Request, form: RegisterForm, *, photo: UUID | None = None, drawing: Any = None
) -> HttpResponseBase:
    page = {
        "form": form, "drawing": drawing,
        "kept": signing.dumps([str(photo), request.actor.ref], salt=SALT) if photo else "",
    }  # fmt: skip
    return render(request, "cameras/register.html", page, status=WRONG if form.errors else 200)


def _list_offices(request: Request) -> list[tuple[str, str]]:
    if not any(request.actor.has_role(role) for role in KEEPING_ROLES):
        return []
    is_keeper = can_keep(request.actor)
    if not is_keeper and not request.actor.has_role("operator"):
        return []
    return list_registering_offices(request.actor, is_keeper=is_keeper)


def _keep_photo(request: Request, form: RegisterForm) -> UUID | None:
    """Keep the photo of the sign beside a form with mistakes, so that it is chosen once."""
    upload = request.FILES.get("sign_photo")
    if upload is None:
        return _read_claim(request)
    now = localtime()
    try:
        kept = store_upload(
            upload, allowed=("image",), by=request.actor, now=now, keep_until=now + PHOTO_KEPT
        )
    except FileRefused as refusal:
        form.add_error("sign_photo", str(refusal))
        return None
    return kept.pk


def _read_claim(request: Request) -> UUID | None:
    try:
        file_id, ref = signing.loads(request.POST.get("kept", ""), salt=SALT, max_age=86_400)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return UUID(file_id) if ref == request.actor.ref else None
