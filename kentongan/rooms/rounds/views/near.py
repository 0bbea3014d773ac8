"""Nearest to me: asked by POST, so that no address and no log says where somebody is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.rooms.rounds.forms.choosing import NearForm
from kentongan.rooms.rounds.queries.near import find_village, list_near

WRONG = 422


@for_audience(Audience.EVERYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_posts("rounds.near", limit=60, per_seconds=600)
def find_near(request: HttpRequest) -> HttpResponse:
    """Show what comes nearest; nothing of where is kept."""
    form = NearForm(request.POST or None)
    if request.method != "POST":
        return render(request, "rounds/near.html", {"form": form})
    if not form.is_valid():
        return render(request, "rounds/near.html", {"form": form}, status=WRONG)
    given = form.cleaned_data
    here = given["position"] or find_village(given["desa"])
    found = list_near(here, now=localtime()) if here else []
    return render(
        request,
        "rounds/near.html",
        {
            "form": form,
            "found": found,
            "is_asked": True,
            "is_by_village": given["position"] is None,
        },
    )
