"""The throttle as a mark on a view; it stands above @once."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.timezone import localtime

from kentongan.foundation.throttle.services import check_rate, read_address

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def limit_posts(name: str, *, limit: int, per_seconds: int) -> Callable[[View], View]:
    """Let one network address POST to the view at most `limit` times per window."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                check_rate(
                    f"{name}|{read_address(request)}",
                    limit=limit,
                    per_seconds=per_seconds,
                    now=localtime(),
                )
            return view(request, *args, **kwargs)

        return guarded  # type: ignore[return-value]

    return mark
