"""The technical check of a camera and the officer's eye. Owners read the findings of their own."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.foundation import live
from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.files.serving import file_response
from kentongan.foundation.once.guard import once
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.rooms.cameras.forms.registry import EyeForm, RetireForm
from kentongan.rooms.cameras.permissions import can_judge, is_owner
from kentongan.rooms.cameras.queries.registry import (
    can_be_judged,
    find_last_check,
    get_camera_to_check,
    get_camera_to_judge,
    get_drawing,
)
from kentongan.rooms.cameras.queries.sentences import say
from kentongan.rooms.cameras.services.judging import judge_camera
from kentongan.rooms.cameras.services.looking import note_check_look
from kentongan.rooms.cameras.services.registering import retire_camera
from kentongan.rooms.cameras.services.verifying import start_check
from kentongan.rooms.cameras.views.marking import WRONG, mark_refusal
from kentongan.rooms.cameras.views.request import Request

HOUR = 3600
GET_OR_POST = ["GET", "HEAD", "POST"]


@for_audience(Audience.OFFICER)
@never_cache
@require_http_methods(GET_OR_POST)
@limit_posts("cameras.check", limit=60, per_seconds=HOUR)
@once
def check_camera(request: Request, code: str) -> HttpResponseBase:
    """Show what the last check found, and begin another."""
    return _check(request, code, here="cameras:check_camera", files="cameras:show_file")


@for_audience(Audience.RESIDENT)
@never_cache
@require_http_methods(GET_OR_POST)
@limit_posts("cameras.check", limit=60, per_seconds=HOUR)
@once
def check_own(request: Request, code: str) -> HttpResponseBase:
    """Show an owner what the last check of the own camera found."""
    return _check(request, code, here="cameras:check_own", files="cameras:show_own_file")


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def show_file(request: Request, code: str, which: str) -> HttpResponseBase:
    """Give the picture of the last check, or the photo of the sign."""
    return _give_file(request, code, which)


@for_audience(Audience.RESIDENT)
@never_cache
@require_safe
def show_own_file(request: Request, code: str, which: str) -> HttpResponseBase:
    """Give an owner the picture of the last check of the own camera, or the photo of its sign."""
    return _give_file(request, code, which)


@for_audience(Audience.OFFICER)
@never_cache
@require_http_methods(GET_OR_POST)
@limit_posts("cameras.judge", limit=240, per_seconds=HOUR)
@once
def judge_picture(request: Request, code: str) -> HttpResponseBase:
    """Let an officer say whether the picture shows the road."""
    camera = get_camera_to_judge(code, by=request.actor)
    if request.method != "POST":
        return _show_eye(request, camera, EyeForm())
    form = EyeForm(request.POST)
    if not form.is_valid():
        return _show_eye(request, camera, form)
    sees_road = form.cleaned_data["sees_road"] == "yes"
    try:
        judge_camera(
            camera_id=camera.pk, sees_road=sees_road, words=form.cleaned_data["words"],
            by=request.actor, now=localtime(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        mark_refusal(form, refusal)
        return _show_eye(request, camera, form)
    said = _("The camera is verified.") if sees_road else _("The camera is refused.")
    messages.success(request, said)
    return redirect("cameras:check_camera", camera.code)


@for_audience(Audience.OFFICER)
@never_cache
@require_http_methods(GET_OR_POST)
@limit_posts("cameras.retire", limit=60, per_seconds=HOUR)
@once
def retire(request: Request, code: str) -> HttpResponseBase:
    """Take a camera out of the network, with a reason that its owner reads."""
    camera = get_camera_to_judge(code, by=request.actor)
    form = RetireForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            retire_camera(
                camera_id=camera.pk, words=form.cleaned_data["words"], by=request.actor,
                now=localtime(),
            )  # fmt: skip
        except NotFound:
            raise
        except Refusal as refusal:
            mark_refusal(form, refusal)
        else:
            messages.success(request, _("The camera has left the network."))
            return redirect("cameras:check_camera", camera.code)
    page = {"camera": camera, "form": form}
    return render(request, "cameras/retire.html", page, status=WRONG if form.errors else 200)


def _check(request: Request, code: str, *, here: str, files: str) -> HttpResponseBase:
    camera = get_camera_to_check(code, by=request.actor)
    if request.method == "POST":
        try:
            start_check(camera_id=camera.pk, by=request.actor, now=localtime())
        except NotFound:
            raise
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        return redirect(here, camera.code)
    check = find_last_check(camera)
    page: dict[str, Any] = {
        "camera": camera, "check": check, "here": here, "files": files,
        "is_running": check is not None and check.ended_at is None,
        "said": say(check.findings) if check else [],
        "drawing": get_drawing(camera.pk),
        "may_judge": can_judge(camera, by=request.actor) and can_be_judged(camera, check),
        "may_retire": can_judge(camera, by=request.actor) and camera.retired_at is None,
        "live_token": live.make_token([f"camera:{camera.pk}"]),
    }  # fmt: skip
    is_part = request.GET.get("bagian")
    name = "cameras/_findings.html" if is_part else "cameras/check.html"
    return render(request, name, page)


def _give_file(request: Request, code: str, which: str) -> HttpResponseBase:
    camera = get_camera_to_check(code, by=request.actor)
    check = find_last_check(camera)
    found = camera.sign_photo if which == "papan" else check.snapshot if check else None
    if found is None or which not in {"papan", "gambar"}:
        raise Http404
    if which == "gambar" and not is_owner(camera, by=request.actor):
        note_check_look(
            camera=camera, session_key=request.session.session_key or "", by=request.actor,
            now=localtime(),
        )  # fmt: skip
    return file_response(found, inline=True, request=request)


def _show_eye(request: Request, camera: Any, form: EyeForm) -> HttpResponseBase:
    check = find_last_check(camera)
    page = {
        "camera": camera, "check": check, "form": form, "drawing": get_drawing(camera.pk),
        "may_judge": can_be_judged(camera, check),
    }  # fmt: skip
    return render(request, "cameras/eye.html", page, status=WRONG if form.errors else 200)
