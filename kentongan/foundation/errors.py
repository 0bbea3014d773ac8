"""Foreseen refusals: the person is told why, in their language. Anything else is a bug."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A foreseen no: a code for machines, a sentence for people, optionally per form field."""

    code = "refused"
    message: "str | Lazy" = _("This cannot be done.")
    status = 409

    def __init__(
        self,
        message: "str | Lazy | None" = None,
        *,
        fields: "Mapping[str, str | Lazy] | None" = None,
        **facts: Any,
    ) -> None:
        self.facts = facts
        self.fields = dict(fields or {})
        if message is not None:
            self.message = message
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message) % self.facts if self.facts else str(self.message)


class NotFound(Refusal):
    """It does not exist, or not for this person: the same answer."""

    code = "not_found"
    message = _("There is nothing here for you.")
    status = 404


class WrongInput(Refusal):
    """What was typed cannot be taken; `fields` says what to change."""

    code = "wrong_input"
    message = _("Please check what is marked.")
    status = 422


class TooOften(Refusal):
    """Tried too many times; `seconds` says how long to wait."""

    code = "too_often"
    message = _("Too many tries. Please wait %(minutes)s minutes.")
    status = 429
