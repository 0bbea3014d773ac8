"""Reading: the list, a topic, a month, an article. Kept whole until something changes."""

from functools import cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.files.serving import file_response
from kentongan.foundation.web.kept import keep_page
from kentongan.rooms.news.errors import NoSuchPicture
from kentongan.rooms.news.forms.talk import CommentForm
from kentongan.rooms.news.queries.edition import get_edition
from kentongan.rooms.news.queries.listing import (
    get_category,
    list_categories,
    list_months,
    list_published,
    make_month,
)
from kentongan.rooms.news.queries.page import get_public_article, make_page
from kentongan.rooms.news.queries.pictures import TYPES, get_copy
from kentongan.rooms.news.queries.search import search_news
from kentongan.rooms.news.queries.talk import get_talk
from kentongan.rooms.news.views.describing import describe_article
from kentongan.rooms.news.views.request import Request

GONE = 410
A_YEAR = 31_536_000


@for_audience(Audience.EVERYONE)
@require_safe
@keep_page(get_edition, query=("setelah",))
def list_news(request: HttpRequest) -> HttpResponse:
    asked = " ".join(request.GET.get("q", "").split())[:200]
    if asked:
        return _show_found(request, asked)
    return _show_list(request)


@for_audience(Audience.EVERYONE)
@require_safe
@keep_page(get_edition, query=("setelah",))
def show_topic(request: HttpRequest, category: str) -> HttpResponse:
    found = get_category(category)
    return _show_list(request, {"category": found}, category=found.slug)


@for_audience(Audience.EVERYONE)
@require_safe
@keep_page(get_edition, query=("setelah",))
def show_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    return _show_list(request, {"month": make_month(year, month)}, month=(year, month))


def _show_list(
    request: HttpRequest, facts: dict[str, Any] | None = None, **asked: Any
) -> HttpResponse:
    """Show a page of a list; what its kept parts show is asked only when they are made anew."""
    after = request.GET.get("setelah", "")
    shown = {
        **(facts or {}),
        "after": after,
        "listed": list_published(after=after, **asked)
        if after
        else SimpleLazyObject(lambda: list_published(**asked)),
        "categories": SimpleLazyObject(list_categories),
        "months": SimpleLazyObject(list_months),
    }
    return render(request, "news/list.html", shown)


@for_audience(Audience.EVERYONE)
@require_safe
@keep_page(get_edition)
def show_article(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    article = get_public_article(slug)
    if article.year != year:
        return redirect("news:show_article", article.year, slug, permanent=True)
    if article.withdrawn_at is not None:
        return render(request, "news/withdrawn.html", {"article": article}, status=GONE)
    make = cache(lambda: make_page(article))  # only when a part of the page is made anew
    facts = {
        "page": SimpleLazyObject(make),
        "article": article,
        "described": SimpleLazyObject(lambda: describe_article(make())),
        "talk": SimpleLazyObject(lambda: get_talk(article, now=localtime())),
        "form": _draw_form(get_language() or ""),
    }
    return render(request, "news/article.html", facts)


@for_audience(Audience.EVERYONE)
@require_safe
def show_picture(request: Request, picture_id: UUID, width: int, suffix: str) -> HttpResponseBase:
    """Give a copy of a picture: to everybody when its article is public, to editors before."""
    copy = get_copy(picture_id, width=width, suffix=suffix, by=request.actor)
    if suffix not in TYPES:
        raise NoSuchPicture
    answer = file_response(copy.file, inline=True, request=request)
    if copy.picture.article.is_public:
        answer["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return answer


def _show_found(request: HttpRequest, asked: str) -> HttpResponse:
    facts = {"asked": asked, "found": search_news(asked), "categories": list_categories()}
    return render(request, "news/search.html", facts)


@cache
def _draw_form(language: str) -> SafeString:
    """Draw the empty form once for each language: nothing in it is for one reader."""
    del language  # it is the one that is spoken now
    return CommentForm().render()
