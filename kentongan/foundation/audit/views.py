"""The heads of the chain, day by day, for everybody: who keeps one can prove a later change."""

from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.audit import chain
from kentongan.foundation.audit.models import AuditDay

PAGE = 50
ALL_DAYS = 100_000
PUBLIC = cache_control(public=True, max_age=300)


@for_audience(Audience.EVERYONE)
@require_safe
@PUBLIC
def list_days(request: HttpRequest) -> HttpResponse:
    days, before = _read_page(request)
    page = {"days": [_describe(day) for day in days], "pager": {"next_url": before}}
    return render(request, "audit/list_days.html", page)


@for_audience(Audience.EVERYONE)
@require_safe
@PUBLIC
def list_days_as_json(request: HttpRequest) -> JsonResponse:
    days, before = _read_page(request)
    next_url = request.build_absolute_uri(reverse("audit:list_days_as_json") + before)
    rows = [{**_describe(day), "date": day.date.isoformat()} for day in days]
    return JsonResponse({"days": rows, "next": next_url if before else None})


@for_audience(Audience.EVERYONE)
@require_safe
@PUBLIC
def list_heads(request: HttpRequest) -> HttpResponse:
    """Give all days as lines of date, last line, number of lines and hash, oldest first."""
    days = reversed(chain.list_days(limit=ALL_DAYS))
    lines = ["# date last_line lines sha256"]
    lines += [
        f"{d.date.isoformat()} {d.last_id} {d.line_count} {bytes(d.hash).hex()}" for d in days
    ]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="heads.txt"'
    return response


def _read_page(request: HttpRequest) -> tuple[list[AuditDay], str]:
    """Return one page of days and the query of the next, "" at the end."""
    days = chain.list_days(before=_read_date(request.GET.get("sebelum", "")), limit=PAGE + 1)
    shown = days[:PAGE]
    return shown, f"?sebelum={shown[-1].date.isoformat()}" if len(days) > PAGE else ""


def _read_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _describe(day: AuditDay) -> dict[str, object]:
    return {
        "date": day.date,
        "last_line": day.last_id,
        "lines": day.line_count,
        "hash": bytes(day.hash).hex(),
    }
