"""Where a camera is: unsealed here and nowhere else, resolved once, judged before it is dialled."""

import json
from uuid import UUID

from kentongan.foundation import vault
from kentongan.foundation.netguard import NotAllowed, Why, find_allowed
from kentongan.foundation.video.address import StreamAddress, make_address
from kentongan.rooms.cameras.errors import NoStream, NoSuchCamera
from kentongan.rooms.cameras.models import Camera
from kentongan.rooms.cameras.models.data import get_policy
from kentongan.rooms.cameras.rules.description import Target, list_sealed

PURPOSE = "camera"


def seal_target(target: Target) -> bytes:
    """Seal address, user and password for keeping."""
    return vault.seal(json.dumps(list_sealed(target)), purpose=PURPOSE)


def open_target(camera: Camera) -> Target:
    """Unseal where a camera's stream is; raises NoStream when it has none."""
    if camera.stream_sealed is None:
        raise NoStream
    return Target(**json.loads(vault.unseal(camera.stream_sealed, purpose=PURPOSE)))


def find_stream_address(camera_id: UUID) -> StreamAddress:
    """
    Return the address to dial for a camera; raises NoSuchCamera, NoStream.

    For machines: who may look was asked before. Its name is resolved anew each time.
    """
    camera = Camera.objects.filter(pk=camera_id, retired_at=None).first()
    if camera is None:
        raise NoSuchCamera
    return pin_target(open_target(camera))


def pin_target(target: Target) -> StreamAddress:
    """Resolve and judge; raises NoStream with the reason."""
    try:
        ip = find_allowed(target.host, target.port, policy=get_policy())
    except NotAllowed as refusal:
        raise NoStream(refusal.why) from None
    return make_address(target.url, ip=ip, user=target.user, password=target.password)


def judge_host(target: Target) -> Why | None:
    """Judge an address as it was typed, without asking for names; None: nothing against it yet."""
    try:
        find_allowed(target.host, target.port, policy=get_policy(), resolve=lambda _: [])
    except NotAllowed as refusal:
        return None if refusal.why is Why.UNKNOWN else refusal.why
    return None
