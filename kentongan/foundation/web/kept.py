"""
Whole pages kept in the process, for visitors without a session, until what they show has changed.

A view says with `keep_page` by which stamp its page holds: a cheap question such as "which edition
is it?". The middleware keeps the answer with all its headers, and gives it again before sessions,
languages and policies are looked at (decision record 0026). Who has the page already gets 304.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import ResolverMatch
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Stamp = Callable[[], tuple[Hashable, datetime | None]]
Known = tuple[Hashable, datetime | None]
MOST_PAGES = 600
LONGEST_PAGE, LONGEST_QUERY = 400_000, 120
FOUND, GONE = 200, 410
KEPT_STATUS = {FOUND, GONE}
MESSAGES_COOKIE = "messages"
OF_THE_BODY = {"content-type", "content-length", "content-language"}


@dataclass(frozen=True)
class _Page:
    stamp: Stamp
    known: Known
    status: int
    content: bytes
    headers: dict[str, str]
    etag: str
    match: ResolverMatch | None


_lock = Lock()
_pages: OrderedDict[Hashable, _Page] = OrderedDict()
_of_every_page: list[Stamp] = []


def stamp_every_page(stamp: Stamp) -> Stamp:
    """Register what every page shows beside its own matter (a banner); cheap, asked each time."""
    _of_every_page.append(stamp)
    return stamp


def keep_page(stamp: Stamp, *, query: Collection[str] = ()) -> Callable[[View], View]:
    """
    Let what the view answers to GET be kept, one page for each address with only these query keys.

    Parts of the page may be kept too, with Django's `cache` tag and `request.stamp` in the key.
    The view's page must be the same for all visitors: a page with a form's token is never kept.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            known = _ask(stamp)  # before the page is made: a change meanwhile is in the next one
            request.stamp = known[0]  # type: ignore[attr-defined]  # parts of a page hold by it too
            answer = view(request, *args, **kwargs)
            if _is_for_all(request) and _has_only(request, query):
                answer._kept_by = (stamp, known)  # type: ignore[attr-defined]  # noqa: SLF001
            else:
                answer.setdefault("Cache-Control", "private, no-cache")
            patch_vary_headers(answer, ("Cookie", "HX-Request"))
            return answer

        return guarded  # type: ignore[return-value]

    return mark


class KeepPages:
    """Answers with a kept page, and keeps what comes back marked by `keep_page`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_for_all(request):
            return self.get_response(request)
        key = (request.get_host(), request.path_info, request.META.get("QUERY_STRING", ""))
        page = _find(key)
        if page is None:
            answer = self.get_response(request)
            page = _make_page(request, answer)
            if page is None:
                return answer
            _keep(key, page)
        request.resolver_match = page.match
        return _answer(request, page)


def forget_pages() -> None:
    """Forget all pages of this process."""
    with _lock:
        _pages.clear()


def _is_for_all(request: HttpRequest) -> bool:
    if request.method not in {"GET", "HEAD"} or "HTTP_HX_REQUEST" in request.META:
        return False
    if "HTTP_COOKIE" not in request.META:
        return True
    return not {settings.SESSION_COOKIE_NAME, MESSAGES_COOKIE} & request.COOKIES.keys()


def _has_only(request: HttpRequest, keys: Collection[str]) -> bool:
    asked = request.META.get("QUERY_STRING", "")
    return not asked or (len(asked) <= LONGEST_QUERY and set(request.GET) <= set(keys))


def _ask(stamp: Stamp) -> Known:
    found = [stamp(), *(each() for each in _of_every_page)]
    values = tuple(value for value, _ in found)
    if any(value not in {0, ""} and moment is None for value, moment in found):
        return values, None  # something shown has no moment: only the ETag tells
    return values, max((moment for _, moment in found if moment is not None), default=None)


def _find(key: Hashable) -> _Page | None:
    with _lock:
        page = _pages.get(key)
    if page is None or _ask(page.stamp)[0] != page.known[0]:
        return None
    return page


def _keep(key: Hashable, page: _Page) -> None:
    with _lock:
        _pages[key] = page
        _pages.move_to_end(key)
        while len(_pages) > MOST_PAGES:
            _pages.popitem(last=False)


def _make_page(request: HttpRequest, answer: HttpResponseBase) -> _Page | None:
    """Make a page of a marked answer that is the same for everybody: no cookie, no token."""
    marked: tuple[Stamp, Known] | None = getattr(answer, "_kept_by", None)
    if marked is None:
        return None
    stamp, known = marked
    if not isinstance(answer, HttpResponse) or not _can_be_kept(request, answer):
        answer.setdefault("Cache-Control", "private, no-cache")
        return None
    etag = f'W/"{hashlib.blake2b(answer.content, digest_size=12).hexdigest()}"'
    headers = dict(answer.items()) | dict(_list_own_headers(etag, known[1]))
    return _Page(
        stamp, known, answer.status_code, answer.content, headers, etag, request.resolver_match
    )


def _can_be_kept(request: HttpRequest, answer: HttpResponse) -> bool:
    has_token = request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or hasattr(request, "_csp_nonce")
    is_own = answer.cookies or has_token
    return answer.status_code in KEPT_STATUS and len(answer.content) <= LONGEST_PAGE and not is_own


def _list_own_headers(etag: str, changed_at: datetime | None) -> Iterator[tuple[str, str]]:
    yield "ETag", etag
    yield "Cache-Control", "public, max-age=0, must-revalidate"
    if changed_at is not None:
        yield "Last-Modified", http_date(int(changed_at.timestamp()))


def _answer(request: HttpRequest, page: _Page) -> HttpResponseBase:
    answer: HttpResponseBase | None = None
    if page.status == FOUND and _asks_whether_changed(request):
        changed_at = page.known[1]
        moment = int(changed_at.timestamp()) if changed_at else None
        answer = get_conditional_response(request, etag=page.etag, last_modified=moment)
    if answer is None:
        return HttpResponse(page.content, status=page.status, headers=page.headers)
    for name, value in page.headers.items():
        if name.lower() not in OF_THE_BODY:
            answer[name] = value
    return answer


def _asks_whether_changed(request: HttpRequest) -> bool:
    return any(name.startswith("HTTP_IF_") for name in request.META)
