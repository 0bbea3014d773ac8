"""Refusals of the room."""

from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import NotFound, Refusal, WrongInput


class NoSuchCamera(NotFound):
    """It does not exist, or not for this person."""

    code = "no_such_camera"
    message = _("There is no camera here that you may see.")


class NoSuchGrant(NotFound):
    code = "no_such_grant"
    message = _("There is no such grant here.")


class NoPurpose(Refusal):
    """Nobody looks without saying why."""

    code = "no_purpose"
    message = _("Say first for what you look. Every look is written down with it.")


class OtherPurpose(Refusal):
    """The camera is open to this office, but not for the purpose of this session."""

    code = "other_purpose"
    message = _("This camera may be seen only for: %(purposes)s. You chose another purpose.")
    status = 403


class MaskedCamera(Refusal):
    """Masks cannot be burnt into a stream that is only repackaged."""

    code = "masked_camera"
    message = _("Parts of this picture are masked, so there are single pictures and no film.")


class NotAdmitted(Refusal):
    """The token is forged, too old, used already, or the right behind it is gone."""

    code = "not_admitted"
    message = _("This look has ended. Open the camera again.")
    status = 403


class WrongPurpose(WrongInput):
    code = "wrong_purpose"


class WrongGrant(WrongInput):
    code = "wrong_grant"


class MayNotGrant(Refusal):
    code = "may_not_grant"
    message = _("Only who signs for the office that owns a camera opens it to others.")
    status = 403


class WrongMask(WrongInput):
    code = "wrong_mask"


class NoSuchMask(NotFound):
    code = "no_such_mask"
    message = _("There is no such mask here.")
