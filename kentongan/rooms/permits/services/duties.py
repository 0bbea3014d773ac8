"""The camera duty: declared cameras, standing, and what the clock sees each day."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from kentongan.foundation.actors import Acting
from kentongan.rooms.people import api as people
from kentongan.rooms.permits.errors import CameraTaken, DutyEnded, NoSuchCamera, NoSuchDuty
from kentongan.rooms.permits.models import Duty, DutyCamera
from kentongan.rooms.permits.permissions import can_see_ledger, is_owner
from kentongan.rooms.permits.rules.words import DutyStanding
from kentongan.rooms.permits.services import _cameras
from kentongan.rooms.permits.services._duties import lock_duties, record, refresh

BATCH = 500


@transaction.atomic
def add_camera(*, duty_id: UUID, camera_id: UUID, by: people.Actor, now: datetime) -> Duty:
    """Count a declared camera for a duty, as its owner; raises CameraTaken, DutyEnded."""
    duty = _lock_own(duty_id, by=by)
    if duty.standing == DutyStanding.RELIEVED:
        raise DutyEnded
    if not _cameras.source.is_of(camera_id, owner_id=duty.building.owner_id):
        raise NoSuchCamera
    if DutyCamera.objects.filter(duty=duty, camera_id=camera_id, removed_at=None).exists():
        return duty
    try:
        with transaction.atomic():
            DutyCamera.objects.create(duty=duty, camera_id=camera_id, declared_at=now)
    except IntegrityError as error:
        raise CameraTaken from error
    record(duty, "permits.camera_declared", by=by, now=now, camera=str(camera_id))
    refresh(duty, by=by, now=now)
    return duty


@transaction.atomic
def remove_camera(*, duty_id: UUID, camera_id: UUID, by: people.Actor, now: datetime) -> Duty:
    """Count a camera no longer for a duty: it was replaced, or declared by mistake."""
    duty = _lock_own(duty_id, by=by)
    rows = DutyCamera.objects.filter(duty=duty, camera_id=camera_id, removed_at=None)
    if rows.update(removed_at=now):
        record(duty, "permits.camera_removed", by=by, now=now, camera=str(camera_id))
        refresh(duty, by=by, now=now)
    return duty


@transaction.atomic
def follow_camera(camera_id: UUID, *, by: Acting, now: datetime) -> None:
    """Bring the duty of a camera up to date: it was verified, refused, retired, or went down."""
    ids = DutyCamera.objects.filter(camera_id=camera_id, removed_at=None)
    for duty in lock_duties(pk__in=list(ids.values_list("duty_id", flat=True))):
        refresh(duty, by=by, now=now)


def follow_change(*, camera_id: UUID, change: str, by: Acting, now: datetime) -> None:
    """Hear from the cameras, in the transaction of the change."""
    del change  # whatever it was, the duty is looked at as it stands now
    follow_camera(camera_id, by=by, now=now)


def refresh_duties(*, by: Acting, now: datetime) -> int:
    """Look at every duty that is not relieved, each in its own transaction; returns how many."""
    rows = Duty.objects.exclude(standing=DutyStanding.RELIEVED).order_by("id")
    ids = rows.values_list("pk", flat=True).iterator(chunk_size=BATCH)
    return sum(_refresh_one(duty_id, by=by, now=now) for duty_id in list(ids))


@transaction.atomic
def _refresh_one(duty_id: UUID, *, by: Acting, now: datetime) -> int:
    for duty in lock_duties(pk=duty_id):
        refresh(duty, by=by, now=now)
        return 1
    return 0


def _lock_own(duty_id: UUID, *, by: people.Actor) -> Duty:
    duty = next(iter(lock_duties(pk=duty_id)), None)
    if duty is None or not (is_owner(by=by, building=duty.building) or can_see_ledger(by)):
        raise NoSuchDuty
    return duty
