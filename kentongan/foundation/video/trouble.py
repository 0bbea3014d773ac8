"""What can be wrong with a camera's stream: a reason that a page has a sentence for."""

from enum import StrEnum


class Reason(StrEnum):
    """Why there is no picture."""

    UNREACHABLE = "unreachable"  # nobody answers at the address
    PASSWORD = "password"  # noqa: S105 - a word, not a secret
    NO_STREAM = "no_stream"  # the camera answers, but has nothing at this path
    REDIRECT = "redirect"  # it wants to send us elsewhere; we go nowhere else
    CODEC = "codec"  # H.265 or another that no browser here shows
    GARBAGE = "garbage"  # what comes is no RTSP or no video
    STALLED = "stalled"  # connected, but nothing comes any more
    NO_KEY_FRAME = "no_key_frame"  # pictures come, but none that one could begin with
    CUT = "cut"  # the camera closed the connection
    FORBIDDEN = "forbidden"  # the address may not be dialled, or is not known any more


PATIENT = {Reason.PASSWORD, Reason.CODEC, Reason.REDIRECT, Reason.NO_STREAM, Reason.FORBIDDEN}
"""What does not mend itself within seconds: asked again seldom, so that no camera locks us out."""


class VideoTrouble(Exception):
    """The stream ended or never began. Never carries an address or a password."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail
