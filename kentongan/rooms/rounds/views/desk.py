"""The crew's day: we are here, so many were served; a visit cancelled, moved, added, undone."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import Refusal
from kentongan.foundation.once.guard import once
from kentongan.rooms.rounds.errors import WrongChange
from kentongan.rooms.rounds.forms.desk import InsteadForm, ReasonForm, ServedForm
from kentongan.rooms.rounds.queries.desk import get_crew_day, get_crew_visit
from kentongan.rooms.rounds.services import changing, visiting
from kentongan.rooms.rounds.views.request import Request

WRONG = 422
FORMS: dict[str, type[ReasonForm]] = {
    "batal": ReasonForm, "pindah": InsteadForm, "tambah": InsteadForm,
}  # fmt: skip


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def show_day(request: Request) -> HttpResponse:
    """Show the day of a crew and the weeks ahead."""
    day = get_crew_day(by=request.actor, now=localtime())
    return render(request, "rounds/desk/day.html", {"day": day})


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def show_visit(request: Request, stop_id: int, day: str) -> HttpResponse:
    """Show one date of a stop and what can be done about it."""
    return _show(request, stop_id, _read_day(day), {})


@for_audience(Audience.OFFICER)
@never_cache
@require_POST
@once
def open_visit(request: Request, stop_id: int, day: str) -> HttpResponseBase:
    """Say: we are here."""
    visiting.open_visit(stop_id=stop_id, day=_read_day(day), by=request.actor, now=localtime())
    messages.success(request, _("Everybody sees now that you are there."))
    return redirect("rounds:show_day")


@for_audience(Audience.OFFICER)
@never_cache
@require_POST
@once
def close_visit(request: Request, stop_id: int, day: str) -> HttpResponseBase:
    """Say how many were served, and that the visit is over."""
    when = _read_day(day)
    page = get_crew_visit(stop_id, when, by=request.actor)
    form = ServedForm(request.POST, kinds=page.stop.unit.kind_names)
    if not form.is_valid():
        return _show(request, stop_id, when, {"tutup": form})
    visiting.close_visit(
        stop_id=stop_id, day=when, by=request.actor, now=localtime(), **form.get_counted()
    )
    messages.success(request, _("Thank you. The visit is closed."))
    return redirect("rounds:show_day")


@for_audience(Audience.OFFICER)
@never_cache
@require_POST
@once
def mark_full(request: Request, stop_id: int, day: str) -> HttpResponseBase:
    """Say: the quota is used up."""
    visiting.mark_full(stop_id=stop_id, day=_read_day(day), by=request.actor, now=localtime())
    messages.success(request, _("Everybody sees now that the quota is used up."))
    return redirect("rounds:show_day")


@for_audience(Audience.OFFICER)
@never_cache
@require_POST
@once
def unmark_full(request: Request, stop_id: int, day: str) -> HttpResponseBase:
    """Say: people are served again."""
    visiting.unmark_full(stop_id=stop_id, day=_read_day(day), by=request.actor, now=localtime())
    messages.success(request, _("Everybody sees now that people are served again."))
    return redirect("rounds:show_day")


@for_audience(Audience.OFFICER)
@never_cache
@require_POST
@once
def change_visit(request: Request, stop_id: int, day: str, how: str) -> HttpResponseBase:
    """Cancel, move or add a visit; its followers are told at once."""
    if how not in FORMS:
        raise Http404
    when, form = _read_day(day), FORMS[how](request.POST, auto_id=f"{how}_%s")
    if not form.is_valid():
        return _show(request, stop_id, when, {how: form})
    try:
        _change(request, stop_id, when, how, form)
    except WrongChange as refusal:
        _mark(form, refusal)
        return _show(request, stop_id, when, {how: form})
    messages.success(request, _("Done. Those who follow this place are told now."))
    return redirect("rounds:show_day")


@for_audience(Audience.OFFICER)
@never_cache
@require_POST
@once
def undo_change(request: Request, stop_id: int, day: str) -> HttpResponseBase:
    """Take a change back."""
    changing.undo_change(stop_id=stop_id, day=_read_day(day), by=request.actor, now=localtime())
    messages.success(request, _("Undone. Those who follow this place are told now."))
    return redirect("rounds:show_day")


def _change(request: Request, stop_id: int, day: date, how: str, form: ReasonForm) -> None:
    facts: dict[str, Any] = {
        "stop_id": stop_id, "reason": changing.Reason(*form.get_reason()), "by": request.actor,
        "now": localtime(),
    }  # fmt: skip
    if how == "batal":
        changing.cancel_visit(day=day, **facts)
        return
    given = form.cleaned_data
    instead = changing.Instead(
        given["new_date"], given["opens"], given["closes"], given["place_id"], given["place_en"],
        given["region"],
    )  # fmt: skip
    if how == "pindah":
        changing.move_visit(day=day, instead=instead, **facts)
    else:
        changing.add_visit(instead=instead, **facts)


def _show(
    request: Request, stop_id: int, day: date, typed: dict[str, forms.Form]
) -> HttpResponse:  # fmt: skip
    page = get_crew_visit(stop_id, day, by=request.actor)
    held = page.held.at.date if page.held else day
    usual = {"opens": page.stop.opens, "closes": page.stop.closes}
    facts = {
        "page": page, "now": localtime(),
        "served_form": typed.get("tutup") or ServedForm(kinds=page.stop.unit.kind_names),
        "cancel_form": typed.get("batal") or ReasonForm(auto_id="batal_%s"),
        "move_form": typed.get("pindah") or InsteadForm(
            initial={**usual, "new_date": held}, auto_id="pindah_%s"
        ),
        "add_form": typed.get("tambah") or InsteadForm(initial=usual, auto_id="tambah_%s"),
        "form": next(iter(typed.values()), None), "open": next(iter(typed), ""),
    }  # fmt: skip
    status = WRONG if typed else 200
    return render(request, "rounds/desk/visit.html", facts, status=status)


def _mark(form: forms.Form, refusal: Refusal) -> None:
    for name, words in refusal.fields.items():
        form.add_error(name if name in form.fields else None, str(words))


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
