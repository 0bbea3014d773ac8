"""The public map, the list beside it, one report, and the same as files."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.timezone import localtime
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.files.serving import file_response
from kentongan.rooms.reports.forms.filtering import list_choices
from kentongan.rooms.reports.queries.files import write_csv, write_geojson
from kentongan.rooms.reports.queries.map import (
    MOST_OF_A_FILE,
    count_reports,
    find_file_end,
    list_marks,
    list_page,
)
from kentongan.rooms.reports.queries.public_page import get_public_page, get_public_photo
from kentongan.rooms.reports.rules.filters import Filter, read_filter
from kentongan.rooms.reports.rules.geojson import make_collection, make_mark
from kentongan.rooms.reports.views.request import Request

KEPT_SECONDS = 60


@for_audience(Audience.EVERYONE)
@require_safe
def show_map(request: Request) -> HttpResponse:
    wanted = _read(request)
    page = list_page(wanted)
    here = reverse("reports:show_map")
    box = request.GET.get("kotak", "") if wanted.box else ""
    facts = {
        "wanted": wanted,
        "page": page,
        "count": count_reports(wanted),
        "choices": list_choices(wanted),
        "marks_url": _join(reverse("reports:give_geojson"), wanted.query),
        "csv_url": _join(reverse("reports:give_csv"), wanted.write(kotak=box)),
        "geojson_url": _join(reverse("reports:give_geojson"), wanted.write(kotak=box)),
        "box": box,
        "most": MOST_OF_A_FILE,
        "licence": read_licence(),
        "pager": {
            "previous_url": _join(here, wanted.write(kotak=box)) if wanted.after else "",
            "next_url": _join(here, wanted.write(kotak=box, setelah=page.after))
            if page.after
            else "",
        },
    }
    return render(request, "reports/map.html", facts)


@for_audience(Audience.EVERYONE)
@require_safe
def give_geojson(request: Request) -> HttpResponseBase:
    """Give marks for a box at a zoom (`kotak`, `dekat`), or without `dekat` a file of reports."""
    wanted = _read(request)
    if wanted.zoom is None:
        return _give_file(request, wanted, "application/geo+json", "geojson")
    marks = [make_mark(mark, url=_address_of(mark.code)) for mark in list_marks(wanted)]
    answer = JsonResponse(make_collection(marks), json_dumps_params={"separators": (",", ":")})
    answer["Content-Type"] = "application/geo+json"
    return _keep_a_moment(request, answer)


@for_audience(Audience.EVERYONE)
@require_safe
def give_csv(request: Request) -> HttpResponseBase:
    return _give_file(request, _read(request), "text/csv; charset=utf-8", "csv")


@for_audience(Audience.EVERYONE)
@require_safe
def show_public_report(request: Request, code: str) -> HttpResponse:
    page = get_public_page(code, now=localtime())
    return render(request, "reports/public_report.html", {"page": page, "report": page.report})


@for_audience(Audience.EVERYONE)
@require_safe
def show_public_photo(request: Request, code: str, photo_id: int) -> HttpResponseBase:
    answer = file_response(get_public_photo(code, photo_id), inline=True, request=request)
    # Short, so that a photo that is taken down is soon gone everywhere.
    answer["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return answer


def read_licence() -> dict[str, str]:
    """Return under which licence the regency gives its reports out: name and address."""
    facts: Any = settings.REGENCY_FACTS.get("data_licence", {})
    return {"name": str(facts.get("name", "")), "url": str(facts.get("url", ""))}


def _read(request: Request) -> Filter:
    return read_filter({key: request.GET.getlist(key) for key in request.GET})


def _give_file(
    request: Request, wanted: Filter, media_type: str, ending: str
) -> StreamingHttpResponse:
    licence, after = read_licence(), find_file_end(wanted)
    public, here = str(settings.PUBLIC_URL), reverse(f"reports:give_{ending}")
    box = request.GET.get("kotak", "") if wanted.box else ""
    more = _join(f"{public}{here}", wanted.write(kotak=box, setelah=after)) if after else ""
    pages = f"{public}{reverse('reports:show_map')}"
    if ending == "csv":
        lines = write_csv(wanted, pages=pages)
    else:
        lines = write_geojson(wanted, pages=pages, more=more, licence=licence)
    answer = StreamingHttpResponse(_speak(lines, get_language() or "id"), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="laporan.{ending}"'
    links = [f'<{licence["url"]}>; rel="license"'] if licence["url"] else []
    links += [f'<{more}>; rel="next"'] if more else []
    if links:
        answer["Link"] = ", ".join(links)
    _keep_a_moment(request, answer)
    return answer


def _speak(lines: Iterator[str], language: str) -> Iterator[str]:
    """Write a streamed file in the language of its address, whoever is served meanwhile."""
    while True:
        with override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line


def _keep_a_moment(request: Request, answer: HttpResponseBase) -> HttpResponseBase:
    """Let caches keep it for a minute; for who is logged in nobody but their browser does."""
    if request.actor.is_known:
        patch_cache_control(answer, private=True, max_age=KEPT_SECONDS)
    else:
        patch_cache_control(answer, public=True, max_age=KEPT_SECONDS)
    return answer


def _address_of(code: str) -> str:
    return reverse("reports:show_public_report", args=[code]) if code else ""


def _join(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address
