"""The machine's look at a camera: a job of the queue, safe to be killed and to be done twice."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction

from procrastinate.contrib.django import app as queue

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.files import services as files_of_house
from kentongan.foundation.keys import make_key
from kentongan.foundation.netguard import NotAllowed, find_allowed
from kentongan.foundation.onvif import Device, ask
from kentongan.foundation.video.probe import Stream, look_at
from kentongan.foundation.video.soap import Endpoint
from kentongan.rooms.cameras.errors import CheckUnderWay, NoStream, NoSuchCamera, NotNow
from kentongan.rooms.cameras.models import Camera, CameraCheck
from kentongan.rooms.cameras.models.data import get_policy
from kentongan.rooms.cameras.permissions import can_see_findings
from kentongan.rooms.cameras.queries.addresses import open_target, pin_target, seal_target
from kentongan.rooms.cameras.rules.description import Target, read_target
from kentongan.rooms.cameras.rules.findings import Finding, is_passed, judge, refuse_address
from kentongan.rooms.cameras.rules.words import Standing

log = logging.getLogger(__name__)
JOB = "cameras.check_camera"
LOST_AFTER = timedelta(minutes=4)
GIVEN_UP_AFTER = timedelta(minutes=20)
MOST_LOST = 50


@dataclass(frozen=True)
class Outcome:
    """What a look brought: findings, measures, and the stream ONVIF named when nobody else did."""

    findings: list[Finding]
    stream: Stream | None = None
    device: Device | None = None
    target: Target | None = None

    @classmethod
    def of(cls, stream: Stream) -> "Outcome":
        """Return what a stream that was looked at elsewhere brings, without ONVIF."""
        return cls(judge(None, stream), stream)


Look = Callable[..., Outcome]


@transaction.atomic
def start_check(*, camera_id: UUID, by: Acting, now: datetime) -> CameraCheck:
    """Queue a technical look. Raises NoSuchCamera, NotNow without a stream, CheckUnderWay."""
    camera = Camera.objects.select_for_update().filter(pk=camera_id).first()
    if camera is None or not can_see_findings(camera, by=by):
        raise NoSuchCamera
    if camera.standing == Standing.RETIRED or camera.stream_sealed is None:
        raise NotNow
    if camera.checks.filter(ended_at=None).exists():
        raise CheckUnderWay
    check = CameraCheck.objects.create(
        id=make_key(), camera=camera, started_at=now, asked_by=by.ref
    )
    if camera.standing != Standing.VERIFIED:  # a verified one stays so unless it fails
        camera.standing = Standing.CHECKING
        camera.save(update_fields=["standing"])
    _record("cameras.check_started", camera, by=by, now=now)
    queue.configure_task(JOB).defer(check_id=str(check.pk))
    return check


def run_check(*, check_id: UUID, by: Acting, now: datetime, look: Look | None = None) -> None:
    """Look at the camera of a check and keep what was found; nothing when that was done already."""
    check = CameraCheck.objects.select_related("camera").filter(pk=check_id, ended_at=None).first()
    if check is None:
        return
    try:
        outcome = (look or _look_at_camera)(open_target(check.camera), now=now)
    except NoStream as refusal:
        outcome = Outcome(refuse_address(refusal.why))
    _keep(check_id, outcome, by=by, now=now)


def _look_at_camera(target: Target, *, now: datetime) -> Outcome:
    """Ask a camera by ONVIF and look at its stream. Raises NoStream when it may not be dialled."""
    address = pin_target(target)
    device = None
    if target.onvif_port is not None:
        device = _ask_device(target, address.ip, now=now)
    chosen = None
    if device is not None and not target.has_path:
        chosen = _choose_stream(target, device)
        address = pin_target(chosen) if chosen is not None else address
    stream = look_at(address)
    return Outcome(judge(device, stream), stream, device, chosen)


def requeue_lost_checks(*, by: Acting, now: datetime) -> int:
    """Queue checks again whose worker died, and end those that never end; returns how many."""
    lost = CameraCheck.objects.filter(ended_at=None, started_at__lt=now - LOST_AFTER)
    checks = list(lost.order_by("started_at")[:MOST_LOST])
    for check in checks:
        if check.started_at < now - GIVEN_UP_AFTER:
            _keep(check.pk, Outcome([Finding("broke", is_good=False)]), by=by, now=now)
        else:
            queue.configure_task(JOB, queueing_lock=f"{JOB}:{check.pk}").defer(
                check_id=str(check.pk)
            )
    return len(checks)


def _ask_device(target: Target, ip: str, *, now: datetime) -> Device:
    """Ask by ONVIF at the address that was pinned for the stream; its port is judged too."""
    port = target.onvif_port or 0
    try:
        find_allowed(ip, port, policy=get_policy())
    except NotAllowed:
        return Device()
    endpoint = Endpoint(ip, port, target.host, target.user, target.password)
    return asyncio.run(ask(endpoint, now=now))


def _choose_stream(target: Target, device: Device) -> Target | None:
    """Take the path of the H.264 stream a camera names, never its host: that may be internal."""
    best = device.find_h264()
    if best is None:
        return None
    named = urlsplit(best.uri)
    port = named.port if target.port == 554 and named.port else target.port  # noqa: PLR2004
    host = f"[{target.host}]" if ":" in target.host else target.host
    query = f"?{named.query}" if named.query else ""
    found = read_target(f"rtsp://{host}:{port}{named.path}{query}")
    return replace(target, url=found.url) if found is not None else None


@transaction.atomic
def _keep(check_id: UUID, outcome: Outcome, *, by: Acting, now: datetime) -> None:
    check = CameraCheck.objects.select_for_update().filter(pk=check_id, ended_at=None).first()
    if check is None:
        return
    camera = Camera.objects.select_for_update().get(pk=check.camera_id)
    check.ended_at, check.findings = now, [one.write() for one in outcome.findings]
    check.is_good = is_passed(outcome.findings)
    check.clock_skew_s = outcome.device.skew_seconds if outcome.device else None
    stream = outcome.stream
    if stream is not None and stream.picture:
        check.snapshot = files_of_house.store_bytes(
            stream.picture, name=f"{camera.code}.jpg", media_type="image/jpeg", by=by, now=now
        )
    check.save()
    if camera.standing == Standing.RETIRED:
        return
    _note_measures(camera, outcome)
    if camera.standing == Standing.CHECKING:
        camera.standing = Standing.WAITING if check.is_good else Standing.DECLARED
    camera.save()
    _record("cameras.checked", camera, by=by, now=now, is_good=check.is_good)


def _note_measures(camera: Camera, outcome: Outcome) -> None:
    stream = outcome.stream
    if outcome.target is not None and is_passed(outcome.findings):
        camera.stream_sealed = seal_target(outcome.target)
    if stream is None or not stream.codec:
        return
    camera.codec = stream.codec[:12]
    camera.width, camera.height = stream.width or None, stream.height or None
    camera.fps, camera.key_frame_seconds = stream.fps, stream.key_frame_seconds


def _record(
    action: str, camera: Camera, *, by: Acting, now: datetime, **detail: bool | None
) -> None:
    audit.record(
        by=by, action=action, subject=f"camera:{camera.pk}", now=now, detail=detail,
        topics=(f"camera:{camera.pk}",),
    )  # fmt: skip
