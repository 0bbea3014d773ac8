"""Every refusal as JSON {code, message, fields, facts}; a bug as 500, silent about itself."""

import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from ninja.errors import AuthenticationError, HttpError, ValidationError

from kentongan.foundation.errors import NotFound, Refusal, TooOften, WrongInput
from kentongan.lobby.api import errors
from kentongan.rooms.cases import api as cases

log = logging.getLogger(__name__)
CHALLENGE = 'Bearer realm="kentongan"'
UNREADABLE = (MultiPartParserError, TooManyFilesSent, TooManyFieldsSent, UnreadablePostError)
TOLD_FACTS = (cases.DecidedMeanwhile, TooOften)  # whose facts programs can use


def answer_mistake(error: Exception) -> HttpResponse:
    """Return the answer for whatever was raised while working on a request."""
    refusal = _understand(error)
    response = JsonResponse(_tell(refusal), status=refusal.status)
    if isinstance(refusal, TooOften):
        response["Retry-After"] = str(refusal.facts["seconds"])
    if isinstance(refusal, errors.NotReachable):
        response["Retry-After"] = str(errors.NotReachable.seconds)
    if refusal.status == errors.TokenNeeded.status:
        response["WWW-Authenticate"] = CHALLENGE
    return response


def _tell(refusal: Refusal) -> dict[str, Any]:
    facts = refusal.facts if isinstance(refusal, TOLD_FACTS) else {}
    return {
        "code": refusal.code,
        "message": str(refusal),
        "fields": {key: _say(said, refusal.facts) for key, said in refusal.fields.items()},
        "facts": {key: str(value) for key, value in facts.items()},
    }


def _say(sentence: object, facts: Mapping[str, Any]) -> str:
    return str(sentence) % facts if facts else str(sentence)


def _understand(error: Exception) -> Refusal:
    if isinstance(error, Refusal):
        return error
    if isinstance(error, ValidationError):
        return WrongInput(fields=name_problems(error.errors))
    if isinstance(error, AuthenticationError):
        return errors.TokenNeeded()
    if isinstance(error, Http404):
        return NotFound()
    return _understand_transport(error)


def _understand_transport(error: Exception) -> Refusal:
    if isinstance(error, RequestDataTooBig):
        return errors.BodyTooLarge()
    if isinstance(error, (*UNREADABLE, SuspiciousOperation)):
        return errors.Unreadable(why=_("the form is damaged or incomplete"))
    if isinstance(error, HttpError) and error.status_code == errors.Unreadable.status:
        return errors.Unreadable(why=_("it is not JSON"))
    log.error("the API broke", exc_info=error)
    if isinstance(error, (OperationalError, InterfaceError)):
        return errors.NotReachable()
    return errors.OurMistake()


def name_problems(found: list[dict[str, Any]]) -> dict[str, str]:
    """Return a sentence for each place that a shape refused: `applicant.nik`, `after`."""
    return {_place(each["loc"]): _explain(each) for each in reversed(found)}


def _place(where: tuple[Any, ...]) -> str:
    """Name the place as the sender knows it: without our words for body, query and union."""
    source, *rest = where
    if source == "body":
        rest = rest[1:]
    parts = [str(part) for part in rest if str(part) not in _UNION_MEMBERS]
    return ".".join(parts) or str(source)


_UNION_MEMBERS = {"str", "int", "bool", "PersonAnswer", "[key]"}


def _explain(problem: Mapping[str, Any]) -> str:
    facts = problem.get("ctx", {})
    kind = str(problem["type"])
    if kind == "missing":
        return _("Please fill this in.")
    if kind == "extra_forbidden":
        return _("This is not known here.")
    if kind in {"string_too_long", "too_long"}:
        return _("At most %(limit)s.") % {"limit": facts["max_length"]}
    if kind in {"string_too_short", "too_short"}:
        return _("At least %(limit)s.") % {"limit": facts["min_length"]}
    return _explain_value(kind, facts)


def _explain_value(kind: str, facts: Mapping[str, Any]) -> str:
    if kind in {"literal_error", "enum"}:
        return _("One of %(choices)s.") % {"choices": facts["expected"]}
    if kind == "string_pattern_mismatch":
        return _("Must look like %(pattern)s.") % {"pattern": facts["pattern"]}
    if kind == "greater_than_equal":
        return _("At least %(limit)s.") % {"limit": facts["ge"]}
    if kind == "less_than_equal":
        return _("At most %(limit)s.") % {"limit": facts["le"]}
    expected = kind.removesuffix("_type").removesuffix("_parsing")
    return _("This value cannot be taken here (%(kind)s).") % {"kind": expected}
