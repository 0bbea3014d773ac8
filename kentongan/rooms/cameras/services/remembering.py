"""Days that were counted elsewhere: of a network that moves in here, and of the demo."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.cameras.models import CameraDay, CameraHealth
from kentongan.rooms.cameras.rules.words import Health


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day of one camera: how often it was looked at and what was found."""

    camera_id: UUID
    date: date
    looks: int
    alive: int
    frozen: int = 0

    @property
    def is_possible(self) -> bool:
        """No more was found than was looked."""
        return 0 <= self.alive + self.frozen <= self.looks


@transaction.atomic
def remember_day(day: Day, *, by: Acting, now: datetime) -> None:
    """Keep a day of a camera and say how it was last; a day that is known stays as it is."""
    if not day.is_possible:
        raise ValueError("more was found than was looked")
    down = day.looks - day.alive - day.frozen
    counts = {"looks": day.looks, "alive": day.alive, "frozen": day.frozen, "down": down}
    _row, is_new = CameraDay.objects.get_or_create(
        camera_id=day.camera_id, date=day.date, defaults=counts
    )
    if not is_new:
        return
    _note_state(day, now=now)
    audit.record(
        by=by, action="cameras.day_remembered", subject=f"camera:{day.camera_id}", now=now,
        detail={"date": day.date.isoformat(), "looks": day.looks, "alive": day.alive},
    )  # fmt: skip


def _note_state(day: Day, *, now: datetime) -> None:
    state = Health.FROZEN if day.frozen > day.alive else Health.LIVE
    health, _is_new = CameraHealth.objects.get_or_create(
        camera_id=day.camera_id, defaults={"since": now, "next_at": now}
    )
    if health.state != state:
        health.state, health.since = state, now
    health.looked_at = health.next_at = now
    if state == Health.LIVE:
        health.seen_at = now
    health.save()
