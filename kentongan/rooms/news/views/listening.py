"""Radio: a page with the programme of the day, and a small window that goes on while one reads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from csp.decorators import csp_update

from kentongan.foundation.audience import Audience, for_audience
from kentongan.rooms.news.errors import NoSuchArticle
from kentongan.rooms.news.queries import listening


@for_audience(Audience.EVERYONE)
@never_cache
@require_safe
def show_radio(request: HttpRequest) -> HttpResponse:
    """Show the stations, what is on air, and today's programme."""
    return _show(request, "news/radio.html")


@for_audience(Audience.EVERYONE)
@never_cache
@require_safe
def show_small_radio(request: HttpRequest) -> HttpResponse:
    """Show the player alone, for a window of its own."""
    return _show(request, "news/radio_small.html", wanted=request.GET.get("stasiun", ""))


def _show(request: HttpRequest, template: str, *, wanted: str = "") -> HttpResponse:
    stations = listening.list_stations(now=localtime())
    if not stations:
        raise NoSuchArticle
    chosen = [one for one in stations if one.slug == wanted] or stations
    answer = render(request, template, {"stations": stations, "chosen": chosen[0]})
    # The only pages that play from elsewhere, and only from the stations of the data.
    widen = csp_update({"media-src": listening.list_origins(stations)})
    return widen(lambda _request: answer)(request)  # type: ignore[return-value]
