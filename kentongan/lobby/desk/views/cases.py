"""One case: the page, its files, and the whole NIK for who says why."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.files.serving import file_response
from kentongan.foundation.once.guard import once
from kentongan.lobby.desk.forms import RevealForm
from kentongan.lobby.desk.queries.typed import Typed
from kentongan.lobby.desk.views.gate import LOOKING, for_case
from kentongan.lobby.desk.views.kept import take_kept
from kentongan.lobby.desk.views.request import Request
from kentongan.lobby.desk.views.showing import read_queue, show, show_refused
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people


@for_audience(Audience.OFFICER)
@never_cache
@for_case(*LOOKING)
def show_case(request: Request, case: Any) -> HttpResponse:
    """Show the case; `bagian=kabar` asks only whether it changed since a version."""
    if request.GET.get("bagian") == "kabar":
        is_changed = str(case.version) != request.GET.get("versi", "")
        context = {"is_changed": is_changed, "reload_url": _make_reload_url(request, case.code)}
        return render(request, "desk/_news.html", context)
    return show(request, case, typed=take_kept(request, case.code))


def _make_reload_url(request: Request, code: str) -> str:
    return reverse("desk:show_case", args=[code]) + read_queue(request).make_query()


@for_audience(Audience.OFFICER)
@for_case(*LOOKING)
def show_file(request: Request, case: Any, attachment_id: int) -> HttpResponseBase:
    found = cases.get_case_file(case, attachment_id)
    is_saved = "simpan" in request.GET
    return file_response(found.file, inline=not is_saved, request=request)


@for_audience(Audience.OFFICER)
@never_cache
@once
@for_case("POST")
def reveal_nik(request: Request, case: Any) -> HttpResponse:
    """Show the whole NIK once, on this answer only; the reason goes into the chain."""
    form = RevealForm(request.POST)
    if not form.is_valid():
        return show(request, case, typed=Typed(form="reveal", data=request.POST))
    try:
        nik = people.reveal_nik(
            person_id=case.applicant_id,
            reason=f"{form.cleaned_data['reason']} ({case.code})",
            by=request.actor,
            now=timezone.localtime(),
        )
    except people.ReasonTooShort as refusal:
        return show_refused(request, case.code, form="reveal", refusal=refusal)
    context = {"case": case, "nik": nik, "reason": form.cleaned_data["reason"]}
    return render(request, "desk/nik.html", context)
