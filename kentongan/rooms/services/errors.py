"""What this room refuses, and the sentences people read."""

from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import NotFound, Refusal, WrongInput


class NoSuchService(NotFound):
    """No service of this name can be asked for today."""

    code = "no_such_service"
    message = _("This service does not exist.")


class NoSuchDraft(NotFound):
    """There is no open form of this browser or account."""

    code = "no_such_draft"
    message = _("This form was not begun here, or it was sent already.")


class WrongServiceData(WrongInput):
    """A file of the regency folder cannot be used; says which file, which key and why."""

    code = "wrong_service_data"
    message = _("%(file)s: %(why)s")


class NotYourCounter(Refusal):
    """Filling in a form for somebody else is for officers."""

    code = "not_your_counter"
    message = _("Only an officer can fill in this form for somebody else.")
    status = 403


class WrongAnswers(WrongInput):
    """Some answers cannot be taken; `fields` has a sentence for each key."""

    code = "wrong_answers"
    message = _("Please check what is marked.")


SENTENCES: dict[str, "str | Lazy"] = {
    "required": _("Please fill this in."),
    "required_choice": _("Please choose one."),
    "required_photo": _("Please add this photo."),
    "required_file": _("Please add this file."),
    "required_consent": _("We need your agreement to work on the application."),
    "too_long": _("At most %(limit)s characters; this has %(count)s."),
    "not_a_number": _("Please write digits only, for example 12."),
    "not_money": _("Please write the amount in rupiah with digits only, for example 1500000."),
    "too_small": _("At least %(limit)s."),
    "too_big": _("At most %(limit)s."),
    "not_a_date": _("This date does not exist. Write it as day, month and year."),
    "too_late": _("This date lies in the future. Please check it."),
    "too_early": _("This date has passed. Please check it."),
    "too_old": _("This year cannot be right. Please check it."),
    "not_a_choice": _("Please choose one of the answers in the list."),
    "no_such_place": _("Please choose a place from the list."),
    "not_an_email": _("This is not an e-mail address. It looks like nama@contoh.id."),
    "no_name": _("Please write the name as on the identity card."),
}


def say_problem(code: str, facts: dict[str, Any]) -> str:
    """Return the sentence for a problem that the rules found, in the reader's language."""
    shown = {key: _show(value) for key, value in facts.items()}
    return str(SENTENCES[code]) % shown if shown else str(SENTENCES[code])


def _show(value: Any) -> str:
    if isinstance(value, int):
        return str(number_format(value))
    return str(date_format(value)) if hasattr(value, "year") else str(value)
