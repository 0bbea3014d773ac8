"""The doors of the room cameras, as the looking room wants them. Runs in threads."""

import functools
import os
import socket
from collections.abc import Callable, Collection, Mapping
from time import monotonic
from typing import ParamSpec, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections
from django.utils.timezone import localtime

from kentongan.config.live.doors import Claim, Seat
from kentongan.foundation.actors import SystemActor
from kentongan.foundation.errors import Refusal
from kentongan.foundation.keys import make_key
from kentongan.foundation.video.address import StreamAddress
from kentongan.foundation.video.trouble import Reason, VideoTrouble
from kentongan.rooms.cameras import api as cameras

NOTE_SECONDS = 10.0
LIVE = SystemActor("live")
Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def fresh(question: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Ask over a connection to the database that still lives."""

    @functools.wraps(question)
    def ask(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        close_old_connections()
        try:
            return question(*args, **kwargs)
        finally:
            close_old_connections()

    return ask


class CameraDoors:
    """Asks for one live process, which browsers reach at `address`."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.holder = f"{socket.gethostname()[:30]}:{os.getpid()}:{make_key().hex[:12]}"
        self._owed: dict[str, float] = {}
        self._noted_at = monotonic()

    @fresh
    def admit(self, token: str) -> Seat | None:
        try:
            admitted = cameras.admit_viewer(token, by=LIVE, now=localtime())
        except cameras.NotAdmitted:
            return None
        return Seat(look=str(admitted.look_id), camera=str(admitted.camera_id))

    @fresh
    def check(self, seconds: Mapping[str, float]) -> Collection[str]:
        self._owe(seconds)
        if monotonic() - self._noted_at > NOTE_SECONDS:
            self._note()
        lost = cameras.list_lost_looks([UUID(look) for look in seconds], now=localtime())
        if lost:
            self._note()
        for why in set(lost.values()) - {"closed"}:
            looks = [look for look, of in lost.items() if of == why]
            cameras.end_looks(looks, why=why, by=LIVE, now=localtime())
        return [str(look) for look in lost]

    @fresh
    def leave(self, seconds: Mapping[str, float]) -> None:
        self._owe(seconds)
        self._note()

    @fresh
    def find_address(self, camera: str) -> StreamAddress:
        try:
            return cameras.find_stream_address(UUID(camera))
        except Refusal as refusal:
            raise VideoTrouble(Reason.FORBIDDEN) from refusal

    @fresh
    def claim(self, camera: str) -> Claim:
        lease = cameras.claim_camera(
            UUID(camera), holder=self.holder, address=self.address, by=LIVE
        )
        return Claim(is_ours=lease.is_ours, url=lease.address)

    @fresh
    def renew(self, held: Collection[str]) -> Mapping[str, str]:
        ids = [UUID(camera) for camera in held]
        lost = cameras.renew_cameras(ids, holder=self.holder, by=LIVE)
        return {str(camera): address for camera, address in lost.items()}

    @fresh
    def release(self, held: Collection[str]) -> None:
        ids = [UUID(camera) for camera in held]
        cameras.release_cameras(ids, holder=self.holder, by=LIVE)

    def _owe(self, seconds: Mapping[str, float]) -> None:
        for look, more in seconds.items():
            self._owed[look] = self._owed.get(look, 0) + more

    def _note(self) -> None:
        """Write whole seconds down; what is left of one waits for the next time."""
        self._noted_at = monotonic()
        owed, self._owed = self._owed, {}
        whole = {UUID(look): int(seconds) for look, seconds in owed.items() if seconds >= 1}
        cameras.note_seconds(whole, by=LIVE, now=localtime())
        rests = {look: seconds % 1 for look, seconds in owed.items()}
        self._owed = {look: rest for look, rest in rests.items() if UUID(look) in whole}


def open_doors() -> CameraDoors:
    """Return the doors for the process at LIVE_URL."""
    return CameraDoors(settings.LIVE_URL)
