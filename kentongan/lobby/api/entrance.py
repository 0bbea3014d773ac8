"""The door every request of the API goes through: language, size, type, errors, other origins."""

import json
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from kentongan.foundation.audience import Audience, for_audience
from kentongan.lobby.api import errors
from kentongan.lobby.api.mistakes import answer_mistake

View = Callable[..., HttpResponseBase]
JSON, FORM, ANYTHING = "application/json", "multipart/form-data", ""
DEEPEST = 20
LONGEST_HEADER = 200
PUBLIC = "public, max-age=60"
PRIVATE = "no-store"
SUCCESS = range(200, 300)


def enter(view: View, *, audience: Audience, methods: Iterable[str], takes: str = JSON) -> View:
    """Wrap the view of one address: whatever happens inside, the answer is JSON."""
    allowed = sorted({*methods, "HEAD"} if "GET" in methods else methods)

    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language, asked = read_language(request), request.method
        with translation.override(language):
            try:
                _check_request(request, allowed=allowed, takes=takes)
                answer = view(request, *args, **kwargs)
            except Exception as error:  # noqa: BLE001 - the entrance stays up; mistakes.py logs it
                answer = answer_mistake(error)
        if answer.status_code == errors.MethodWrong.status:
            answer["Allow"] = ", ".join(allowed)
        is_open = audience is Audience.EVERYONE and asked in {"GET", "HEAD"}
        request.method = asked
        return _with_headers(answer, language=language, is_open=is_open)

    entered.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie counts here
    return for_audience(audience)(entered)


def read_language(request: HttpRequest) -> str:
    """Return the language of Accept-Language, Indonesian when it names none of ours."""
    known = {code for code, _name in settings.LANGUAGES}
    header = request.headers.get("Accept-Language", "")[:LONGEST_HEADER]
    wanted = (code.partition("-")[0] for code, _share in parse_accept_lang_header(header))
    return next((code for code in wanted if code in known), settings.LANGUAGE_CODE)


def _with_headers(answer: HttpResponseBase, *, language: str, is_open: bool) -> HttpResponseBase:
    answer["Content-Language"] = language
    patch_vary_headers(answer, ["Accept-Language"])
    if is_open:
        answer["Access-Control-Allow-Origin"] = "*"
    if not answer.has_header("Cache-Control"):
        answer["Cache-Control"] = PUBLIC if is_open and answer.status_code in SUCCESS else PRIVATE
    return answer


def _check_request(request: HttpRequest, *, allowed: list[str], takes: str) -> None:
    if request.method not in allowed:
        raise errors.MethodWrong(method=request.method)
    if request.method == "HEAD":
        request.method = "GET"
    if request.method != "POST":
        return
    if takes not in {ANYTHING, request.content_type}:
        raise errors.MediaTypeWrong(wanted=takes)
    if takes == JSON:
        request.read_json = _read_json(request)  # type: ignore[attr-defined]


def _read_json(request: HttpRequest) -> Any:
    """Read the body once, and refuse what no database or page could hold."""
    try:
        data = json.loads(request.body.decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise errors.Unreadable(why=_("it is not JSON")) from error
    _check_text(data, depth=0)
    return data


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _check_text(value: Any, *, depth: int) -> None:
    if depth > DEEPEST:
        raise errors.Unreadable(why=_("it is nested too deeply"))
    if isinstance(value, str) and _is_broken(value):
        raise errors.Unreadable(why=_("it holds characters that are none"))
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for part in value:
            _check_text(part, depth=depth + 1)


def _is_broken(text: str) -> bool:
    return "\0" in text or any("\ud800" <= character <= "\udfff" for character in text)


def refuse_address(request: HttpRequest) -> HttpResponse:
    """Answer 404 for any address below ours that does not exist."""
    raise errors.NothingHere
