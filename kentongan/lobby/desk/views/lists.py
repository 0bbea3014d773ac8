"""The list of a queue, what is found by words, and a person's cases by NIK."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.once.guard import once
from kentongan.lobby.desk.forms import NikSearchForm
from kentongan.lobby.desk.queries import listing
from kentongan.lobby.desk.queue import Queue
from kentongan.lobby.desk.views.request import Request
from kentongan.lobby.desk.views.showing import WRONG, frame, read_queue
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people


@for_audience(Audience.OFFICER)
@require_safe
@never_cache
def show_desk(request: Request) -> HttpResponse:
    """Show a queue; `bagian` asks for a part of the page that is kept fresh."""
    queue = read_queue(request)
    part = request.GET.get("bagian")
    if part == "daftar":
        open_code = request.GET.get("buka", "")[:20]
        found = listing.make_listing(
            by=request.actor, queue=queue, now=timezone.localtime(), open_code=open_code
        )
        return render(request, "desk/_list.html", {"listing": found})
    if part == "antrean":
        queues = listing.list_queues(by=request.actor, queue=queue)
        return render(request, "desk/_queues.html", {"queues": queues})
    return render(request, "desk/desk.html", frame(request, queue=queue))


@for_audience(Audience.OFFICER)
@require_POST
@never_cache
@once
def find_by_nik(request: Request) -> HttpResponse:
    """Show a person's cases at the officer's offices; the NIK stands in no address."""
    form = NikSearchForm(request.POST)
    if not form.is_valid():
        return redirect("desk:show_desk")
    nik = form.cleaned_data["nik"]
    try:
        people.check_nik(nik, today=timezone.localdate())
    except people.NikWrong as refusal:
        form.add_error("nik", str(refusal))
        return _show_found(request, form, found=[], status=WRONG)
    person = people.find_person_by_nik(nik)
    found = cases.list_cases_of_person(person.id, by=request.actor) if person else []
    return _show_found(request, NikSearchForm(), found=found)


def _show_found(
    request: Request, form: NikSearchForm, *, found: list[Any], status: int = 200
) -> HttpResponse:
    queue = Queue()
    context = frame(request, queue=queue)
    context["listing"] = listing.list_found(found, queue=queue, now=timezone.localtime())
    context.update(nik_form=form, is_found=True)
    return render(request, "desk/desk.html", context, status=status)
