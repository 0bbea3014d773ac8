"""The door of Open311: form and language of answers, jurisdiction, errors of the standard."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal, TooOften
from kentongan.rooms.reports.rules.open311_documents import (
    MEDIA_TYPES,
    XML,
    Document,
    write_document,
)
from kentongan.rooms.reports.rules.open311_questions import Unclear, spread_json
from kentongan.rooms.reports.views.open311_sentences import explain_unclear, explain_wrong

log = logging.getLogger(__name__)
View = Callable[..., Document]
LONGEST_HEADER = 200
BAD, FORBIDDEN, MISSING, BROKEN = 400, 403, 404, 500
UNREADABLE = (
    MultiPartParserError, TooManyFilesSent, TooManyFieldsSent, UnreadablePostError,
    SuspiciousOperation, UnicodeError,
)  # fmt: skip


class Wrong(Exception):
    """A request that is answered by errors of the standard: status and sentences."""

    def __init__(self, status: int, *sentences: str) -> None:
        super().__init__(status)
        self.status, self.sentences = status, sentences


@dataclass(frozen=True)
class Fields:
    """What was sent, whatever the form: names with their values in order."""

    values: Mapping[str, list[str]]

    def __getitem__(self, name: str) -> str:
        """Return the last value of a name, as a form would; empty when there is none."""
        found = self.values.get(name, [])
        return found[-1].strip() if found else ""


def enter(*methods: str) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Let a view return a document; whatever happens inside, the answer is of the standard."""

    def mark(view: View) -> Callable[..., HttpResponseBase]:
        def entered(request: HttpRequest, form: str = XML, **kwargs: Any) -> HttpResponseBase:
            language = _read_language(request)
            with translation.override(language):
                try:
                    _check_request(request, methods=methods)
                    answer = _answer(view(request, **kwargs), form=form)
                except Exception as error:  # noqa: BLE001 - the entrance stays up and logs
                    answer = answer_mistake(error, form=form)
            return _with_headers(request, answer, language=language, methods=methods)

        entered.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie counts here
        return for_audience(Audience.EVERYONE)(entered)

    return mark


def _read_language(request: HttpRequest) -> str:
    """Return the language of ?locale= or Accept-Language, Indonesian when it is none of ours."""
    known = {code for code, _name in settings.LANGUAGES}
    header = request.headers.get("Accept-Language", "")[:LONGEST_HEADER]
    wanted = [request.GET.get("locale", "")[:10].lower()]
    wanted += [code for code, _share in parse_accept_lang_header(header)]
    codes = (code.replace("_", "-").partition("-")[0] for code in wanted)
    return next((code for code in codes if code in known), settings.LANGUAGE_CODE)


def _check_request(request: HttpRequest, *, methods: tuple[str, ...]) -> None:
    if request.method not in {*methods, *(["HEAD"] if "GET" in methods else [])}:
        raise Wrong(405, _("This address does not know %(method)s.") % {"method": request.method})
    if any("\0" in value for value in request.GET.values()):
        raise Wrong(BAD, _("The request holds characters that are none."))
    if request.method != "POST":
        check_jurisdiction(request.GET.get("jurisdiction_id", ""))


def check_jurisdiction(given: str) -> None:
    """Refuse another jurisdiction than ours; none at all is ours."""
    if given.strip() and given.strip() not in list_jurisdictions():
        raise _not_found("jurisdiction_id", given)


@contextmanager
def named(field: str, given: str) -> Iterator[None]:
    """Say by its name in the standard what was not found."""
    try:
        yield
    except NotFound as error:
        raise _not_found(field, given) from error


def _not_found(field: str, given: str) -> Wrong:
    facts = {"field": field, "given": given[:80]}
    return Wrong(MISSING, _("%(field)s was not found: %(given)s") % facts)


def list_jurisdictions() -> set[str]:
    """Return the names by which programs may call this regency: its folder, code and host."""
    host = settings.PUBLIC_URL.partition("//")[2].partition("/")[0].partition(":")[0]
    return {settings.REGENCY, str(settings.REGENCY_FACTS["code"]), host}


def read_fields(request: HttpRequest) -> Fields:
    """Return the fields of a form or of a JSON object; keys may stand in the address too."""
    if request.content_type == "application/json":
        body = spread_json(_read_json(request))
    else:
        body = {name: request.POST.getlist(name) for name in request.POST}
    values = {
        name: request.GET.getlist(name)
        for name in ("api_key", "jurisdiction_id")
        if name in request.GET
    }
    fields = Fields({**values, **body})
    if any(_is_broken(text) for texts in fields.values.values() for text in texts):
        raise Wrong(BAD, _("The request holds characters that are none."))
    return fields


def _read_json(request: HttpRequest) -> dict[str, Any]:
    try:
        data = json.loads(request.body.decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Wrong(BAD, _("The body is not JSON.")) from error
    if not isinstance(data, dict):
        raise Wrong(BAD, _("The body is not a JSON object."))
    return data


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _is_broken(text: str) -> bool:
    return "\0" in text or any("\ud800" <= character <= "\udfff" for character in text)


def _answer(document: Document, *, form: str, status: int = 200) -> HttpResponse:
    text = write_document(document, form=form)
    return HttpResponse(text, status=status, content_type=MEDIA_TYPES[form])


def answer_mistake(error: Exception, *, form: str) -> HttpResponse:
    """Return the errors of the standard for whatever was raised; a bug is silent about itself."""
    wrong = _understand(error)
    rows = [{"code": wrong.status, "description": sentence} for sentence in wrong.sentences]
    answer = _answer(Document("errors", rows), form=form, status=wrong.status)
    if isinstance(error, TooOften):
        answer["Retry-After"] = str(error.facts["seconds"])
    return answer


def _understand(error: Exception) -> Wrong:
    if isinstance(error, Wrong):
        return error
    if isinstance(error, Unclear):
        return Wrong(BAD, explain_unclear(error))
    if isinstance(error, NotFound | Http404):
        return Wrong(MISSING, str(error) if isinstance(error, Refusal) else str(NotFound()))
    if isinstance(error, Refusal):
        return Wrong(_find_status(error), *explain_wrong(error))
    return _understand_transport(error)


def _understand_transport(error: Exception) -> Wrong:
    if isinstance(error, RequestDataTooBig):
        return Wrong(BAD, _("What you sent is too large."))
    if isinstance(error, UNREADABLE):
        return Wrong(BAD, _("What you sent could not be read."))
    log.error("Open311 broke", exc_info=error)
    return Wrong(BROKEN, _("Something broke on our side. Nothing was changed; please try again."))


def _find_status(refusal: Refusal) -> int:
    """Keep what the standard knows and what says to wait; every other no is a bad request."""
    return refusal.status if refusal.status in {FORBIDDEN, 429} else BAD


def _with_headers(
    request: HttpRequest, answer: HttpResponse, *, language: str, methods: tuple[str, ...]
) -> HttpResponse:
    answer["Content-Language"] = language
    patch_vary_headers(answer, ["Accept-Language"])
    if answer.status_code == 405:  # noqa: PLR2004
        answer["Allow"] = ", ".join(methods)
    if request.method in {"GET", "HEAD"}:
        answer["Access-Control-Allow-Origin"] = "*"
    answer.headers.setdefault("Cache-Control", "no-cache")
    link = getattr(request, "open311_link", "")
    if link:
        answer["Link"] = link
    return answer
