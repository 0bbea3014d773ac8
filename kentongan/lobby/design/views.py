"""A look at every component, for those who build; not there in real work."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kentongan.foundation.audience import Audience, for_audience
from kentongan.lobby.design import samples


@for_audience(Audience.EVERYONE)
def show_components(request: HttpRequest) -> HttpResponse:
    return show_page(request, page="components")


@for_audience(Audience.EVERYONE)
def show_page(request: HttpRequest, page: str) -> HttpResponse:
    if page not in samples.PAGES or not (settings.DEBUG or settings.DEMO):
        raise Http404
    form = samples.SampleForm(request.POST or None, request.FILES or None)
    context = {"sample": samples, "pages": samples.PAGES, "form": form, "has_case": True}
    return render(request, f"design/samples/{page}.html", context)
