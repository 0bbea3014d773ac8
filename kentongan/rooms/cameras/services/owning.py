"""What the owner of a private camera may do: above all take the consent back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.cameras.errors import NoSuchCamera
from kentongan.rooms.cameras.events import Change, tell_change
from kentongan.rooms.cameras.models import Camera, Look
from kentongan.rooms.cameras.permissions import is_owner
from kentongan.rooms.cameras.rules.words import Mode, Standing
from kentongan.rooms.cameras.services.looking import end_looks


@transaction.atomic
def withdraw_consent(*, code: str, by: Acting, now: datetime) -> Camera:
    """
    Take a camera out of the network, as its owner: UU 27/2022 pasal 9.

    Looks that run are ended, address and password are forgotten, and who minds the permit's duty
    hears of it. Raises NoSuchCamera.
    """
    rows = Camera.objects.select_for_update(of=("self",)).filter(code=code.upper())
    camera = rows.first()
    if camera is None or not is_owner(camera, by=by):
        raise NoSuchCamera
    if camera.consent_at is None:
        return camera
    _leave_network(camera, now=now)
    audit.record(
        by=by, action="cameras.consent_withdrawn", subject=f"camera:{camera.pk}", now=now,
        topics=(f"camera:{camera.pk}", "cameras"),
    )  # fmt: skip
    _end_open_looks(camera, by=by, now=now)
    tell_change(camera_id=camera.pk, change=Change.RETIRED, by=by, now=now)
    return camera


@transaction.atomic
def forget_owner(person_id: UUID, *, by: Acting, now: datetime) -> None:
    """Take a forgotten person's cameras out of the network; who looked stays without an owner."""
    for camera in Camera.objects.select_for_update(of=("self",)).filter(owner_id=person_id):
        was_in = camera.standing != Standing.RETIRED
        _leave_network(camera, now=now)
        camera.owner_id, camera.contact_sealed, camera.place_words = None, None, ""
        camera.name = camera.code
        camera.save(update_fields=["owner_id", "contact_sealed", "place_words", "name"])
        audit.record(
            by=by, action="cameras.owner_forgotten", subject=f"camera:{camera.pk}", now=now,
            topics=(f"camera:{camera.pk}",),
        )  # fmt: skip
        _end_open_looks(camera, by=by, now=now)
        if was_in:
            tell_change(camera_id=camera.pk, change=Change.RETIRED, by=by, now=now)


def _leave_network(camera: Camera, *, now: datetime) -> None:
    camera.consent_at, camera.mode = None, Mode.NONE
    camera.standing, camera.retired_at = Standing.RETIRED, camera.retired_at or now
    camera.stream_sealed, camera.host_shown = None, ""
    camera.changed_at = now
    camera.version += 1
    camera.save()


def _end_open_looks(camera: Camera, *, by: Acting, now: datetime) -> None:
    looks = Look.objects.filter(camera=camera, ended_at=None).values_list("pk", flat=True)
    end_looks(list(looks), why="camera", by=by, now=now)
