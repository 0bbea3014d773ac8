"""What everybody may know of the cameras, and the map of streets that none of them sees."""

import csv

from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.rooms.cameras.permissions import find_granting_offices, list_looking_offices
from kentongan.rooms.cameras.queries import coverage
from kentongan.rooms.cameras.queries import public as queries
from kentongan.rooms.cameras.views.request import Request

FIVE_MINUTES = 300
HEADER = ["month", "purpose", "office", "looks", "seconds"]


@for_audience(Audience.EVERYONE)
@require_safe
def show_network(request: Request) -> HttpResponseBase:
    """Say what the cameras are for, how many there are, who looked, and what is not done."""
    now = localtime()
    month = queries.get_month_of(now)
    facts = {
        "network": queries.get_network(now=now), "lines": queries.count_month(month),
        "month": month, "months": list(queries.list_months(now=now)),
        "roads": [road for road in coverage.list_covered_roads() if road.is_unseen],
    }  # fmt: skip
    return render(request, "cameras/network.html", facts)


@for_audience(Audience.EVERYONE)
@require_safe
def show_month(request: Request, month: str) -> HttpResponseBase:
    """Show one month's looks by purpose and office."""
    wanted = queries.Month.parse(month)
    return render(
        request, "cameras/month.html", {"month": wanted, "lines": queries.count_month(wanted)}
    )


@for_audience(Audience.EVERYONE)
@require_safe
def give_month_csv(request: Request, month: str) -> HttpResponseBase:
    """Give one month's looks as CSV."""
    del request
    wanted = queries.Month.parse(month)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tayangan-{wanted}.csv"'
    writer = csv.writer(response)
    writer.writerow(HEADER)
    for line in queries.count_month(wanted):
        writer.writerow([str(wanted), line.purpose, line.office, line.looks, line.seconds])
    return response


@for_audience(Audience.EVERYONE)
@require_safe
@cache_control(max_age=FIVE_MINUTES, public=True)
def give_public_coverage(request: Request) -> HttpResponseBase:
    """Give the whole streets that no camera sees, as GeoJSON."""
    del request
    return JsonResponse(coverage.make_public_geojson(coverage.list_covered_roads()))


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def show_coverage(request: Request) -> HttpResponseBase:
    """Show how much of each road is seen, to offices that look at or open cameras."""
    _check_works_with_cameras(request)
    return render(request, "cameras/coverage.html", {"roads": coverage.list_covered_roads()})


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def give_full_coverage(request: Request) -> HttpResponseBase:
    """Give every piece of road that no camera sees, as GeoJSON."""
    _check_works_with_cameras(request)
    return JsonResponse(coverage.make_full_geojson(coverage.list_covered_roads()))


def _check_works_with_cameras(request: Request) -> None:
    if not list_looking_offices(request.actor) and not find_granting_offices(request.actor):
        raise Http404
