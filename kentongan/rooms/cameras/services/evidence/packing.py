"""Make the package: clips with masks burnt in, manifest, signature; and delete it again."""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.db import transaction

import av

import kentongan
from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.files import services as files_of_house
from kentongan.foundation.files.models import StoredFile
from kentongan.foundation.keys import make_key
from kentongan.foundation.seal.detached import sign_detached
from kentongan.foundation.seal.offices import get_credential
from kentongan.foundation.video.masking import mask_film
from kentongan.rooms.cameras.errors import NoSuchRequest, PackageGone
from kentongan.rooms.cameras.models import CameraCheck, EvidenceClip, EvidenceRequest, Look
from kentongan.rooms.cameras.permissions import find_looking_role, get_keeper, list_looking_offices
from kentongan.rooms.cameras.queries.evidence import get_limits
from kentongan.rooms.cameras.queries.masks import list_masks
from kentongan.rooms.cameras.rules.evidence import README
from kentongan.rooms.cameras.rules.words import LookKind
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people

FORMAT = "kentongan-evidence/1"
NO_SESSION = bytes(32)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Part:
    """One file of a package with what the manifest says of it."""

    path: str
    content: bytes
    facts: dict[str, Any]


def make_package(*, case_id: UUID, by: Acting, now: datetime) -> EvidenceRequest:
    """Make the package of a granted request and close its case; doing it again changes nothing."""
    request = EvidenceRequest.objects.select_related("case", "office").get(pk=case_id)
    if request.package_sha256:
        return request
    parts = [part for clip in _list_clips(request) for part in _make_parts(clip)]
    credential = get_credential(get_keeper().pk, by=by, now=now)
    manifest = json.dumps(_write_manifest(request, parts, now=now), indent=1, ensure_ascii=False)
    packed = _pack(
        {
            "README.txt": README.encode(),
            "manifest.json": manifest.encode(),
            "manifest.json.p7s": sign_detached(manifest.encode(), credential=credential),
            "root.pem": credential.chain_pem.encode(),
            **{part.path: part.content for part in parts},
        }
    )
    return _keep(request.pk, packed, by=by, now=now)


@transaction.atomic
def _keep(case_id: UUID, packed: bytes, *, by: Acting, now: datetime) -> EvidenceRequest:
    request = EvidenceRequest.objects.select_for_update(of=("self",)).get(pk=case_id)
    if request.package_sha256:
        return request
    keep_until = now + get_limits().keep
    file = files_of_house.store_bytes(
        packed, name=f"bukti-{request.code}.zip", media_type="application/zip", by=by, now=now
    )
    request.package, request.package_sha256 = file, hashlib.sha256(packed).hexdigest()
    request.made_at, request.keep_until = now, keep_until
    request.save(update_fields=["package", "package_sha256", "made_at", "keep_until"])
    detail: dict[str, object] = {"sha256": request.package_sha256, "keep_until": keep_until}
    cases.finish_case(case_id=case_id, detail=detail, by=by, now=now)
    return request


def _list_clips(request: EvidenceRequest) -> list[EvidenceClip]:
    rows = request.clips.filter(file__isnull=False).select_related("camera", "file")
    return list(rows.order_by("camera__code", "starts_at"))


def _make_parts(clip: EvidenceClip) -> list[_Part]:
    if clip.file is None:
        return []
    with files_of_house.open_file(clip.file) as stored:
        film = stored.read()
    masks = [mask.corners for mask in list_masks(clip.camera)]
    ending = PurePosixPath(clip.file.name).suffix
    if masks:
        film, ending = mask_film(film, masks), ".mp4"
    name = f"{clip.camera.code}-{str(clip.pk)[-8:]}"
    facts = {
        "camera": clip.camera.code, "starts_at": _say(clip.starts_at),
        "ends_at": _say(clip.ends_at), "source": clip.source, "brought_by": clip.added_by,
        "brought_at": _say(clip.added_at), "sha256_as_brought": clip.sha256,
        "is_masked": bool(masks), "clock_skew_s": _find_skew(clip),
    }  # fmt: skip
    return [
        _Part(f"rekaman/{name}{ending}", film, {"kind": "clip", **facts}),
        _Part(f"gambar/{name}.jpg", _take_picture(film), {"kind": "snapshot", **facts}),
    ]


def _find_skew(clip: EvidenceClip) -> float | None:
    """Return by how many seconds the camera's own clock was wrong when it was last checked."""
    checks = CameraCheck.objects.filter(camera=clip.camera, clock_skew_s__isnull=False)
    return checks.order_by("-started_at").values_list("clock_skew_s", flat=True).first()


def _take_picture(film: bytes) -> bytes:
    with av.open(io.BytesIO(film), "r", options={"enable_drefs": "0"}) as opened:
        picture = next(opened.decode(video=0)).to_image()  # type: ignore[no-untyped-call]
    paper = io.BytesIO()
    picture.save(paper, "JPEG", quality=90)
    return paper.getvalue()


def _write_manifest(
    request: EvidenceRequest, parts: list[_Part], *, now: datetime
) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "software": f"Kentongan {getattr(kentongan, '__version__', '')}".strip(),
        "request": request.code,
        "asked_by_office": request.office.name_id,
        "asked_by": f"user:{request.asked_by_id}",
        "agreed_by": f"user:{request.second_id}",
        "agreed_at": _say(request.second_at),
        "purpose": request.purpose,
        "reason": request.reason,
        "legal_basis": request.legal_basis,
        "reference": request.reference,
        "span": [_say(request.starts_at), _say(request.ends_at)],
        "owners": [
            {"camera": one.camera.code, "is_given": one.is_given, "by": one.said_by,
             "at": _say(one.said_at)}
            for one in request.approvals.select_related("camera").order_by("camera__code")
        ],
        "cameras": [
            {"code": camera.code, "name": camera.name, "place": camera.place_id,
             "lat": camera.lat, "lon": camera.lon, "bearing": camera.bearing,
             "field_of_view": camera.field_of_view}
            for camera in request.cameras.order_by("code")
        ],
        "custody": [
            {"at": _say(line.at), "by": line.actor, "what": line.action}
            for line in audit.list_lines(f"case:{request.pk}")
        ],
        "looks": _list_looks(request),
        "made_at": _say(now),
        "files": [
            {"path": part.path, "bytes": len(part.content),
             "sha256": hashlib.sha256(part.content).hexdigest(), **part.facts}
            for part in parts
        ],
    }  # fmt: skip


def _list_looks(request: EvidenceRequest) -> list[dict[str, Any]]:
    """Return who looked at these cameras during the span and a day around it."""
    looks = Look.objects.filter(
        camera__in=request.cameras.all(), started_at__gte=request.starts_at - DAY,
        started_at__lt=request.ends_at + DAY,
    )  # fmt: skip
    rows = looks.select_related("camera", "office").order_by("started_at")
    return [
        {"camera": look.camera.code, "office": look.office.name_id, "role": look.role,
         "purpose": look.purpose, "at": _say(look.started_at), "seconds": look.seconds}
        for look in rows
    ]  # fmt: skip


def _say(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _pack(files: dict[str, bytes]) -> bytes:
    paper = io.BytesIO()
    with zipfile.ZipFile(paper, "w", zipfile.ZIP_STORED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return paper.getvalue()


@transaction.atomic
def download_package(*, code: str, by: people.Actor, now: datetime) -> StoredFile:
    """
    Hand the package out to who asked or keeps it: counted, and a look at every camera in it.

    Raises NoSuchRequest, PackageGone.
    """
    offices = list_looking_offices(by)
    rows = EvidenceRequest.objects.select_for_update(of=("self",)).select_related("package")
    request = rows.filter(code=code.upper()).first()
    mine = {request.office_id, get_keeper().pk} & {*offices} if request else set()
    if request is None or not mine or by.user_id is None:
        raise NoSuchRequest
    if request.package is None:
        raise PackageGone if request.deleted_at else NoSuchRequest
    request.download_count += 1
    request.save(update_fields=["download_count"])
    office_id = request.office_id if request.office_id in mine else min(mine)
    for clip in request.clips.order_by("camera_id").distinct("camera_id"):
        Look.objects.create(
            id=make_key(), camera_id=clip.camera_id, user_id=by.user_id, office_id=office_id,
            purpose=request.purpose, purpose_words=request.code, kind=LookKind.EVIDENCE,
            role=find_looking_role(office_id, by=by), session_hash=NO_SESSION, started_at=now,
            last_at=now, ended_at=now, ended_why="closed",
        )  # fmt: skip
    audit.record(
        by=by, action="cameras.package_handed_out", subject=f"case:{request.pk}", now=now,
        detail={"count": request.download_count, "sha256": request.package_sha256},
        topics=(f"case:{request.pk}",),
    )  # fmt: skip
    return request.package


def delete_old_packages(*, by: Acting, now: datetime) -> int:
    """Delete packages whose time has ended, with every clip of theirs; returns how many."""
    due = EvidenceRequest.objects.filter(deleted_at=None, keep_until__lte=now)
    ids = list(due.values_list("pk", flat=True))
    for case_id in ids:
        _delete(case_id, by=by, now=now)
    return len(ids)


@transaction.atomic
def _delete(case_id: UUID, *, by: Acting, now: datetime) -> None:
    request = EvidenceRequest.objects.select_for_update(of=("self",)).get(pk=case_id)
    clips = request.clips.filter(file__isnull=False)
    for file_id in [*clips.values_list("file_id", flat=True), request.package_id]:
        if file_id is not None:
            files_of_house.delete_file(file_id, by=by)
    request.clips.update(file=None)
    request.package, request.deleted_at = None, now
    request.save(update_fields=["package", "deleted_at"])
    audit.record(
        by=by, action="cameras.package_deleted", subject=f"case:{request.pk}", now=now,
        detail={"sha256": request.package_sha256}, topics=(f"case:{request.pk}",),
    )  # fmt: skip
