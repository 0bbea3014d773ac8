from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.rooms.services.queries.catalogue import get_service, list_categories, list_shelves
from kentongan.rooms.services.queries.page import get_service_page
from kentongan.rooms.services.queries.search import search_services
from kentongan.rooms.services.views.entering import Request

LONGEST_QUESTION = 100
MOST_FOUND = 30


@for_audience(Audience.EVERYONE)
@require_safe
def list_services(request: Request) -> HttpResponse:
    asked = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUESTION]
    category = request.GET.get("kategori", "").replace("\0", "")
    categories = list_categories()
    facts = {
        "asked": asked,
        "category": next((each for each in categories if each.key == category), None),
        "categories": categories,
        "found": search_services(asked, limit=MOST_FOUND) if asked else [],
        "shelves": [] if asked else list_shelves(category=category),
        "count": sum(each.service_count for each in categories),
        "language": get_language(),
        "counter": request.actor.counter if request.GET.get("loket") == "1" else None,
    }
    return render(request, "services/catalogue.html", facts)


@for_audience(Audience.EVERYONE)
@require_safe
def show_service(request: Request, slug: str) -> HttpResponse:
    page = get_service_page(get_service(slug), now=localtime())
    counter = request.actor.counter
    return render(request, "services/service.html", {"page": page, "counter": counter})
