"""
Whole pages kept in the process, for visitors without a session, until what they show has changed.

A page belongs to its stamps: cheap questions such as "which edition holds?". The answer carries an
ETag and the moment of the last change, so who has the page already gets 304 and nothing else.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import get_language

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Stamp = Callable[[], tuple[Hashable, datetime | None]]
MOST_PAGES = 600
LONGEST_PAGE, LONGEST_QUERY = 400_000, 120
KEPT_STATUS = {200, 410}
MESSAGES_COOKIE = "messages"


@dataclass(frozen=True)
class _Page:
    stamp: Hashable
    status: int
    content: bytes
    content_type: str
    etag: str
    changed_at: datetime | None


_lock = Lock()
_pages: OrderedDict[Hashable, _Page] = OrderedDict()
_of_every_page: list[Stamp] = []


def stamp_every_page(stamp: Stamp) -> Stamp:
    """Register what every page shows beside its own matter (a banner); cheap, asked each time."""
    _of_every_page.append(stamp)
    return stamp


def keep_page(stamp: Stamp, *, query: Collection[str] = ()) -> Callable[[View], View]:
    """
    Keep what the view answers to GET, one page for each address with only these query keys.

    The view's page must be the same for all visitors: a page with a form's token is never kept.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not _is_for_all(request, query):
                return _answer_one(view(request, *args, **kwargs))
            key = (get_language(), request.get_full_path())
            now = _ask(stamp)
            page = _find(key, now[0])
            if page is None:
                answer = view(request, *args, **kwargs)
                page = _keep(key, request, answer, stamp=now)
                if page is None:
                    return _answer_one(answer)
            return _answer(request, page)

        return guarded  # type: ignore[return-value]

    return mark


def forget_pages() -> None:
    """Forget all pages of this process."""
    with _lock:
        _pages.clear()


def _is_for_all(request: HttpRequest, query: Collection[str]) -> bool:
    cookies = request.COOKIES
    if settings.SESSION_COOKIE_NAME in cookies or MESSAGES_COOKIE in cookies:
        return False
    if request.method not in {"GET", "HEAD"} or "HX-Request" in request.headers:
        return False
    asked = request.META.get("QUERY_STRING", "")
    return not asked or (len(asked) <= LONGEST_QUERY and set(request.GET) <= set(query))


def _ask(stamp: Stamp) -> tuple[Hashable, datetime | None]:
    found = [stamp(), *(each() for each in _of_every_page)]
    values = tuple(value for value, _ in found)
    if any(value not in {0, ""} and moment is None for value, moment in found):
        return values, None  # something shown has no moment: only the ETag tells
    return values, max((moment for _, moment in found if moment is not None), default=None)


def _find(key: Hashable, stamp: Hashable) -> _Page | None:
    with _lock:
        page = _pages.get(key)
        if page is None or page.stamp != stamp:
            return None
        _pages.move_to_end(key)
        return page


def _keep(
    key: Hashable,
    request: HttpRequest,
    answer: HttpResponseBase,
    *,
    stamp: tuple[Hashable, datetime | None],
) -> _Page | None:
    """Keep an answer that is the same for everybody: no cookie, no token, not too long."""
    if not isinstance(answer, HttpResponse) or answer.status_code not in KEPT_STATUS:
        return None
    is_own = answer.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    if is_own or len(answer.content) > LONGEST_PAGE:
        return None
    etag = f'W/"{hashlib.blake2b(answer.content, digest_size=12).hexdigest()}"'
    page = _Page(
        stamp[0], answer.status_code, answer.content, answer["Content-Type"], etag, stamp[1]
    )
    with _lock:
        _pages[key] = page
        _pages.move_to_end(key)
        while len(_pages) > MOST_PAGES:
            _pages.popitem(last=False)
    return page


def _answer(request: HttpRequest, page: _Page) -> HttpResponseBase:
    changed = int(page.changed_at.timestamp()) if page.changed_at else None
    answer: HttpResponseBase | None = None
    if page.status == 200:  # noqa: PLR2004 - only what is there can be unchanged
        answer = get_conditional_response(request, etag=page.etag, last_modified=changed)
    if answer is None:
        answer = HttpResponse(page.content, content_type=page.content_type, status=page.status)
    answer["ETag"] = page.etag
    if changed is not None:
        answer["Last-Modified"] = http_date(changed)
    answer["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(answer, ("Cookie", "HX-Request"))
    return answer


def _answer_one(answer: HttpResponseBase) -> HttpResponseBase:
    """Let nobody between us and the reader keep a page that is for one reader."""
    answer.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(answer, ("Cookie", "HX-Request"))
    return answer
