from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.lobby.web import queries

LONGEST_QUESTION = 100


@for_audience(Audience.EVERYONE)
@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/home.html", {"front": queries.get_front_page(now=localtime())})


@for_audience(Audience.EVERYONE)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUESTION]
    found = queries.search_everything(asked)
    return render(request, "web/search.html", {"asked": asked, "found": found})


@for_audience(Audience.EVERYONE)
@require_safe
def show_accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


@for_audience(Audience.EVERYONE)
@require_safe
def show_privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "web/privacy.html")
