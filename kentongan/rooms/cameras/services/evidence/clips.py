"""Recordings that come for a request: opened, measured and kept as they came."""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

import av

from kentongan.foundation.audit import chain as audit
from kentongan.foundation.files import services as files_of_house
from kentongan.foundation.keys import make_key
from kentongan.rooms.cameras.errors import NoSuchRequest, NotAsked, WrongClip
from kentongan.rooms.cameras.models import EvidenceApproval, EvidenceClip
from kentongan.rooms.cameras.permissions import is_owner
from kentongan.rooms.cameras.queries.evidence import can_bring
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people

MOST_BYTES = 200 * 1024 * 1024
MOST_SECONDS = 6 * 3600
FORMATS = {"mov", "matroska", "avi", "mpegts"}


@dataclass(frozen=True)
class Measured:
    """What was found in a film."""

    seconds: float
    extension: str


def add_clip(
    upload: "UploadedFile[Any]", *, code: str, camera_code: str, starts_at: datetime,
    by: people.Actor, now: datetime,
) -> EvidenceClip:  # fmt: skip
    """
    Keep a recording for a request that its owner agreed to. Raises NoSuchRequest, WrongClip.

    The film is opened before it is kept: what cannot be read is refused while the person looks.
    """
    approval = _find_approval(code, camera_code, by=by)
    if (upload.size or 0) > MOST_BYTES:
        limit = filesizeformat(MOST_BYTES)
        raise WrongClip(
            fields={"clip": _("This is too big. At most: %(limit)s.") % {"limit": limit}}
        )
    upload.seek(0)
    content = upload.read(MOST_BYTES + 1)
    return _keep(content, measure_film(content), approval, starts_at=starts_at, by=by, now=now)


def measure_film(content: bytes) -> Measured:
    """Open a film and return how long it is; raises WrongClip."""
    refused = WrongClip(fields={"clip": _("This is no film that can be opened: send MP4 or MKV.")})
    try:
        with av.open(io.BytesIO(content), "r", options={"enable_drefs": "0"}) as film:
            names = set(film.format.name.split(","))
            next(film.decode(video=0))
            seconds = (film.duration or 0) / 1_000_000
    except (av.FFmpegError, IndexError, StopIteration, ValueError) as error:
        raise refused from error
    if not names & FORMATS or not 0 < seconds <= MOST_SECONDS:
        raise refused
    return Measured(seconds, "mp4" if "mp4" in names else "mkv")


def _find_approval(code: str, camera_code: str, *, by: people.Actor) -> EvidenceApproval:
    rows = EvidenceApproval.objects.select_related("request", "request__case", "camera")
    approval = rows.filter(
        request__code=code.upper(), camera__code=camera_code.upper()
    ).first()  # fmt: skip
    if approval is None or not can_bring(approval.camera, by=by):
        raise NoSuchRequest
    if not approval.is_given or approval.request.case.state != cases.State.RUNNING:
        raise NotAsked
    return approval


@transaction.atomic
def _keep(
    content: bytes, found: Measured, approval: EvidenceApproval, *, starts_at: datetime,
    by: people.Actor, now: datetime,
) -> EvidenceClip:  # fmt: skip
    file = files_of_house.store_bytes(
        content, name=f"{approval.camera.code}.{found.extension}", media_type="video/mp4", by=by,
        now=now,
    )  # fmt: skip
    clip = EvidenceClip.objects.create(
        id=make_key(), request=approval.request, camera=approval.camera, file=file,
        source="owner" if is_owner(approval.camera, by=by) else "operator", starts_at=starts_at,
        ends_at=starts_at + timedelta(seconds=found.seconds), sha256=file.sha256, added_by=by.ref,
        added_at=now,
    )  # fmt: skip
    audit.record(
        by=by, action="cameras.clip_brought", subject=f"case:{approval.request_id}", now=now,
        detail={"camera": approval.camera.code, "clip": str(clip.pk), "sha256": clip.sha256},
        topics=(f"case:{approval.request_id}",),
    )  # fmt: skip
    return clip
