from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.lobby.web import queries


@for_audience(Audience.EVERYONE)
@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/home.html", {"front": queries.get_front_page(now=localtime())})


@for_audience(Audience.EVERYONE)
@require_safe
def show_accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


@for_audience(Audience.EVERYONE)
@require_safe
def show_privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "web/privacy.html")
