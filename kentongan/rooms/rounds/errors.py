from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import NotFound, Refusal, WrongInput


class NoSuchUnit(NotFound):
    """There is no such mobile unit."""

    code = "no_such_unit"


class NoSuchVisit(NotFound):
    """There is no visit on this day, or not for this person."""

    code = "no_such_visit"


class NotThisDay(Refusal):
    code = "not_this_day"
    message = _("This can only be done on the day of the visit.")


class NotOpen(Refusal):
    code = "not_open"
    message = _("First say that you are there.")


class AlreadyOpen(Refusal):
    code = "already_open"
    message = _("You have said already that you are there.")


class ChangedAlready(Refusal):
    code = "changed_already"
    message = _("This visit was changed already. Undo that first.")


class NothingToUndo(Refusal):
    code = "nothing_to_undo"
    message = _("There is nothing to undo.")


class TooLate(Refusal):
    code = "too_late"
    message = _("This visit is over.")


class UnitIsElsewhere(Refusal):
    code = "unit_is_elsewhere"
    message = _("On %(day)s the unit is at %(place)s from %(opens)s to %(closes)s.")


class NotFull(Refusal):
    code = "not_full"
    message = _("Nobody said that the quota is used up.")


class WrongChange(WrongInput):
    """What was typed about a change cannot be kept; `fields` says what."""

    code = "wrong_change"


class WrongRoundsData(Refusal):
    code = "wrong_rounds_data"
    message = _("The file %(file)s cannot be loaded: %(why)s")
    status = 422
