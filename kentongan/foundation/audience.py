"""
For whom a page is. Every view says it; the house test refuses a view that does not.

The mark is the outer gate only: what a person may see of a case is asked of the room.
"""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, resolve_url

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Audience(Enum):
    """The people a page can be for."""

    EVERYONE = "everyone"  # no account needed
    CASE_FOLLOWER = "case follower"  # whoever proved to know a case: applicant, code and last four
    RESIDENT = "resident"  # any account
    OFFICER = "officer"  # holds a role at an office today
    SIGNER = "signer"  # an officer whose role signs, with second factor
    OPERATOR = "operator"  # the regency's IT team
    MACHINE = "machine"  # health checks, tokens


NEEDS_LOGIN = {Audience.RESIDENT, Audience.OFFICER, Audience.SIGNER, Audience.OPERATOR}


def for_audience(audience: Audience) -> Callable[[View], View]:
    """Mark a view with its audience and keep others out: login first, then 404."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if audience in NEEDS_LOGIN:
                if not request.user.is_authenticated:
                    return _ask_to_log_in(request)
                if not is_of_audience(request, audience):
                    raise Http404
            return view(request, *args, **kwargs)

        guarded.audience = audience  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return mark


def _ask_to_log_in(request: HttpRequest) -> HttpResponseBase:
    return redirect(
        f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}"
    )


def is_of_audience(request: HttpRequest, audience: Audience) -> bool:
    """Tell whether who acts in `request` belongs to `audience`."""
    actor: Any = getattr(request, "actor", None)
    return audience is Audience.RESIDENT or bool(actor and audience in actor.audiences)
