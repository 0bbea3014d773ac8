"""What this room refuses, and the sentences people read."""

from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import NotFound, Refusal, WrongInput


class NoSigner(Refusal):
    """Nobody who may sign decided the signing step."""

    code = "no_signer"
    message = _("The decision was not taken by somebody who may sign for the office.")


class CannotSign(Refusal):
    """The office has no certificate or is not known to the signing service."""

    code = "cannot_sign"
    message = _("The office is not set up for signing yet.")


class NoSuchLetter(NotFound):
    """There is no such letter, or not for this person."""

    code = "no_such_letter"
    message = _("We know no letter with this address.")


class LetterRevoked(Refusal):
    """The whole letter is not handed out any more."""

    code = "letter_revoked"
    message = _("This letter was revoked; it is not handed out any more.")
    status = 410


class AlreadyRevoked(Refusal):
    """Somebody was faster."""

    code = "already_revoked"
    message = _("This letter was revoked already.")


class NotYourLetter(Refusal):
    """Only the head of the issuing office revokes."""

    code = "not_your_letter"
    message = _("Only the head of %(office)s can revoke this letter.")
    status = 403


class WrongHolderCode(WrongInput):
    """The code is not the one printed on the letter."""

    code = "wrong_holder_code"
    message = _("This is not the code printed on the letter. It stands beside the QR code.")
