"""Calendars to subscribe to: a client asks again and is answered 304 while nothing changed."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.rooms.rounds.queries import calendars

MINUTES = 15 * 60


@for_audience(Audience.EVERYONE)
@require_safe
def give_calendar(request: HttpRequest) -> HttpResponseBase:
    """Give every stop as one calendar."""
    return _give(request, calendars.write_all(now=localtime()), name="jadwal")


@for_audience(Audience.EVERYONE)
@require_safe
def give_unit_calendar(request: HttpRequest, unit: str) -> HttpResponseBase:
    """Give the calendar of a unit."""
    return _give(request, calendars.write_of_unit(unit, now=localtime()), name=unit)


@for_audience(Audience.EVERYONE)
@require_safe
def give_district_calendar(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give the calendar of a district."""
    return _give(request, calendars.write_of_district(code, now=localtime()), name=code)


def _give(request: HttpRequest, content: bytes, *, name: str) -> HttpResponseBase:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={MINUTES}"
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return get_conditional_response(request, etag=tag, response=response) or response
