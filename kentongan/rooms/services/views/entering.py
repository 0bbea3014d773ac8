"""How a form is entered: by oneself or at a counter, and not as a flood."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localtime

from kentongan.foundation.throttle.services import check_rate, read_address
from kentongan.rooms.people import api as people
from kentongan.rooms.services.errors import NotYourCounter
from kentongan.rooms.services.permissions import get_counter


class Request(HttpRequest):
    """A request after people.middleware.KnowWhoActs."""

    actor: people.Actor


WINDOW_SECONDS = 600
COUNTER_FACTOR = 10  # a counter serves a whole village from one account


@dataclass(frozen=True)
class Counter:
    """The office that types for somebody else, or nobody."""

    office_id: int | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether an officer fills in the form for somebody else."""
        return self.office_id is not None


def read_counter(request: Request) -> Counter:
    """Return the officer's counter when the address says `loket=1`; for others there is none."""
    if request.GET.get("loket") != "1":
        return Counter()
    try:
        return Counter(get_counter(request.actor).office_id)
    except NotYourCounter as refusal:
        raise Http404 from refusal


def way(slug: str, counter: Counter, *, page: str = "", name: str = "apply_for_service") -> str:
    """Return an address of this form, at the counter when it is."""
    query = {"langkah": page} if page else {}
    if counter.is_open:
        query["loket"] = "1"
    return reverse(f"services:{name}", args=[slug]) + (f"?{urlencode(query)}" if query else "")


def read_key(text: str) -> UUID:
    """Return the draft's key that a form sent; anything else is of no draft."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def limit_flood(name: str, *, limit: int) -> Callable[[Any], Any]:
    """Let one account, or one network address, POST at most `limit` times in ten minutes."""

    def mark(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                known = request.user.is_authenticated
                who = f"user:{request.user.pk}" if known else read_address(request)
                check_rate(
                    f"{name}|{who}", limit=limit * COUNTER_FACTOR if known else limit,
                    per_seconds=WINDOW_SECONDS, now=localtime(),
                )  # fmt: skip
            return view(request, *args, **kwargs)

        return guarded

    return mark
