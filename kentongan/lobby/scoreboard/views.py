import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.lobby.scoreboard import queries
from kentongan.lobby.scoreboard.asked import KINDS, PERIODS, SORTS, Asked
from kentongan.rooms.places import api as places
from kentongan.rooms.reports import api as reports


@for_audience(Audience.EVERYONE)
@require_safe
def show_scoreboard(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request.GET)
    context = {
        "asked": asked,
        "board": queries.make_board(asked, now=timezone.localtime()),
        "periods": _list_periods(asked),
        "kinds": KINDS.items(),
        "sorts": SORTS.items(),
        "districts": places.list_offices(kind="district"),
        "csv_query": asked.make_query(),
    }
    return render(request, "scoreboard/board.html", context)


@for_audience(Audience.EVERYONE)
@require_safe
def show_office(request: HttpRequest, office_key: str) -> HttpResponse:
    asked = Asked.read(request.GET)
    page = queries.make_office_page(office_key, asked, now=timezone.localtime())
    context = {"page": page, "asked": asked, "periods": _list_periods(asked)}
    return render(request, "scoreboard/office.html", context)


@for_audience(Audience.EVERYONE)
@require_safe
def show_reports(request: HttpRequest) -> HttpResponse:
    """Show how reports from the street went, by category."""
    asked = Asked.read(request.GET)
    since, until = asked.get_span(timezone.localdate())
    context = {
        "asked": asked,
        "periods": _list_periods(asked),
        "scores": reports.list_category_scores(since=since, until=until),
    }
    return render(request, "scoreboard/reports.html", context)


@for_audience(Audience.EVERYONE)
@require_safe
def download_scores(request: HttpRequest) -> HttpResponse:
    """Give the whole table as CSV, for spreadsheets and open data."""
    asked = Asked.read(request.GET)
    since, until = asked.get_span(timezone.localdate())
    name = f"kinerja-{since:%Y%m%d}-{until:%Y%m%d}.csv"
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    rows = queries.list_rows(asked, now=timezone.localtime())
    csv.writer(answer).writerows(queries.list_csv(rows))
    return answer


def _list_periods(asked: Asked) -> list[tuple[object, str, bool]]:
    return [
        (label, asked.make_query(masa=key), key == asked.period)
        for key, (_days, label) in PERIODS.items()
    ]
