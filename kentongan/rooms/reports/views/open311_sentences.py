"""What Open311's errors say to who wrote the program."""

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import Refusal
from kentongan.rooms.reports.rules.open311_questions import Unclear

UNCLEAR: dict[str, Lazy] = {
    "date": _("%(field)s is no W3C date such as 2026-01-31T00:00:00Z."),
    "zone": _("%(field)s needs a time zone: Z or +07:00."),
    "order": _("end_date lies before start_date."),
    "span": _("start_date and end_date may span at most 90 days."),
    "status": _("status is open, closed, or both with a comma."),
    "number": _("%(field)s is no number."),
    "page": _("page is not what the page before gave: see its Link header."),
    "pair": _("%(field)s is missing: lat and long are needed together."),
    "village": _("address_id is the code of no village here."),
    "degrees": _("%(field)s is no number of degrees (WGS 84)."),
    "long": _("%(field)s is too long: at most %(limit)s characters."),
    "email": _("email is no e-mail address."),
}
# Names that the room's own refusals give to what the standard names otherwise.
NAMES = {
    "village": "address_id",
    "place": "lat, long, address_string, address_id",
    "place_words": "address_string",
    "photos": "media",
    "secrecy": "attribute[secrecy]",
}


def explain_unclear(error: Unclear) -> str:
    """Return the sentence for a value that cannot be meant."""
    return str(UNCLEAR[error.why]) % {"field": error.field, **error.facts}


def explain_wrong(refusal: Refusal) -> list[str]:
    """Return a sentence for each field of a refusal, or its own."""
    if not refusal.fields:
        return [str(refusal)]
    return [f"{_name(key)}: {_say(words, refusal)}" for key, words in refusal.fields.items()]


def _say(words: object, refusal: Refusal) -> str:
    return str(words) % refusal.facts if refusal.facts else str(words)


def _name(key: str) -> str:
    if key.startswith("q_"):
        return f"attribute[{key.removeprefix('q_')}]"
    return NAMES.get(key, key)
