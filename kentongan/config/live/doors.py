"""
What the looking room asks of the room cameras, as a narrow protocol.

All of it asks the database and is called in a thread, never in the event loop.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from kentongan.foundation.video.address import StreamAddress


@dataclass(frozen=True)
class Seat:
    """Somebody who may look at a camera now; `look` names the line in which it is noted."""

    look: str
    camera: str


@dataclass(frozen=True)
class Claim:
    """Whether this process owns a camera now; else the address of the process that does."""

    is_ours: bool
    url: str = ""


class Doors(Protocol):
    """Who may look, where a camera is, which process pulls it."""

    def admit(self, token: str) -> Seat | None:
        """Return who a token lets in; None when it lets nobody in (any more)."""

    def check(self, seconds: Mapping[str, float]) -> Collection[str]:
        """Note how many seconds each look went on; return the looks that may not go on."""

    def leave(self, seconds: Mapping[str, float]) -> None:
        """Note the last seconds of looks that ended."""

    def find_address(self, camera: str) -> StreamAddress:
        """Return where the camera is; VideoTrouble when it may not be dialled."""

    def claim(self, camera: str) -> Claim:
        """Make this process the one that pulls a camera, unless another is."""

    def renew(self, cameras: Collection[str]) -> Mapping[str, str]:
        """Go on owning cameras; return those that were lost, with the owner's address."""

    def release(self, cameras: Collection[str]) -> None:
        """Own these cameras no longer."""
