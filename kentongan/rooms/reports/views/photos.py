"""Covering faces and plates on a photo, and deciding whether everybody sees it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.files.serving import file_response
from kentongan.foundation.once.guard import once
from kentongan.rooms.reports.errors import CannotPublishPhoto, NothingCovered
from kentongan.rooms.reports.queries.photos import get_photo, list_photos
from kentongan.rooms.reports.rules.patches import (
    COLUMNS,
    WrongPatches,
    count_rows,
    read_cells,
    read_patches,
)
from kentongan.rooms.reports.services import photos as services
from kentongan.rooms.reports.views.request import Request

UNPROCESSABLE = 422


@for_audience(Audience.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def edit_photo(request: Request, photo_id: int) -> HttpResponseBase:
    if request.method == "POST":
        return _publish(request, photo_id)
    return _show(request, photo_id)


@for_audience(Audience.OFFICER)
@require_safe
def show_original(request: Request, photo_id: int) -> HttpResponseBase:
    photo = get_photo(photo_id, by=request.actor)
    wanted = photo.public_file if request.GET.get("salinan") else photo.file
    if wanted is None:
        raise Http404
    return file_response(wanted, inline=True, request=request)


@for_audience(Audience.OFFICER)
@require_POST
@once
def withdraw_photo(request: Request, photo_id: int) -> HttpResponseBase:
    services.withdraw_photo(photo_id=photo_id, by=request.actor, now=localtime())
    messages.success(request, _("The photo is not shown any more."))
    return redirect("reports:edit_photo", photo_id)


def _publish(request: Request, photo_id: int) -> HttpResponseBase:
    rows = _count_rows(get_photo(photo_id, by=request.actor))
    try:
        patches = read_patches(request.POST.get("patches", ""))
        patches += read_cells(request.POST.getlist("cell"), rows=rows)
        services.publish_photo(
            photo_id=photo_id, patches=patches, is_clean=bool(request.POST.get("is_clean")),
            by=request.actor, now=localtime(),
        )  # fmt: skip
    except WrongPatches:
        return _show(request, photo_id, problem=_("This could not be read. Please try again."))
    except (NothingCovered, CannotPublishPhoto) as refusal:
        return _show(request, photo_id, problem=str(refusal))
    messages.success(request, _("Everybody sees the covered photo now."))
    return redirect("reports:edit_photo", photo_id)


def _show(request: Request, photo_id: int, *, problem: str = "") -> HttpResponse:
    photo = get_photo(photo_id, by=request.actor)
    facts = {
        "photo": photo,
        "report": photo.report,
        "photos": list_photos(photo),
        "cells": [
            (f"{row}-{column}", row + 1, column + 1)
            for row in range(_count_rows(photo))
            for column in range(COLUMNS)
        ],
        "ticked": set(request.POST.getlist("cell")),
        "problem": problem,
    }
    return render(request, "reports/photo.html", facts, status=UNPROCESSABLE if problem else 200)


def _count_rows(photo: Any) -> int:
    return count_rows(photo.file.width, photo.file.height)
