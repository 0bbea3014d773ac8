"""Ask for recordings, and let a second official and the owner's side agree."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.outbox import services as outbox
from kentongan.rooms.cameras.errors import (
    NoSuchRequest,
    NotAnsweredYet,
    NotAsked,
    NothingGiven,
    SamePerson,
    StillRecording,
    WrongRequest,
)
from kentongan.rooms.cameras.models import Camera, EvidenceApproval, EvidenceRequest
from kentongan.rooms.cameras.permissions import check_can_look, get_keeper
from kentongan.rooms.cameras.queries.evidence import can_answer, get_limits, read_type
from kentongan.rooms.cameras.rules.evidence import (
    FINISH_TASK,
    KIND,
    SHORTEST_BASIS,
    SHORTEST_REASON,
    find_span_problem,
)
from kentongan.rooms.cameras.rules.words import Level
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people

SPANS = {
    "order": gettext_lazy("The end has to come after the beginning."),
    "long": gettext_lazy("This is longer than may be asked for at once."),
    "far": gettext_lazy("Recordings can be asked for one day ahead at most."),
}


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Who wants to see what, of when, why and by which law."""

    camera_codes: Collection[str]
    purpose: str
    reason: str
    legal_basis: str
    starts_at: datetime
    ends_at: datetime
    reference: str = ""


def load_evidence_type(folder: Path, *, by: Acting, now: datetime) -> dict[str, int]:
    """Publish how recordings are asked for in a regency; safe to repeat."""
    data = read_type(folder)
    if not data:
        return {"requests for recordings": 0}
    keeper = f"office:{get_keeper().key}"
    route = [{**step, "office": step["office"].replace("keeper", keeper)} for step in data["route"]]
    definition = {
        "promise": data["promise"], "route": route, "finish_task": FINISH_TASK,
        "requirements": [], "sections": [],
    }  # fmt: skip
    cases.publish_case_type(
        slug=data["slug"], kind=KIND, name_id=data["name"]["id"], name_en=data["name"]["en"],
        definition=definition, by=by, now=now,
    )  # fmt: skip
    return {"requests for recordings": 1}


@transaction.atomic
def ask_for_recordings(asking: Asking, *, by: people.Actor, now: datetime) -> EvidenceRequest:
    """
    Ask for recordings of cameras that one may see under a grant for evidence, or one's own.

    Raises NoSuchCamera, OtherPurpose, WrongRequest.
    """
    cameras, office_id = _find_cameras(asking, by=by, now=now)
    _check_words(asking, cameras, now=now)
    case = cases.submit_case(
        type_slug=get_limits().slug, place_code=cameras[0].place_id,
        applicant_id=_find_person(by, now=now), answers={}, by=by, now=now,
    )  # fmt: skip
    request = EvidenceRequest.objects.create(
        case=case, code=case.code, office_id=office_id, asked_by_id=by.user_id or 0,
        purpose=asking.purpose, reason=asking.reason.strip(), reference=asking.reference.strip(),
        legal_basis=asking.legal_basis.strip(), starts_at=asking.starts_at, ends_at=asking.ends_at,
    )  # fmt: skip
    request.cameras.set(cameras)
    audit.record(
        by=by, action="cameras.recordings_asked", subject=f"case:{case.pk}", now=now,
        detail={
            "cameras": sorted(camera.code for camera in cameras), "purpose": asking.purpose,
            "from": asking.starts_at, "until": asking.ends_at, "office": office_id,
        },
        topics=("cameras",),
    )  # fmt: skip
    return request


def _find_cameras(asking: Asking, *, by: people.Actor, now: datetime) -> tuple[list[Camera], int]:
    codes = {code.upper() for code in asking.camera_codes}
    cameras = list(Camera.objects.filter(code__in=codes).order_by("code"))
    if not codes or len(cameras) != len(codes) or len(codes) > get_limits().most_cameras:
        raise WrongRequest(fields={"cameras": gettext_lazy("Choose between one and ten cameras.")})
    rights = [
        check_can_look(camera, purpose=asking.purpose, level=Level.EVIDENCE, by=by, now=now)
        for camera in cameras
    ]
    offices = {right.office_id for right in rights}
    if len(offices) != 1:
        said = gettext_lazy("These cameras are seen for different offices; ask for each of them.")
        raise WrongRequest(fields={"cameras": said})
    return cameras, offices.pop()


def _check_words(asking: Asking, cameras: list[Camera], *, now: datetime) -> None:
    wrong: dict[str, Any] = {}
    if len(asking.reason.strip()) < SHORTEST_REASON:
        wrong["reason"] = gettext_lazy("Say in a sentence why the recording is needed.")
    if len(asking.legal_basis.strip()) < SHORTEST_BASIS:
        wrong["legal_basis"] = gettext_lazy("Name the law, agreement or order this rests on.")
    problem = find_span_problem(
        starts_at=asking.starts_at, ends_at=asking.ends_at, longest=get_limits().longest, now=now
    )
    if problem:
        wrong["ends_at"] = SPANS[problem]
    if wrong:
        raise WrongRequest(fields=wrong)


def _find_person(by: people.Actor, *, now: datetime) -> Any:
    """Return the official as a person: the engine tells applicants, and never lets them decide."""
    if by.person_id is not None:
        return by.person_id
    return people.register_person(name=by.name, user_id=by.user_id, by=by, now=now).id


def follow_turn(taken: cases.TurnTaken) -> None:
    """Bring the request up to date within the turn of its case; what it refuses undoes the turn."""
    request = EvidenceRequest.objects.select_for_update(of=("self",)).get(pk=taken.case.pk)
    is_same = isinstance(taken.by, people.Actor) and taken.by.user_id == request.asked_by_id
    if is_same and taken.turn in {"forward", "grant", "refuse", "return", "reassign"}:
        raise SamePerson
    if taken.turn == "forward" and isinstance(taken.by, people.Actor):
        _note_second(request, by=taken.by, now=taken.now)
    if taken.turn == "grant":
        _check_ready(request)


def _note_second(request: EvidenceRequest, *, by: people.Actor, now: datetime) -> None:
    request.second_id, request.second_at = by.user_id, now
    request.save(update_fields=["second", "second_at"])
    for camera in request.cameras.all():
        _approval, is_new = EvidenceApproval.objects.get_or_create(request=request, camera=camera)
        if is_new and camera.owner_id:
            _tell_owner(request, camera, by=by, now=now)


def _check_ready(request: EvidenceRequest) -> None:
    approvals = list(request.approvals.select_related("camera"))
    silent = [one.camera.code for one in approvals if one.is_given is None]
    if silent:
        raise NotAnsweredYet(cameras=", ".join(silent))
    running = request.recordings.filter(ended_at=None).order_by("camera__code")
    if codes := list(running.values_list("camera__code", flat=True)):
        raise StillRecording(cameras=", ".join(codes))
    have = set(request.clips.values_list("camera_id", flat=True))
    given = [one.camera for one in approvals if one.is_given]
    missing = [camera.code for camera in given if camera.pk not in have]
    if missing or not given:
        raise NothingGiven(cameras=", ".join(missing) or request.code)


@transaction.atomic
def answer_request(
    *, code: str, camera_code: str, is_given: bool, words: str, by: people.Actor, now: datetime
) -> EvidenceApproval:
    """
    Say for the owner of a camera whether its recording is given.

    Who owns it, or who signs for its office; never who asked. Raises NoSuchRequest, SamePerson,
    NotAsked.
    """
    rows = EvidenceApproval.objects.select_for_update(of=("self",))
    approval = (
        rows.filter(request__code=code.upper(), camera__code=camera_code.upper())
        .select_related("request", "request__case", "camera")
        .first()
    )
    if approval is None or not can_answer(approval.camera, by=by):
        raise NoSuchRequest
    if by.user_id == approval.request.asked_by_id:
        raise SamePerson
    if approval.is_given is not None or approval.request.case.state != cases.State.RUNNING:
        raise NotAsked
    approval.is_given, approval.words = is_given, words.strip()[:300]
    approval.said_by, approval.said_at = by.ref, now
    approval.save(update_fields=["is_given", "words", "said_by", "said_at"])
    audit.record(
        by=by, action="cameras.recording_given" if is_given else "cameras.recording_refused",
        subject=f"case:{approval.request_id}", now=now,
        detail={"camera": approval.camera.code},
        topics=(f"case:{approval.request_id}",),
    )  # fmt: skip
    return approval


def _tell_owner(request: EvidenceRequest, camera: Camera, *, by: Acting, now: datetime) -> None:
    for contact in people.list_contacts([camera.owner_id] if camera.owner_id else []):
        if not contact.email:
            continue
        with override(contact.language):
            facts = {
                "camera": camera.code, "office": request.office.name,
                "purpose": request.get_purpose_display(), "basis": request.legal_basis,
                "url": f"{settings.PUBLIC_URL}/kamera/milik/bukti/{request.code}/",
            }  # fmt: skip
            text = _(
                "%(office)s asks for a recording of your camera %(camera)s.\n\nFor: %(purpose)s\n"
                "Legal basis: %(basis)s\n\nYou may say yes or no. Read why, answer and send the "
                "recording here:\n%(url)s"
            )
            outbox.post_mail(
                to=contact.email, subject=_("A recording of your camera is asked for"),
                text=text % facts, language=contact.language, about=f"case:{request.pk}", by=by,
                now=now,
            )  # fmt: skip
