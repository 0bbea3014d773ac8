"""The gate to one case at the desk: who has no part in it finds nothing, in any verb."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from kentongan.lobby.desk.views.request import Request
from kentongan.rooms.cases import api as cases

LOOKING = ("GET", "HEAD")
View = Callable[..., HttpResponseBase]


def for_case(*methods: str) -> Callable[[View], View]:
    """Give the view its case; the verb is judged only after the case may be seen."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, code: str, **parts: Any) -> HttpResponseBase:
            case = cases.get_desk_case(code, by=request.actor)
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return view(request, case, **parts)

        return guarded

    return mark
