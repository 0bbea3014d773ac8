"""What everybody may read: the board, a notice, its messages, the feed."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import parse_etags
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.rooms.notices.queries.feeds import CAP_TYPE, get_feed
from kentongan.rooms.notices.queries.finding import get_message, get_shown_notice
from kentongan.rooms.notices.queries.pages import get_board, get_page
from kentongan.rooms.notices.views.request import Request


@for_audience(Audience.EVERYONE)
@require_safe
def list_notices(request: Request) -> HttpResponse:
    """Show what is in force, what is coming and what is over."""
    board = get_board(after=request.GET.get("sesudah", "")[:40], now=localtime())
    return render(request, "notices/board.html", {"board": board, "topic": "notices"})


@for_audience(Audience.EVERYONE)
@require_safe
def show_notice(request: Request, year: int, slug: str) -> HttpResponse:
    """Show one notice; also one that is over, with that said first."""
    notice = get_shown_notice(year, slug)
    page = get_page(notice, now=localtime())
    facts = {"page": page, "notice": notice, "topic": f"notices/{notice.topic}"}
    return render(request, "notices/notice.html", facts)


@for_audience(Audience.EVERYONE)
@require_safe
def give_cap(request: Request, message_id: UUID) -> HttpResponse:
    """Give a message of CAP as it was sent; it never changes."""
    message = get_message(message_id)
    answer = HttpResponse(message.xml, content_type=f"{CAP_TYPE}; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


@for_audience(Audience.EVERYONE)
@require_safe
def give_feed(request: Request, form: str) -> HttpResponseBase:
    """Give the feed, or say that it has not changed."""
    feed = get_feed(form)
    etag = f'"{feed.etag}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        answer: HttpResponseBase = HttpResponseNotModified()
    else:
        answer = HttpResponse(feed.body, content_type=f"{feed.media_type}; charset=utf-8")
    answer["ETag"] = etag
    answer["Cache-Control"] = "public, max-age=60"
    return answer
