"""Have a camera recorded live for a request that its owner agreed to, and stop it."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from procrastinate.contrib.django import app as queue
from procrastinate.exceptions import AlreadyEnqueued

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.keys import make_key
from kentongan.rooms.cameras.errors import NoSuchRequest, NotAsked, NotInSpan, RecordedAlready
from kentongan.rooms.cameras.models import EvidenceApproval, EvidenceRecording, Look
from kentongan.rooms.cameras.permissions import (
    find_looking_role,
    get_keeper,
    list_looking_offices,
)
from kentongan.rooms.cameras.queries.evidence import can_record
from kentongan.rooms.cameras.rules.recording import JOB, STALE, find_until
from kentongan.rooms.cameras.rules.words import LookKind, Standing
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people

NO_SESSION = bytes(32)


@transaction.atomic
def start_recording(
    *, code: str, camera_code: str, minutes: int, by: people.Actor, now: datetime
) -> EvidenceRecording:
    """
    Record a camera from now on, inside the span of the request.

    Raises NoSuchRequest, NotAsked, NotInSpan, RecordedAlready.
    """
    approval = _find_approval(code, camera_code, by=by)
    request, camera = approval.request, approval.camera
    if not request.starts_at <= now < request.ends_at or minutes < 1:
        raise NotInSpan
    look = _write_look(approval, by=by, now=now)
    try:
        with transaction.atomic():
            made = EvidenceRecording.objects.create(
                id=make_key(), request=request, camera=camera, look=look, started_at=now,
                started_by_id=look.user_id,
                until=find_until(minutes=minutes, ends_at=request.ends_at, now=now),
            )  # fmt: skip
    except IntegrityError as error:
        raise RecordedAlready from error
    _record("cameras.recording_started", made, by=by, now=now, until=made.until.isoformat())
    queue_recording()
    return made


@transaction.atomic
def stop_recording(*, code: str, camera_code: str, by: people.Actor, now: datetime) -> None:
    """End a recording now; what was recorded is kept. Raises NoSuchRequest."""
    rows = EvidenceRecording.objects.select_for_update(of=("self",)).select_related("camera")
    row = rows.filter(
        request__code=code.upper(), camera__code=camera_code.upper(), ended_at=None
    ).first()  # fmt: skip
    if row is None or not can_record(row.camera, by=by):
        raise NoSuchRequest
    if row.until > now:
        row.until = max(now, row.started_at)
        row.save(update_fields=["until"])
        _record("cameras.recording_stopped", row, by=by, now=now)


def queue_recording() -> None:
    """Queue the one job that records all cameras: it takes one place of the worker, never more."""
    try:
        with transaction.atomic():
            queue.configure_task(JOB, lock=JOB, queueing_lock=JOB).defer()
    except AlreadyEnqueued:
        return


def requeue_recordings(*, by: Acting, now: datetime) -> int:
    """Queue the job again when nobody records what is to be recorded; returns how many."""
    del by
    lost = EvidenceRecording.objects.filter(ended_at=None).exclude(beat_at__gte=now - STALE)
    count = lost.count()
    if count:
        queue_recording()
    return count


def _find_approval(code: str, camera_code: str, *, by: people.Actor) -> EvidenceApproval:
    rows = EvidenceApproval.objects.select_related("request__case", "camera")
    approval = rows.filter(
        request__code=code.upper(), camera__code=camera_code.upper()
    ).first()  # fmt: skip
    if approval is None or not can_record(approval.camera, by=by):
        raise NoSuchRequest
    is_running = approval.request.case.state == cases.State.RUNNING
    is_there = approval.camera.standing != Standing.RETIRED
    if not (approval.is_given and approval.request.second_id and is_running and is_there):
        raise NotAsked
    return approval


def _write_look(approval: EvidenceApproval, *, by: people.Actor, now: datetime) -> Look:
    """Write the look that the owner reads; its seconds grow with each film that is kept."""
    if by.user_id is None:
        raise NoSuchRequest
    offices = list_looking_offices(by)
    own = approval.camera.office_id
    office_id = own if own in offices else get_keeper().pk
    return Look.objects.create(
        id=make_key(), camera=approval.camera, user_id=by.user_id, office_id=office_id,
        purpose=approval.request.purpose, purpose_words=approval.request.code,
        kind=LookKind.EVIDENCE, role=find_looking_role(office_id, by=by),
        session_hash=NO_SESSION, started_at=now, last_at=now, ended_at=now, ended_why="closed",
    )  # fmt: skip


def _record(
    action: str, row: EvidenceRecording, *, by: Acting, now: datetime, **detail: Any
) -> None:
    audit.record(
        by=by, action=action, subject=f"case:{row.request_id}", now=now,
        detail={"camera": row.camera.code, **detail}, topics=(f"case:{row.request_id}",),
    )  # fmt: skip
