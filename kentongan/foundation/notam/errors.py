"""Why a text is not taken for a NOTAM: one class, one key per reason, one sentence per key."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import WrongInput

REASONS = {
    "empty": _("There is no text."),
    "too_long": _("The text is too long for a NOTAM."),
    "not_a_notam": _("No NOTAM is found in the text: a number such as B0192/21 NOTAMN is missing."),
    "other_message": _("This is a %(what)s, not a NOTAM; it has another form."),
    "many": _("There are several NOTAMs in the text (%(what)s). Paste one at a time."),
    "kind": _("The letter after NOTAM is missing: N (new), R (replaces) or C (cancels)."),
    "target": _("It replaces or cancels another NOTAM, but the number of that one is missing."),
    "series": _("It names %(what)s, but a NOTAM replaces or cancels only one of its own series."),
    "same_number": _("It names itself as the NOTAM that it replaces or cancels."),
    "part_missing": _("It has %(what)s parts. Paste all parts together."),
    "parts_differ": _("The parts do not belong together: %(what)s) differs."),
    "part": _("The number of the part cannot be right: %(what)s."),
    "item_missing": _("Item %(what)s) is missing."),
    "item_twice": _("Item %(what)s) stands there twice."),
    "item_order": _("Item %(what)s) does not stand where it belongs."),
    "before_items": _("Something stands before the first item that cannot be read: %(what)s"),
    "q_line": _("The Q) line cannot be read: %(what)s"),
    "coordinates": _("These coordinates cannot be right: %(what)s"),
    "limits": _("The lower limit is above the upper one: %(what)s"),
    "level": _("The height in F) or G) cannot be read: %(what)s"),
    "location": _("The place in A) is not made of codes of four letters: %(what)s"),
    "moment": _("This is no date and time as YYMMDDhhmm: %(what)s"),
    "zone": _("Times of a NOTAM are UTC, but the text says %(what)s. Ask the sender."),
    "needs_received": _("It begins with immediate effect, and when it was received is not known."),
    "no_end": _("Item C) is missing, so nobody knows until when it holds."),
    "end_and_cancel": _("A NOTAM that cancels has no end, but there is an item C)."),
    "end": _("The end in C) cannot be read: %(what)s"),
    "end_before_start": _("The end in C) is not after the beginning in B)."),
    "schedule": _("The hours in D) cannot be read surely: %(what)s"),
    "schedule_dates": _("A day in D) is not within B) and C), or not clearly one: %(what)s"),
    "schedule_empty": _("The hours in D) never come between B) and C)."),
    "schedule_long": _("The hours in D) without an end in C) can only be days of the week."),
    "sun_day": _("D) names days and sun hours that pass midnight UTC, so the day is unclear."),
    "hours_in_text": _("E) says hours (%(what)s), but there is no item D). Ask the sender."),
    "year": _("The year of the number does not fit: %(what)s."),
    "sun": _("D) counts from sunrise or sunset, but no usable coordinates say where."),
}


class NotamError(WrongInput):
    """The text is refused; `reason` is a key of REASONS, `what` the piece that is meant."""

    code = "notam_refused"

    def __init__(self, reason: str, what: object = "", **facts: Any) -> None:
        self.reason = reason
        self.what = str(what)[:120]
        super().__init__(REASONS[reason], what=self.what, **facts)
