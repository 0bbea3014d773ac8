"""What everybody may read: which permits there are, what they ask, how the duty is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.rooms.permits.queries.pages import get_kind_page, list_kind_pages
from kentongan.rooms.permits.queries.public import get_public_numbers, list_public_rules


@for_audience(Audience.EVERYONE)
@require_safe
def show_permits(request: HttpRequest) -> HttpResponse:
    """Say which permits a building needs, and what a camera has to do with it."""
    facts = {"kinds": list_kind_pages(), "rules": list_public_rules()}
    return render(request, "permits/permits.html", facts)


@for_audience(Audience.EVERYONE)
@require_safe
def show_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """Say what a kind of permit asks, how long it takes, and by which law."""
    return render(request, "permits/kind.html", {"kind": get_kind_page(kind)})


@for_audience(Audience.EVERYONE)
@require_safe
def show_numbers(request: HttpRequest) -> HttpResponse:
    """Show how far the camera duty is kept, by district and without addresses."""
    return render(request, "permits/numbers.html", {"numbers": get_public_numbers()})
