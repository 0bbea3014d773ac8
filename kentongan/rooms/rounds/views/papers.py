"""A poster to print and a card to send on."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.rooms.rounds.errors import NoSuchUnit
from kentongan.rooms.rounds.queries.papers import draw_card, make_poster
from kentongan.rooms.rounds.queries.showing import get_stop

A_MINUTE = 60  # what was cancelled is soon seen


@for_audience(Audience.EVERYONE)
@cache_control(public=True, max_age=A_MINUTE)
@require_safe
def give_poster(_request: HttpRequest, village: str) -> HttpResponse:
    """Give the poster of a village as PDF."""
    answer = HttpResponse(make_poster(village, now=localtime()), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="keliling-{village}.pdf"'
    return answer


@for_audience(Audience.EVERYONE)
@cache_control(public=True, max_age=A_MINUTE)
@require_safe
def give_card(_request: HttpRequest, unit: str, stop: str, day: str) -> HttpResponse:
    """Give the picture of one visit."""
    try:
        at = date.fromisoformat(day)
    except ValueError as error:
        raise NoSuchUnit from error
    return HttpResponse(draw_card(get_stop(unit, stop), at), content_type="image/png")
