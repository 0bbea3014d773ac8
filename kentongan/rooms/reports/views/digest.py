from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.queries import digest as queries


class Request(HttpRequest):
    """With who acts, put there by people's middleware."""

    actor: people.Actor


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def show_bad(request: Request) -> HttpResponse:
    """Show what is bad at the officer's offices, and the text for the group."""
    now = localtime()
    found = queries.list_bad_for(request.actor, now=now)
    for_group = [bad for bad in found if not bad.is_secret]
    name = str(settings.REGENCY_FACTS["formal_name"])
    context = {
        "sections": queries.list_sections(found, now=now),
        "text": queries.write_digest(for_group, title=name, now=now),
        "offices": request.actor.offices,
        "times": ", ".join(f"{at:%H.%M}" for at in queries.read_plan().times),
    }
    return render(request, "reports/bad.html", context)
