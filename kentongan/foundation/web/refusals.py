"""A refusal that no view caught becomes a page with its sentence, or JSON for machines."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from kentongan.foundation.errors import NotFound, Refusal


class AnswerRefusals:
    """Turns foundation.errors.Refusal into an answer; NotFound becomes the ordinary 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotFound):
            raise Http404 from error
        if not isinstance(error, Refusal):
            return None
        if request.path.startswith("/api/"):
            body = {"code": error.code, "message": str(error)}
            return JsonResponse(body, status=error.status)
        return render(request, "design/refusal.html", {"refusal": error}, status=error.status)
