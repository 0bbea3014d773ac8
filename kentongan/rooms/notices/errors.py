from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import NotFound, Refusal, WrongInput


class NoSuchNotice(NotFound):
    """There is no such notice, or not for this person."""

    code = "no_such_notice"


class WrongNotice(WrongInput):
    """What was typed cannot be kept; `fields` says what to change."""

    code = "wrong_notice"


class ChangedMeanwhile(Refusal):
    code = "notice_changed_meanwhile"
    message = _("Somebody else changed this notice meanwhile. Look at it again.")


class NotADraft(Refusal):
    code = "notice_not_a_draft"
    message = _("This notice was published already; start an update instead.")


class NotInForce(Refusal):
    code = "notice_not_in_force"
    message = _("This notice is over already.")


class NeedsSecondEyes(Refusal):
    """Who wrote it publishes it only in an emergency, and says why."""

    code = "notice_needs_second_eyes"
    message = _("You wrote this notice yourself: let another editor publish it, or say why not.")


class MissingLanguage(WrongInput):
    code = "notice_missing_language"
    message = _("Title and text are needed in both languages before it is published.")


class KnownAlready(Refusal):
    """The same NOTAM was taken before."""

    code = "notam_known_already"
    message = _("NOTAM %(number)s was taken already.")


class NothingToEnd(Refusal):
    """The NOTAM that is to be replaced or cancelled is not published here."""

    code = "notam_nothing_to_end"
    message = _("NOTAM %(number)s is not published here, so nothing is cancelled.")


class EndedAlready(Refusal):
    """The NOTAM that replaces it is published already: they came in the wrong order."""

    code = "notam_ended_already"
    message = _("NOTAM %(number)s is ended by NOTAM %(by)s, which is published here already.")


class WrongNoticeData(Refusal):
    """The regency's data of notices cannot be used."""

    code = "wrong_notice_data"
    message = _("%(file)s: %(why)s")
    status = 422
