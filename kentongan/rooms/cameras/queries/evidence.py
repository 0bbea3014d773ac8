"""Requests for recordings: the regency's limits, who may see which, and what is still missing."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from kentongan.foundation.actors import Acting
from kentongan.rooms.cameras.errors import NoSuchRequest
from kentongan.rooms.cameras.models import (
    Camera,
    EvidenceApproval,
    EvidenceClip,
    EvidenceRecording,
    EvidenceRequest,
)
from kentongan.rooms.cameras.permissions import (
    find_granting_offices,
    get_keeper,
    is_owner,
    list_looking_offices,
)
from kentongan.rooms.cameras.rules.evidence import Limits
from kentongan.rooms.cameras.rules.recording import count_minutes_left
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people

FILE = Path("cameras") / "evidence.toml"


@dataclass(frozen=True)
class ShownCamera:
    """One camera of a request: what its owner said, what came, and what one may do now."""

    approval: EvidenceApproval
    clips: list[EvidenceClip]
    may_answer: bool
    may_bring: bool
    may_record: bool  # now: within the span, and nobody does yet
    may_stop: bool
    recording: EvidenceRecording | None
    minutes_left: int

    @property
    def camera(self) -> Camera:
        return self.approval.camera


@dataclass(frozen=True)
class ShownRequest:
    """A request with everything its page needs."""

    request: EvidenceRequest
    cameras: list[ShownCamera]
    actions: list[str]
    version: int
    is_asker: bool
    may_download: bool


@cache
def read_type(folder: Path) -> dict[str, Any]:
    """Return the data of the case type; empty where a regency has none."""
    file = folder / FILE
    return tomllib.loads(file.read_text()) if file.exists() else {}


def get_limits() -> Limits:
    """Return what the regency allows."""
    data: Mapping[str, Any] = read_type(settings.REGENCY_FOLDER)
    return Limits(
        slug=str(data["slug"]),
        longest=timedelta(hours=int(data["longest_hours"])),
        most_cameras=int(data["most_cameras"]),
        keep=timedelta(days=int(data["keep_days"])),
    )


def list_requests(*, by: Acting) -> list[EvidenceRequest]:
    """Return requests that somebody's offices asked, keep or own cameras of, newest first."""
    offices = list_looking_offices(by)
    return list(_visible(offices).order_by("-case__submitted_at")[:100]) if offices else []


def _visible(offices: list[int]) -> "QuerySet[EvidenceRequest]":
    rows = EvidenceRequest.objects.select_related("case", "office", "asked_by", "second", "package")
    if get_keeper().pk in offices:
        return rows
    mine = Q(office__in=offices) | Q(
        pk__in=EvidenceApproval.objects.filter(camera__office__in=offices).values("request")
    )
    return rows.filter(mine)


def list_own_requests(*, by: Acting) -> list[EvidenceRequest]:
    """Return requests for a private owner's cameras that a second official agreed to."""
    if not isinstance(by, people.Actor) or by.person_id is None:
        return []
    asked = EvidenceApproval.objects.filter(camera__owner_id=by.person_id).values("request")
    rows = EvidenceRequest.objects.filter(pk__in=asked).select_related("case", "office")
    return list(rows.order_by("-case__submitted_at"))


def get_request(code: str, *, by: Acting, now: datetime) -> ShownRequest:
    """Return a request to who takes part in it; raises NoSuchRequest."""
    offices = list_looking_offices(by)
    row = _visible(offices).filter(code=code.upper()).first() if offices else None
    if row is None:
        row = next((one for one in list_own_requests(by=by) if one.code == code.upper()), None)
    if row is None:
        raise NoSuchRequest
    return show_request(row, by=by, now=now)


def show_request(row: EvidenceRequest, *, by: Acting, now: datetime) -> ShownRequest:
    """Return a request as somebody who may see it sees it."""
    actor = by if isinstance(by, people.Actor) else people.VISITOR
    is_asker = actor.user_id == row.asked_by_id
    clips = list(row.clips.select_related("file", "camera"))
    is_running = row.second_id is not None and row.case.state == cases.State.RUNNING
    recordings = {one.camera_id: one for one in row.recordings.filter(ended_at=None)}
    shown = [
        _show_camera(
            approval, clips, recordings.get(approval.camera_id), is_running=is_running,
            is_asker=is_asker, by=actor, now=now,
        )
        for approval in row.approvals.select_related("camera", "camera__office").order_by("pk")
    ]  # fmt: skip
    offices = list_looking_offices(by)
    step = row.case.current_step
    holds = step is not None and cases.find_holding(by=actor, step=step) is not None
    plan = row.case.step_plan
    return ShownRequest(
        request=row,
        cameras=shown,
        actions=list(plan.decisions) if holds and plan is not None and not is_asker else [],
        version=row.case.version,
        is_asker=is_asker,
        may_download=row.package is not None
        and bool({row.office_id, get_keeper().pk} & {*offices}),
    )


def _show_camera(
    approval: EvidenceApproval, clips: list[EvidenceClip], recording: EvidenceRecording | None, *,
    is_running: bool, is_asker: bool, by: people.Actor, now: datetime,
) -> ShownCamera:  # fmt: skip
    camera = approval.camera
    may_answer = is_running and approval.is_given is None and can_answer(camera, by=by)
    may_bring = is_running and approval.is_given is True and can_bring(camera, by=by)
    may_record = is_running and approval.is_given is True and can_record(camera, by=by)
    is_in_span = approval.request.starts_at <= now < approval.request.ends_at
    return ShownCamera(
        approval=approval,
        clips=[clip for clip in clips if clip.camera_id == camera.pk],
        may_answer=may_answer and not is_asker,
        may_bring=may_bring,
        may_record=may_record and is_in_span and recording is None,
        may_stop=recording is not None and recording.until > now and can_record(camera, by=by),
        recording=recording,
        minutes_left=count_minutes_left(recording.until, now=now) if recording else 0,
    )


def can_answer(camera: Camera, *, by: Acting) -> bool:
    """Tell whether somebody speaks for the owner: who owns it, or who signs for its office."""
    return is_owner(camera, by=by) or camera.office_id in find_granting_offices(by)


def can_bring(camera: Camera, *, by: Acting) -> bool:
    """Tell whether somebody may bring a recording: owner, its office's operators, the keeper's."""
    offices = list_looking_offices(by)
    return is_owner(camera, by=by) or camera.office_id in offices or get_keeper().pk in offices


def can_record(camera: Camera, *, by: Acting) -> bool:
    """Tell whether somebody may have a camera recorded: operators of its office, the keeper's."""
    return bool({camera.office_id, get_keeper().pk} & {*list_looking_offices(by)})
