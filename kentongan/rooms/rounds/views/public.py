"""What everybody reads: the week, a unit, a place."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.rooms.rounds.forms.choosing import DistrictForm
from kentongan.rooms.rounds.queries import showing, words
from kentongan.rooms.rounds.rules.saying import name_week, read_week


@for_audience(Audience.EVERYONE)
@require_safe
def list_rounds(request: HttpRequest) -> HttpResponse:
    """Show a week day by day, of the whole regency or of one district."""
    now = localtime()
    today = showing.get_today(now)
    day = read_week(request.GET.get("minggu", "")) or today
    form = DistrictForm(request.GET)
    district = form.cleaned_data["kecamatan"] if form.is_valid() else ""
    week = showing.get_week(day, districts=[district] if district else (), today=today)
    facts = {
        "week": week, "now": now, "form": form, "district": district, "units": showing.list_units(),
        "chosen": dict(form.fields["kecamatan"].choices).get(district, "") if district else "",  # type: ignore[attr-defined]
        "this": name_week(week.monday), "villages": showing.list_villages(district),
    }  # fmt: skip
    return render(request, "rounds/week.html", facts)


@for_audience(Audience.EVERYONE)
@require_safe
def show_unit(request: HttpRequest, unit: str) -> HttpResponse:
    """Show what a unit brings, what to take along, and where it stops."""
    found = showing.get_unit(unit)
    rows = showing.list_stop_rows(showing.list_stops(unit=unit), now=localtime())
    return render(request, "rounds/unit.html", {"unit": found, "rows": rows, **_tell(found)})


@for_audience(Audience.EVERYONE)
@require_safe
def show_stop(request: HttpRequest, unit: str, stop: str) -> HttpResponse:
    """Show when a unit comes to a place, and let people follow it."""
    found = showing.get_stop(unit, stop)
    visits = showing.list_next([found], now=localtime())
    facts = {
        "stop": found, "unit": found.unit, "rule": words.say_rule(found.rule), "visits": visits,
        "card_day": next((one.at.date.isoformat() for one in visits if one.at.is_held), ""),
        **_tell(found.unit),
    }  # fmt: skip
    return render(request, "rounds/stop.html", facts)


def _tell(unit: Any) -> dict[str, object]:
    return {
        "papers": words.list_lines(unit.requirements),
        "fees": words.list_lines(unit.fees),
        "services": words.list_links(unit.services),
    }
