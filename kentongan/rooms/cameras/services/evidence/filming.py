"""
The job that records: all cameras in one run, each film kept as a clip when it is whole.

It may be killed at any moment: films lie in a folder, and the next run ends and keeps them.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import localtime

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.files import services as files_of_house
from kentongan.foundation.keys import make_key
from kentongan.foundation.video.masking import CannotMask, mask_film
from kentongan.foundation.video.recording import FILM_SECONDS, Film, Studio
from kentongan.foundation.video.trouble import PATIENT, Reason
from kentongan.rooms.cameras.errors import NoStream, NoSuchCamera
from kentongan.rooms.cameras.models import EvidenceClip, EvidenceRecording, Look
from kentongan.rooms.cameras.queries.addresses import find_stream_address
from kentongan.rooms.cameras.queries.masks import list_masks
from kentongan.rooms.cameras.rules.recording import STALE, End
from kentongan.rooms.cameras.rules.words import Standing
from kentongan.rooms.cases import api as cases

log = logging.getLogger(__name__)
STEP_SECONDS = 1.0
PAUSE, LONG_PAUSE = 1.0, 30.0  # seconds between dials
MASK_AT_ONCE = 1  # film is drawn anew beside the recording, on one core


def record_cameras(
    *, should_stop: Callable[[], bool] = lambda: False, film_seconds: float = FILM_SECONDS,
    step_seconds: float = STEP_SECONDS, by: Acting,
) -> None:  # fmt: skip
    """Record what is to be recorded until nothing is left or somebody says stop."""
    with (
        ThreadPoolExecutor(MASK_AT_ONCE) as pool,
        Studio(settings.CAMERA_RECORDINGS, film_seconds=film_seconds) as studio,
    ):
        run = _Run(studio, pool, by)
        while not should_stop() and run.step(now=localtime()):
            time.sleep(step_seconds)
        run.leave()


class _Run:
    """One run of the job."""

    def __init__(self, studio: Studio, pool: ThreadPoolExecutor, by: Acting) -> None:
        self.studio, self.pool, self.by = studio, pool, by
        self.holder = make_key()
        self.dial_at: dict[str, float] = {}
        self.masking: dict[Path, Future[bytes]] = {}

    def step(self, *, now: datetime) -> bool:
        """Look after each recording; return whether there are any of ours."""
        open_rows = EvidenceRecording.objects.filter(ended_at=None)
        free = Q(holder=self.holder) | Q(holder=None) | Q(beat_at__lt=now - STALE)
        open_rows.filter(free).update(holder=self.holder, beat_at=now)
        rows = open_rows.filter(holder=self.holder).select_related("camera", "request__case")
        ours = list(rows)
        for row in ours:
            self._look_after(row, now=now)
        return bool(ours)

    def leave(self) -> None:
        """Give recordings back that are to go on: the next run takes them at once."""
        for future in self.masking.values():
            future.cancel()
        EvidenceRecording.objects.filter(holder=self.holder).update(holder=None, beat_at=None)

    def _look_after(self, row: EvidenceRecording, *, now: datetime) -> None:
        key = str(row.pk)
        end = _find_end(row, now=now)
        if end is None:
            self._keep_dialled(row)
        else:
            self.studio.stop(key)
        kept = [self._keep(row, film) for film in self.studio.list_films(key)]
        if end is not None and all(kept):
            _end(row, end, by=self.by, now=now)

    def _keep_dialled(self, row: EvidenceRecording) -> None:
        key = str(row.pk)
        recorder = self.studio.recorders.get(key)
        if self.studio.is_recording(key):
            self._note(row, trouble=None if recorder and recorder.picture_at else row.trouble)
            return
        if recorder is not None and recorder.reason is not None:
            self._wait(row, recorder.reason)
            recorder.reason = None
        if time.monotonic() < self.dial_at.get(key, 0):
            return
        try:
            self.studio.start(key, find_stream_address(row.camera_id))
        except (NoStream, NoSuchCamera):
            self._wait(row, Reason.FORBIDDEN)

    def _wait(self, row: EvidenceRecording, reason: Reason) -> None:
        pause = LONG_PAUSE if reason in PATIENT else PAUSE
        self.dial_at[str(row.pk)] = time.monotonic() + pause
        self._note(row, trouble=reason.value)

    def _note(self, row: EvidenceRecording, *, trouble: str | None) -> None:
        recorder = self.studio.recorders.get(str(row.pk))
        if recorder is not None and recorder.picture_at:
            row.picture_at = _read_time(recorder.picture_at)
        row.trouble = trouble or ""
        row.save(update_fields=["picture_at", "trouble"])

    def _keep(self, row: EvidenceRecording, film: Film) -> bool:
        """Keep a film as a clip; False while its masks are still being drawn."""
        masks = [mask.corners for mask in list_masks(row.camera)]
        content = film.path.read_bytes()
        if masks:
            if film.path not in self.masking:
                self.masking[film.path] = self.pool.submit(mask_film, content, masks)
            future = self.masking[film.path]
            if not future.done():
                return False
            del self.masking[film.path]
            try:
                content = future.result()
            except CannotMask:
                log.warning("a film of %s cannot be masked and is not kept", row.camera.code)
                content = b""
        if content:
            _keep_clip(row, film, content, by=self.by, now=localtime())
        film.path.unlink()
        return True


def _find_end(row: EvidenceRecording, *, now: datetime) -> End | None:
    if row.request.case.state != cases.State.RUNNING:
        return End.CASE
    if row.camera.standing == Standing.RETIRED:
        return End.GONE
    return End.TIME if now >= row.until else None


@transaction.atomic
def _keep_clip(
    row: EvidenceRecording, film: Film, content: bytes, *, by: Acting, now: datetime
) -> None:
    clip_id: UUID = uuid5(row.pk, str(film.starts_at))  # the same film again is the same clip
    if EvidenceClip.objects.filter(pk=clip_id).exists():
        return
    file = files_of_house.store_bytes(
        content, name=f"{row.camera.code}.mp4", media_type="video/mp4", by=by, now=now
    )
    starts_at, ends_at = _read_time(film.starts_at), _read_time(film.ends_at)
    EvidenceClip.objects.create(
        id=clip_id, request_id=row.request_id, camera_id=row.camera_id, file=file,
        source="operator", starts_at=starts_at, ends_at=ends_at, sha256=file.sha256,
        added_by=f"user:{row.started_by_id}", added_at=now,
    )  # fmt: skip
    seconds = max(1, round(film.ends_at - film.starts_at))
    Look.objects.filter(pk=row.look_id).update(
        seconds=F("seconds") + seconds, last_at=ends_at, ended_at=ends_at
    )
    audit.record(
        by=by, action="cameras.clip_recorded", subject=f"case:{row.request_id}", now=now,
        detail={"camera": row.camera.code, "clip": str(clip_id), "sha256": file.sha256,
                "seconds": seconds},
        topics=(f"case:{row.request_id}",),
    )  # fmt: skip


@transaction.atomic
def _end(row: EvidenceRecording, why: End, *, by: Acting, now: datetime) -> None:
    row.ended_at, row.ended_why, row.holder = now, why.value, None
    row.save(update_fields=["ended_at", "ended_why", "holder"])
    audit.record(
        by=by, action="cameras.recording_ended", subject=f"case:{row.request_id}", now=now,
        detail={"camera": row.camera.code, "why": why.value}, topics=(f"case:{row.request_id}",),
    )  # fmt: skip


def _read_time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)
