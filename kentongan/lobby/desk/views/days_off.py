"""Days off, for the IT team: the year's list, declaring one by decree, taking one back."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import Refusal
from kentongan.foundation.once.guard import once
from kentongan.lobby.desk.forms import DayOffForm, RevokeDayOffForm
from kentongan.lobby.desk.queries import days_off
from kentongan.lobby.desk.views.request import Request
from kentongan.lobby.desk.views.showing import WRONG
from kentongan.rooms.places import api as places


@for_audience(Audience.OPERATOR)
@require_safe
@never_cache
def list_days_off(request: Request) -> HttpResponse:
    today = timezone.localdate()
    year = days_off.read_year(request.GET.get("tahun", ""), today=today)
    page = days_off.make_year(year, today=today)
    return render(request, "desk/days_off.html", {"page": page, "form": DayOffForm(today=today)})


@for_audience(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@once
def declare_day_off(request: Request) -> HttpResponse:
    """By GET say what would move; by POST declare."""
    given = request.POST if request.method == "POST" else request.GET or None
    form = DayOffForm(given, today=timezone.localdate())
    if request.method != "POST":
        return _show_declaring(request, form)
    if form.is_valid():
        try:
            day = places.declare_day_off(
                **form.cleaned_data, by=request.actor, now=timezone.localtime()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The day off is declared. Deadlines move by themselves."))
            return redirect(days_off.give_address(day.date))
    return _show_declaring(request, form, status=WRONG)


def _show_declaring(request: Request, form: DayOffForm, *, status: int = 200) -> HttpResponse:
    effect = None
    if form.is_bound and form.is_valid():
        effect = days_off.foresee(form.cleaned_data["date"])
        known = places.get_day_off(form.cleaned_data["date"])
        if known:
            form.add_error("date", _("This is a day off already: %(name)s.") % {"name": known.name})
            effect = None
    kind = dict(form.fields["kind"].choices).get(form["kind"].value(), "")  # type: ignore[attr-defined]
    page: dict[str, Any] = {"form": form, "effect": effect, "kind": kind}
    return render(request, "desk/declare_day_off.html", page, status=status)


@for_audience(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@once
def revoke_day_off(request: Request, day: str) -> HttpResponse:
    """By GET say what would move; by POST make it an ordinary day again."""
    known = _get_day_off(day)
    form = RevokeDayOffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        places.revoke_day_off(
            date=known.date,
            reason=form.cleaned_data["reason"],
            by=request.actor,
            now=timezone.localtime(),
        )
        messages.success(request, _("It is an ordinary day again. Deadlines move by themselves."))
        return redirect(days_off.give_address(known.date))
    page = {"day": known, "form": form, "effect": days_off.foresee(known.date)}
    return render(request, "desk/revoke_day_off.html", page, status=WRONG if form.is_bound else 200)


def _get_day_off(text: str) -> Any:
    """Return the day off of this address that is still to come."""
    try:
        known = places.get_day_off(date.fromisoformat(text))
    except ValueError as error:
        raise Http404 from error
    if known is None or known.date < timezone.localdate():
        raise Http404
    return known
