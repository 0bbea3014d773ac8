"""The video wall: up to sixteen cameras at once, as film or as single pictures."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.rooms.cameras.permissions import list_looking_offices
from kentongan.rooms.cameras.queries.looking import read_chosen
from kentongan.rooms.cameras.queries.wall import MOST_TILES, list_tiles, name_purpose
from kentongan.rooms.cameras.views.request import Request

PICTURES = "gambar"  # ?cara=gambar: single pictures for weak networks


def ask_purpose(request: Request) -> HttpResponse:
    """Send somebody who has not said why to the page that asks, and back here afterwards."""
    way_back = urlencode({"next": request.get_full_path()})
    return redirect(f"{reverse('cameras:choose_purpose')}?{way_back}")


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def show_wall(request: Request) -> HttpResponse:
    if not list_looking_offices(request.actor):
        raise Http404
    chosen = read_chosen(request.session)
    if chosen is None:
        return ask_purpose(request)
    codes = request.GET.getlist("kamera")
    all_tiles, tiles = list_tiles(
        purpose=chosen.purpose, chosen=codes, by=request.actor, now=localtime()
    )
    context = {
        "purpose": name_purpose(chosen.purpose),
        "all_tiles": all_tiles,
        "tiles": tiles,
        "most": MOST_TILES,
        "are_pictures": request.GET.get("cara") == PICTURES,
    }
    return render(request, "cameras/wall.html", context)
