"""KnowWhoActs: gives every request an `actor`, and leads signers to their second factor."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from kentongan.foundation.audience import Audience
from kentongan.rooms.people import session
from kentongan.rooms.people.errors import PersonNotFound, SecondFactorNeeded
from kentongan.rooms.people.queries import get_actor
from kentongan.rooms.people.rules import VISITOR, Actor

BEHIND_SECOND_FACTOR = {Audience.OFFICER, Audience.SIGNER, Audience.OPERATOR}


class KnowWhoActs:
    """Sets `request.actor`: no query for visitors, one on top of session and user for others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: _find_actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_: Any
    ) -> HttpResponseBase | None:
        """Lead who signs to the second factor before any page of officers opens."""
        if getattr(view, "audience", None) not in BEHIND_SECOND_FACTOR:
            return None
        if not session.get_actor_of(request).must_prove_second_factor:
            return None
        way = f"{resolve_url('people:require_second_factor')}?next={quote(request.path)}"
        if request.headers.get("HX-Request"):
            return HttpResponse(status=403, headers={"HX-Redirect": way})
        if request.method in {"GET", "HEAD"}:
            return redirect(way)
        refusal = SecondFactorNeeded()
        return render(request, "design/refusal.html", {"refusal": refusal}, status=refusal.status)


def _find_actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return _make_visitor(request)
    user_id = request.user.pk
    try:
        return get_actor(
            user_id,
            now=timezone.localtime(),
            has_second_factor=session.has_second_factor(request, user_id),
            proven_cases=session.list_proven_cases(request),
        )
    except PersonNotFound:
        return _make_visitor(request)


def _make_visitor(request: HttpRequest) -> Actor:
    proven = session.list_proven_cases(request)
    return Actor(ref=VISITOR.ref, proven_cases=frozenset(proven)) if proven else VISITOR
