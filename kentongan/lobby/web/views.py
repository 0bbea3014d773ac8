from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.lobby.web import queries
from kentongan.lobby.web.sitemaps import SITEMAPS

LONGEST_QUESTION = 100
DISTRICT = "kecamatan"
YEAR = 365 * 24 * 3600
PRIVATE = [
    f"{language}/{path}/" for path in ("meja", "masuk", "akun", "lacak", "surat", "cari")
    for language in ("", "/en")
]  # fmt: skip


@for_audience(Audience.EVERYONE)
@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """Show the house; the district somebody chose is kept on the device, and nowhere else."""
    asked = request.GET.get(DISTRICT, request.COOKIES.get(DISTRICT, ""))
    front = queries.get_front_page(district=asked, now=localtime())
    answer = render(request, "web/home.html", {"front": front})
    if DISTRICT in request.GET:
        answer.set_cookie(
            DISTRICT, front.district, max_age=YEAR, secure=settings.SECURE, httponly=True,
            samesite="Lax",
        )  # fmt: skip
    return answer


@for_audience(Audience.EVERYONE)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUESTION]
    found = queries.search_everything(asked, now=localtime())
    return render(request, "web/search.html", {"asked": asked, "found": found})


@for_audience(Audience.EVERYONE)
@require_safe
def show_accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


@for_audience(Audience.EVERYONE)
@require_safe
def show_privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "web/privacy.html")


@for_audience(Audience.EVERYONE)
@require_safe
def give_sitemap(request: HttpRequest) -> HttpResponse:
    """Give every public page in both languages, for search engines."""
    return sitemap(request, sitemaps=SITEMAPS)


@for_audience(Audience.EVERYONE)
@require_safe
def give_robots(_request: HttpRequest) -> HttpResponse:
    """Tell search engines where the map is, and what is nobody's to index."""
    words = "".join(f"Disallow: {path}\n" for path in PRIVATE)
    map_url = f"{settings.PUBLIC_URL}{reverse('machines:give_sitemap')}"
    return HttpResponse(
        f"User-agent: *\n{words}\nSitemap: {map_url}\n", content_type="text/plain; charset=utf-8"
    )
