"""What others told already, while somebody types. What is typed comes by POST: no log has it."""

import math

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.queries.duplicates import LONGEST_WORDS, find_similar
from kentongan.rooms.reports.views.request import Request

LONGEST_FIELD = 60


@for_audience(Audience.EVERYONE)
@require_POST
@limit_posts("similar", limit=120, per_seconds=600)
def show_similar(request: Request) -> HttpResponse:
    """Answer with a part of a page; only what everybody may see, whoever asks."""
    names = ("lat", "lon", "village_code", "category", "description", "place_words")
    sent = {name: request.POST.get(name, "").replace("\0", " ") for name in names}
    words = f"{sent['description']} {sent['place_words']}"[:LONGEST_WORDS]
    found = find_similar(
        lat=_read_degrees(sent["lat"], most=90),
        lon=_read_degrees(sent["lon"], most=180),
        village_code=sent["village_code"][:LONGEST_FIELD],
        category=sent["category"][:LONGEST_FIELD],
        words=words,
        now=localtime(),
        limit=3,
        by=people.VISITOR,
    )
    answer = render(request, "reports/_similar.html", {"found": found})
    answer["Cache-Control"] = "no-store"
    return answer


def _read_degrees(text: str, *, most: float) -> float | None:
    try:
        degrees = float(text[:LONGEST_FIELD].replace(",", "."))
    except ValueError:
        return None
    return degrees if math.isfinite(degrees) and abs(degrees) <= most else None
