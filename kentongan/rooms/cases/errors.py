from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import NotFound, Refusal


class NoSuchCase(NotFound):
    code = "no_such_case"
    message = _("We know no case with this code, or the last four digits do not fit.")


class NoSuchCaseType(NotFound):
    code = "no_such_case_type"
    message = _("This service does not exist.")


class DecidedMeanwhile(Refusal):
    """The second of two officers is told who decided what a moment ago."""

    code = "decided_meanwhile"
    message = _(
        "%(who)s was faster: “%(what)s”, %(when)s. Nothing of yours was changed; look again."
    )


class WrongTurn(Refusal):
    code = "wrong_turn"
    message = _("This cannot be done in the case's present state.")


class NotYourStep(Refusal):
    code = "not_your_step"
    message = _("This step is held by another office or role.")
    status = 403


class OwnCase(Refusal):
    """Nobody decides what they applied for themselves. UU 30/2014 pasal 42."""

    code = "own_case"
    message = _("This is your own application; a colleague has to decide it.")
    status = 403


class NeedsSecondFactor(Refusal):
    code = "needs_second_factor"
    message = _("Signing needs your second factor. Please confirm it and decide again.")
    status = 403


class NeedsReason(Refusal):
    code = "needs_reason"
    message = _(
        "Please write a reason of at least %(minimum)s characters; the applicant will read it."
    )
    status = 422


class NeedsFile(Refusal):
    """A step ends only with proof: a photo of what was mended, say."""

    code = "needs_file"
    message = _("Please add the photo or file that this step asks for.")
    status = 422


class NotThatOffice(Refusal):
    code = "not_that_office"
    message = _("Choose another office than the one that holds the case.")
    status = 422


class TooLateToReopen(Refusal):
    code = "too_late_to_reopen"
    message = _("This could be reopened until %(until)s. Please send a new one; it costs nothing.")


class StillConsulting(Refusal):
    code = "still_consulting"
    message = _(
        "%(office)s has not answered yet. Wait for the answer or recall the question first."
    )


class CannotConsult(Refusal):
    code = "cannot_consult"
    message = _("This step cannot consult that office.")
    status = 422


class AlreadyRated(Refusal):
    code = "already_rated"
    message = _("This case was rated already. Thank you.")


class NotOverYet(Refusal):
    code = "not_over_yet"
    message = _("The case is still open; it can be rated when it is closed.")


class BadDefinition(Refusal):
    """A case type's data cannot be used; says which key."""

    code = "bad_definition"
    message = _("The case type %(slug)s is not usable: %(why)s")
    status = 422
