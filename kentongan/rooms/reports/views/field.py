"""The field officer's day: a list on the phone, readable and finished without network."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.once.guard import once
from kentongan.rooms.cases import api as cases
from kentongan.rooms.reports.forms.judging import CloseForm
from kentongan.rooms.reports.queries.road import FieldStop, get_field_stop, list_field_stops
from kentongan.rooms.reports.services.mending import add_late_note, mend_report
from kentongan.rooms.reports.views.request import Request
from kentongan.rooms.reports.views.uploading import keep_photo

WRONG, CREATED = 422, 201


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def list_field_work(request: Request) -> HttpResponse:
    now = localtime()
    stops = list_field_stops(by=request.actor, now=now)
    return _show(request, [(stop, _make_form(stop)) for stop in stops])


@for_audience(Audience.OFFICER)
@never_cache
@require_POST
def close_in_field(request: Request, code: str) -> HttpResponseBase:
    """
    Mend one report. A device that sends it later than it was done gets JSON.

    Somebody was faster: 409, and the device keeps note and photo, which can then be sent once more
    with `late=1` as a message in the file.
    """
    now = localtime()
    stop = get_field_stop(code, by=request.actor, now=now)
    form = CloseForm(request.POST, request.FILES, auto_id=f"{code}_%s")
    photos = keep_photo(request, form, "photo", now=now) if form.is_valid() else []
    if form.errors:
        return _answer_wrong(request, stop, form)
    return _close(request, stop, form, photos)


@once
def _close(request: Request, stop: FieldStop, form: CloseForm, photos: Any) -> HttpResponseBase:
    facts = {
        "report_id": stop.report.pk, "note": form.cleaned_data["note"], "photos": photos,
        "by": request.actor, "now": localtime(),
    }  # fmt: skip
    try:
        if request.POST.get("late"):
            add_late_note(**facts)
        else:
            mend_report(**facts, version=form.cleaned_data["version"])
    except NotFound:
        raise
    except cases.NeedsFile:
        form.add_error("photo", str(_("A photo of how it looks now is needed.")))
        return _answer_wrong(request, stop, form)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _answer_wrong(request, stop, form, status=refusal.status)
    if _wants_json(request):
        return JsonResponse({"code": stop.report.code}, status=CREATED)
    messages.success(request, _("%(code)s is mended.") % {"code": stop.report.code})
    return redirect("reports:list_field_work")


def _answer_wrong(
    request: Request, stop: FieldStop, form: CloseForm, *, status: int = WRONG
) -> HttpResponse:
    if _wants_json(request):
        fields = {name: [str(one) for one in found] for name, found in form.errors.items()}
        return JsonResponse({"fields": fields}, status=status)
    stops = list_field_stops(by=request.actor, now=localtime())
    shown = [
        (each, form if each.report.pk == stop.report.pk else _make_form(each)) for each in stops
    ]
    lost = form if stop.report.pk not in {each.report.pk for each in stops} else None
    return _show(request, shown, lost=lost, status=status)


def _show(
    request: Request, stops: list[tuple[FieldStop, CloseForm]], *,
    lost: CloseForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    owner = signing.Signer(salt="reports.device").signature(str(request.actor.user_id))
    page = {"stops": stops, "owner": owner[:16], "lost": lost, "hours": _count_hours()}
    return render(request, "reports/field.html", page, status=status)


def _make_form(stop: FieldStop) -> CloseForm:
    return CloseForm(auto_id=f"{stop.report.code}_%s", initial={"version": stop.version})


def _count_hours() -> int:
    """How long a device may show the list without asking us: as long as one stays logged in."""
    return int(settings.SESSION_COOKIE_AGE // 3600)


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("Accept", "")
