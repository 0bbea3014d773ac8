"""Refusals of the room."""

from typing import Any

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


class NoPicture(Refusal):
    """The camera gives no picture now."""

    code = "no_picture"
    message = _("The camera gives no picture now.")
    status = 503


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


class WrongCamera(WrongInput):
    """What was typed cannot be taken; `fields` has a sentence by key."""

    code = "wrong_camera"


class FacesNoRoad(Refusal):
    """The view misses the road; `view` is the picture of why (rules.view.View)."""

    code = "faces_no_road"
    message = _("As declared, this camera does not see the road.")
    status = 422

    def __init__(self, message: Any, *, view: Any, **facts: Any) -> None:
        self.view = view
        super().__init__(message, fields={"bearing": message % facts}, **facts)


class NotNow(Refusal):
    code = "camera_not_now"
    message = _("This cannot be done with the camera at present.")


class CheckUnderWay(Refusal):
    code = "check_under_way"
    message = _("The camera is being checked already.")


class NoStream(Refusal):
    """The camera has no address, or it may not be dialled: `why` says which (netguard.Why)."""

    code = "no_stream"
    message = _("This camera has no stream that may be dialled.")

    def __init__(self, why: str = "none") -> None:
        self.why = why
        super().__init__()


class NoSuchRequest(NotFound):
    code = "no_such_request"
    message = _("There is no such request for recordings here.")


class WrongRequest(WrongInput):
    code = "wrong_request"


class SamePerson(Refusal):
    """Two people have to agree, not two roles of one."""

    code = "same_person"
    message = _("Who asked for recordings cannot also agree to it. Another person has to.")
    status = 403


class NotAnsweredYet(Refusal):
    code = "not_answered_yet"
    message = _("The owners of these cameras have not answered yet: %(cameras)s")


class NothingGiven(Refusal):
    code = "nothing_given"
    message = _("There is no recording to put into a package: of %(cameras)s none has come yet.")


class NotAsked(Refusal):
    """Recordings come only after a second official and the owner agreed."""

    code = "not_asked"
    message = _("This cannot be done now: the request is not at this point.")


class WrongClip(WrongInput):
    code = "wrong_clip"


class PackageGone(Refusal):
    code = "package_gone"
    message = _("This package was deleted when its time ended.")
    status = 410


class NotInSpan(Refusal):
    code = "not_in_span"
    message = _("Cameras are recorded only within the span asked for, and that is not now.")


class RecordedAlready(Refusal):
    code = "recorded_already"
    message = _("This camera is being recorded for this request already.")


class StillRecording(Refusal):
    code = "still_recording"
    message = _("Cameras are still being recorded for this request: %(cameras)s")
