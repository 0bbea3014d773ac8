"""The gate to one case: its followers come in, everybody else learns nothing, in any verb."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language

from kentongan.rooms.cases.errors import NoSuchCase
from kentongan.rooms.cases.forms import TrackForm
from kentongan.rooms.cases.queries.following import find_followed
from kentongan.rooms.cases.queries.reading import get_visible_case
from kentongan.rooms.cases.views.entering import ask_for_proof
from kentongan.rooms.cases.views.requests import Request

if TYPE_CHECKING:
    from kentongan.rooms.cases.models import Case

LOOKING = ("GET", "HEAD")
FORBIDDEN = 403
View = Callable[..., HttpResponseBase]


def for_followers(*methods: str, shows_form: bool = True) -> Callable[[View], View]:
    """Give the view its case; who does not follow it is asked for proof, or finds nothing."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, code: str) -> HttpResponseBase:
            case = find_followed(code, by=request.actor)
            if case is None:
                return _turn_away(request, code, shows_form=shows_form)
            if request.method in methods:
                return view(request, case)
            if request.method in LOOKING:  # the address of a form that was sent, opened again
                return redirect("cases:show_tracking", case.code)
            return HttpResponseNotAllowed(methods)

        return guarded

    return mark


def _turn_away(request: Request, code: str, *, shows_form: bool) -> HttpResponseBase:
    """Officers with a part go to their desk; strangers find nothing; visitors may prove."""
    is_looking = request.method in LOOKING
    if request.actor.offices and is_looking:
        try:
            return go_to_desk(get_visible_case(code, by=request.actor))
        except NoSuchCase as error:
            raise Http404 from error
    if request.actor.is_known or not shows_form:
        raise Http404
    form = TrackForm(initial={"code": code[:40]})
    status = 200 if is_looking else FORBIDDEN
    return ask_for_proof(request, form, status=status, was_here=not is_looking)


def go_to_desk(case: "Case") -> HttpResponseBase:
    """Send an officer to where officers see this case."""
    language = get_language()
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return redirect(f"{prefix}/meja/{case.code}/")
