"""A request that is too big is answered before its body is read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template import TemplateDoesNotExist, loader
from django.utils import translation
from django.utils.translation import gettext as _

MOST_BYTES = 60 * 1024 * 1024
TOO_LARGE = 413


class RefuseHugeRequests:
    """Answers 413 by the announced length; early in the chain, so nothing has touched the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _read_length(request) <= MOST_BYTES:
            return self.get_response(request)
        language = translation.get_language_from_request(request, check_path=True)
        with translation.override(language):
            return _answer_too_large(request)


def _read_length(request: HttpRequest) -> int:
    announced = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(announced) if announced.isdecimal() else 0


def _answer_too_large(request: HttpRequest) -> HttpResponse:
    sentence = _("What you sent is too large: at most %(limit)s MB at once.") % {
        "limit": MOST_BYTES // 1024 // 1024
    }
    if request.path.startswith("/api/"):
        body = {"code": "request_too_large", "message": sentence}
        return JsonResponse(body, status=TOO_LARGE)
    try:
        page = loader.render_to_string("413.html", {"sentence": sentence}, request)
    except TemplateDoesNotExist:
        plain = "text/plain; charset=utf-8"
        return HttpResponse(sentence, status=TOO_LARGE, content_type=plain)
    return HttpResponse(page, status=TOO_LARGE)
