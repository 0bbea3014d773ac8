"""What is answered on WhatsApp, in the language that is active."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from kentongan.foundation.errors import Refusal
from kentongan.rooms.reports.queries.categories import list_categories
from kentongan.rooms.reports.rules.chat.talking import Say

SENTENCES: dict[Say, Callable[[], str]] = {
    Say.WELCOME: lambda: _(
        "Hello. Send a photo of what is wrong, then where it is. We answer with a code by which "
        "you can follow it. In an emergency call 112."
    ),
    Say.ASK_WHAT: lambda: _("Thank you. What is wrong there? A few words are enough."),
    Say.ASK_PLACE: lambda: _(
        "Thank you. Where is it? Send your position (📎 Location) or words, for example: in front "
        "of the market."
    ),
    Say.ASK_VILLAGE: lambda: _("In which village is that? Write “-” if you do not know."),
    Say.ASK_VILLAGE_AGAIN: lambda: _(
        "We do not know a village of this name. Please write it once more, or “-”."
    ),
    Say.STOPPED: lambda: _("All right, nothing was sent."),
}


def say(what: Say, *, code: str) -> str:
    """Return the sentence of an answer."""
    if what is Say.ADDED:
        return _("Added to your report %(code)s. Thank you.") % {"code": code}
    if what is Say.ASK_NUMBER:
        names = [f"{number}. {one.name}" for number, one in enumerate(list_categories(), start=1)]
        return "\n".join([_("What is it about? Answer with a number:"), *names])
    return SENTENCES[what]()


def say_slower(*, minutes: int) -> str:
    """Return the sentence for a number that writes too much."""
    return _(
        "You write faster than we can read. Your messages are kept; "
        "we go on in %(minutes)s minutes."
    ) % {"minutes": minutes}


def say_refusal(refusal: Refusal) -> str:
    """Return why no report came of it."""
    details = " ".join(str(sentence) for sentence in refusal.fields.values())
    return f"{refusal} {details}".strip()
