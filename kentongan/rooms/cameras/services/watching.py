"""
The health of cameras: one short look at each, hourly when well and sooner when not.

Whoever takes a camera moves its next look into the future first: a worker that dies leaves it to
the next one, and two workers never look at the same.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localtime

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.video.glimpse import Glimpse, glimpse
from kentongan.foundation.video.trouble import Reason
from kentongan.rooms.cameras.errors import NoStream
from kentongan.rooms.cameras.events import Change, tell_change
from kentongan.rooms.cameras.models import Camera, CameraDay, CameraHealth
from kentongan.rooms.cameras.queries.addresses import open_target, pin_target
from kentongan.rooms.cameras.rules.description import Target
from kentongan.rooms.cameras.rules.picture import SIZE, is_reference, is_still, judge_picture
from kentongan.rooms.cameras.rules.pulse import (
    Pulse,
    feel,
    is_counted,
    is_night,
    plan_look,
)
from kentongan.rooms.cameras.rules.words import Health, Mode, Standing
from kentongan.rooms.cameras.services._owners import tell_owner_down, tell_owner_well

log = logging.getLogger(__name__)
AT_ONCE = 8
BATCH = 32
TAKEN_FOR = timedelta(minutes=10)  # more than a batch ever takes
SECONDS = 40  # of one run; the next minute has the next
ONE_LOOK = 45.0  # hard end of one look, name and all
DAY_FIELDS = {
    Health.LIVE: "alive", Health.DOWN: "down", Health.FROZEN: "frozen", Health.BLACK: "black",
    Health.COVERED: "covered", Health.MOVED: "moved",
}  # fmt: skip
WATCHED = {"standing": Standing.VERIFIED, "mode": Mode.STREAM, "retired_at": None}


@dataclass(frozen=True)
class Taken:
    """A camera to look at; None where it has no address that can be read."""

    id: UUID
    target: Target | None
    last: bytes | None


Look = Callable[[Taken], Awaitable[Glimpse]]


def watch_due(
    *, by: Acting, now: datetime, look: Look | None = None, seconds: float = SECONDS
) -> int:
    """Look at the cameras that are due, some at once, for so long; returns how many."""
    _add_new(now=now)
    began, count = monotonic(), 0
    while monotonic() - began < seconds:
        at = now + timedelta(seconds=int(monotonic() - began))
        taken = _take_due(now=at)
        if not taken:
            break
        for camera_id, seen in asyncio.run(_look_at_all(taken, look or _look_at)):
            note_look(camera_id, seen, by=by, now=at)
        count += len(taken)
    return count


def _add_new(*, now: datetime) -> None:
    """Give cameras that were verified since their first turn, spread over some minutes."""
    new = Camera.objects.filter(health=None, **WATCHED).values_list("pk", flat=True)[:1000]
    CameraHealth.objects.bulk_create(
        [
            CameraHealth(camera_id=pk, since=now, next_at=now + timedelta(seconds=number // 10))
            for number, pk in enumerate(new)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def _take_due(*, now: datetime) -> list[Taken]:
    rows = CameraHealth.objects.select_for_update(skip_locked=True, of=("self",))
    watched = {f"camera__{key}": value for key, value in WATCHED.items()}
    due = list(
        rows.filter(next_at__lte=now, **watched)
        .select_related("camera")
        .order_by("next_at")[:BATCH]
    )
    CameraHealth.objects.filter(pk__in=[one.pk for one in due]).update(next_at=now + TAKEN_FOR)
    return [Taken(one.pk, _open(one.camera), _read(one.last)) for one in due]


def _open(camera: Camera) -> Target | None:
    try:
        return open_target(camera)
    except NoStream:
        return None


def _read(kept: bytes | memoryview | None) -> bytes | None:
    return bytes(kept) if kept is not None else None


async def _look_at_all(taken: list[Taken], look: Look) -> list[tuple[UUID, Glimpse]]:
    places = asyncio.Semaphore(AT_ONCE)

    async def _look_one(one: Taken) -> tuple[UUID, Glimpse]:
        async with places:
            try:
                async with asyncio.timeout(ONE_LOOK):
                    return one.id, await look(one)
            except TimeoutError:
                return one.id, Glimpse(trouble=Reason.STALLED)

    return await asyncio.gather(*map(_look_one, taken))


async def _look_at(one: Taken) -> Glimpse:
    """Dial the address that was allowed just now; names are asked for beside the loop."""
    if one.target is None:
        return Glimpse(trouble=Reason.FORBIDDEN)
    try:
        address = await asyncio.to_thread(pin_target, one.target)
    except NoStream:
        return Glimpse(trouble=Reason.FORBIDDEN)
    return await glimpse(address, is_doubtful=lambda picture: is_still(picture, one.last))


@transaction.atomic
def note_look(camera_id: UUID, seen: Glimpse, *, by: Acting, now: datetime) -> Health | None:
    """Write what a look found; None when the camera is not watched any more."""
    camera = Camera.objects.select_for_update().filter(pk=camera_id, **WATCHED).first()
    health = CameraHealth.objects.select_for_update().filter(pk=camera_id).first()
    if camera is None or health is None:
        return None
    finding = _judge(health, seen, now=now)
    before = Pulse(health.state, health.fails)
    after = feel(before, finding)
    _count(health, _count_as(finding, after), now=now)
    _note_pictures(health, seen, finding, now=now)
    health.state, health.fails, health.looked_at = after.state, after.fails, now
    health.next_at = plan_look(after, camera_id=camera_id, now=now)
    if after.state != before.state:
        health.since = now
    health.reason = seen.trouble or "" if after.state == Health.DOWN else ""
    _tell(camera, health, before, after, by=by, now=now)
    health.save()
    return finding


def _judge(health: CameraHealth, seen: Glimpse, *, now: datetime) -> Health:
    if not seen.pictures:
        return Health.DOWN
    first = seen.pictures[0]
    finding = judge_picture(
        first[:SIZE], reference=_read(health.reference), is_night=is_night(localtime(now))
    )
    if finding is Health.LIVE and health.last is None and health.state == Health.FROZEN:
        return Health.FROZEN  # known to stand still: so it stays until a later picture differs
    if finding is Health.LIVE and is_still(first, _read(health.last)):
        moves = len(seen.pictures) > 1 and not is_still(seen.pictures[1], first)
        return Health.LIVE if moves else Health.FROZEN
    return finding


def _count_as(finding: Health, after: Pulse) -> Health:
    """Count a picture that may stand still against nobody until it does so twice."""
    return Health.LIVE if finding is Health.FROZEN and after.is_well else finding


def _count(health: CameraHealth, finding: Health, *, now: datetime) -> None:
    if not is_counted(health.looked_at, now=now):
        return
    day, _ = CameraDay.objects.get_or_create(camera_id=health.pk, date=localtime(now).date())
    field = DAY_FIELDS[finding]
    CameraDay.objects.filter(pk=day.pk).update(looks=F("looks") + 1, **{field: F(field) + 1})


def _note_pictures(health: CameraHealth, seen: Glimpse, finding: Health, *, now: datetime) -> None:
    if not seen.pictures:
        return
    health.last = seen.pictures[-1]
    if finding is not Health.LIVE:
        return
    health.seen_at = now
    small = seen.pictures[0][:SIZE]
    if health.reference is None and is_reference(small, is_night=is_night(localtime(now))):
        health.reference = small


def _tell(
    camera: Camera, health: CameraHealth, before: Pulse, after: Pulse, *, by: Acting, now: datetime
) -> None:
    """Tell rooms and owner when a camera went down or came back; the owner once for each fault."""
    is_news = before.is_well != after.is_well or before.state == Health.UNKNOWN != after.state
    if not is_news:
        return
    change = Change.ALIVE if after.is_well else Change.DOWN
    audit.record(
        by=by, action=f"cameras.{change}", subject=f"camera:{camera.pk}", now=now,
        detail={"state": after.state}, topics=(f"camera:{camera.pk}",),
    )  # fmt: skip
    if change is Change.DOWN and health.told_at is None:
        health.told_at = now
        tell_owner_down(camera, health, by=by, now=now)
    elif change is Change.ALIVE and health.told_at is not None:
        health.told_at = None
        tell_owner_well(camera, by=by, now=now)
    health.save()  # who hears of it reads it
    tell_change(camera_id=camera.pk, change=change, by=by, now=now)


def follow_camera(*, camera_id: UUID, change: Change, by: Acting, now: datetime) -> None:
    """Begin anew with a camera that was verified: what it sees now is what it should see."""
    del by
    if change is not Change.VERIFIED:
        return
    CameraHealth.objects.update_or_create(
        camera_id=camera_id,
        defaults={
            "state": Health.UNKNOWN, "reason": "", "since": now, "next_at": now, "fails": 0,
            "reference": None, "last": None, "told_at": None,
        },
    )  # fmt: skip
