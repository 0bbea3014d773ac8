"""Declaring cameras, changing and retiring them. What is secret is sealed before it is kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kentongan.foundation import codes, vault
from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.files import services as files_of_house
from kentongan.foundation.keys import make_key
from kentongan.foundation.netguard import Why, mask_host
from kentongan.rooms.cameras.errors import NoSuchCamera, NotNow, WrongCamera
from kentongan.rooms.cameras.events import Change, tell_change
from kentongan.rooms.cameras.models import Camera
from kentongan.rooms.cameras.models.data import get_consent
from kentongan.rooms.cameras.permissions import (
    can_change,
    can_keep_private,
    can_register,
    is_owner,
)
from kentongan.rooms.cameras.queries.addresses import judge_host, open_target, seal_target
from kentongan.rooms.cameras.queries.roads import check_faces_road
from kentongan.rooms.cameras.rules.description import Target, find_problems, read_target
from kentongan.rooms.cameras.rules.words import (
    CODE_PREFIX,
    Mode,
    OwnerKind,
    Purpose,
    Standing,
)
from kentongan.rooms.cameras.services._owners import tell_owner_retired
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

CONTACT = "camera-contact"
LOOPBACK = "127.0.0.1"
PROBLEMS = {
    "name": _("Give the camera a name of at most 120 letters."),
    "too_long": _("This is too long."),
    "position": _("This is no place on earth."),
    "bearing": _("The bearing is a number from 0 (north) to 359."),
    "field_of_view": _("The field of view is a number from 1 to 360 degrees."),
    "range_m": _("How far it sees is a number from 1 to 300 metres."),
    "road_line": _("The road line needs two points at least."),
}
BAD_HOSTS = {
    Why.NAME: _("This is no address of a camera."),
    Why.INTERNAL: _("This address belongs to the inside of a machine, not to a camera."),
    Why.NETWORK: _("This address is not of a network that may be reached from here."),
    Why.PORT: _("This port may not be dialled. Cameras use 554 or a number above 1023."),
}
NO_CONSENT = _("A private camera is connected only with its owner's consent.")
SHORTEST_WORDS = 10
NO_REASON = _("Say in a few words why the camera leaves the network; its owner reads it.")
MOVING = {"lat", "lon", "bearing", "field_of_view", "range_m", "road_line"}
PLAIN = {"name", "place_words", "purpose", "mode", *MOVING}


@transaction.atomic
def declare_camera(  # noqa: PLR0913 - what the law and the map want to know of a camera
    *,
    name: str,
    owner_kind: str,
    purpose: str,
    mode: str,
    place_code: str,
    lat: float,
    lon: float,
    bearing: int,
    field_of_view: int,
    range_m: int = 30,
    road_line: Sequence[Sequence[float]] = (),
    place_words: str = "",
    owner_id: UUID | None = None,
    office_id: int | None = None,
    contact: str = "",
    has_consented: bool = False,
    sign_photo: UUID | None = None,
    stream: Mapping[str, Any] | None = None,
    by: Acting,
    now: datetime,
) -> Camera:
    """
    Register a camera; `stream` has url, user, password, onvif_port.

    Raises WrongCamera with a sentence by field, FacesNoRoad with the picture of why,
    NoSuchCamera for who may not register it.
    """
    _check_may_declare(owner_kind, owner_id=owner_id, office_id=office_id, by=by)
    facts = {
        "name": name.strip(), "place_words": place_words.strip(), "lat": lat, "lon": lon,
        "bearing": bearing, "field_of_view": field_of_view, "range_m": range_m,
        "road_line": [list(point) for point in road_line], "purpose": purpose, "mode": mode,
    }  # fmt: skip
    target = _read_stream(stream)
    problems = _find_problems(facts, contact=contact, target=target, has_stream=bool(stream))
    if not places.has_region(place_code):
        problems["place_code"] = _("We do not know this village.")
    if _lacks_consent(owner_kind, mode=mode, is_given=has_consented):
        problems["has_consented"] = NO_CONSENT
    if problems:
        raise WrongCamera(fields=problems)
    camera = Camera(
        id=make_key(), code=_make_code(), owner_kind=owner_kind, owner_id=owner_id,
        office_id=office_id, place=places.get_region(place_code), created_at=now, changed_at=now,
        **facts,
    )  # fmt: skip
    camera.faces_road = check_faces_road(facts).sees_road
    _note(camera, contact=contact, has_consented=has_consented, sign_photo=sign_photo,
          by=by, now=now)  # fmt: skip
    _keep_target(camera, target)
    camera.save(force_insert=True)
    _tell(camera, Change.DECLARED, by=by, now=now)
    return camera


@transaction.atomic
def change_camera(
    *,
    camera_id: UUID,
    stream: Mapping[str, Any] | None = None,
    contact: str | None = None,
    sign_photo: UUID | None = None,
    has_consented: bool = False,
    by: Acting,
    now: datetime,
    **facts: Any,
) -> Camera:
    """
    Change what was declared: whatever of name, purpose, mode, place_words and the view is given.

    A new view or stream is to be verified anew. Raises as `declare_camera` does, and NotNow.
    """
    camera = _lock(camera_id, by=by)
    facts = {key: value for key, value in facts.items() if key in PLAIN}
    whole = {key: getattr(camera, key) for key in PLAIN} | facts
    target = _read_stream(stream)
    problems = _find_problems(whole, contact=contact or "", target=target, has_stream=bool(stream))
    if _lacks_consent(camera.owner_kind, mode=whole["mode"],
                      is_given=has_consented or camera.consent_at is not None):  # fmt: skip
        problems["has_consented"] = NO_CONSENT
    if problems:
        raise WrongCamera(fields=problems)
    moved = any(getattr(camera, key) != facts[key] for key in MOVING & facts.keys())
    if moved:
        camera.faces_road = check_faces_road(whole).sees_road
    for key, value in facts.items():
        setattr(camera, key, value)
    _note(camera, contact=contact, has_consented=has_consented, sign_photo=sign_photo,
          by=by, now=now)  # fmt: skip
    _keep_target(camera, target)
    if moved or target is not None or camera.standing == Standing.REFUSED:
        camera.standing, camera.verified_at, camera.refused_words = Standing.DECLARED, None, ""
    _save(camera, now=now)
    _tell(camera, Change.CHANGED, by=by, now=now)
    return camera


@transaction.atomic
def retire_camera(*, camera_id: UUID, words: str = "", by: Acting, now: datetime) -> Camera:
    """
    Take a camera out of the network for good; its address and password are forgotten.

    An officer says why, and its owner is told. Raises NoSuchCamera, NotNow, WrongCamera.
    """
    camera = _lock(camera_id, by=by)
    if camera.owner_kind == OwnerKind.PRIVATE and not is_owner(camera, by=by):
        if len(words.strip()) < SHORTEST_WORDS:
            raise WrongCamera(fields={"words": NO_REASON})
        tell_owner_retired(camera, words.strip(), by=by, now=now)
    camera.refused_words = words.strip()
    camera.standing, camera.retired_at = Standing.RETIRED, now
    camera.stream_sealed, camera.host_shown = None, ""
    _save(camera, now=now)
    _tell(camera, Change.RETIRED, by=by, now=now)
    return camera


@transaction.atomic
def readdress_loopback(
    streams: Mapping[str, Mapping[str, Any]], *, by: Acting, now: datetime
) -> int:
    """
    Give cameras served on this very machine their new addresses, by name; returns how many.

    Only for the house itself: they stay verified, as nothing but a port has changed.
    """
    if isinstance(by, people.Actor):
        raise NoSuchCamera
    count = 0
    rows = Camera.objects.select_for_update().filter(name__in=streams, retired_at=None)
    for camera in rows.exclude(stream_sealed=None):
        known, target = open_target(camera), _read_stream(streams[camera.name])
        if target is None or known == target or {known.host, target.host} != {LOOPBACK}:
            continue
        _keep_target(camera, target)
        _save(camera, now=now)
        audit.record(
            by=by, action="cameras.readdressed", subject=f"camera:{camera.pk}", now=now,
            topics=(f"camera:{camera.pk}",),
        )  # fmt: skip
        count += 1
    return count


def _check_may_declare(
    owner_kind: str, *, owner_id: UUID | None, office_id: int | None, by: Acting
) -> None:
    if owner_kind not in list(OwnerKind):
        raise WrongCamera(fields={"owner_kind": _("Say who owns the camera.")})
    if owner_kind == OwnerKind.PRIVATE:
        is_own = owner_id is not None and getattr(by, "person_id", None) == owner_id
        if owner_id is None or not (is_own or can_keep_private(by)):
            raise NoSuchCamera
        return
    if office_id is None or not can_register(office_id, by=by):
        raise NoSuchCamera


def _lock(camera_id: UUID, *, by: Acting) -> Camera:
    camera = Camera.objects.select_for_update().filter(pk=camera_id).first()
    if camera is None or not can_change(camera, by=by):
        raise NoSuchCamera
    if camera.standing == Standing.RETIRED:
        raise NotNow
    return camera


def _read_stream(stream: Mapping[str, Any] | None) -> Target | None:
    if not stream or not stream.get("url"):
        return None
    return read_target(
        str(stream["url"]), user=str(stream.get("user") or ""),
        password=str(stream.get("password") or ""), onvif_port=stream.get("onvif_port"),
    )  # fmt: skip


def _find_problems(
    facts: Mapping[str, Any], *, contact: str, target: Target | None, has_stream: bool
) -> dict[str, Any]:
    known = {key: facts[key] for key in (*MOVING, "name", "place_words")}
    found = find_problems(contact=contact, **known)
    problems: dict[str, Any] = {key: PROBLEMS[problem] for key, problem in found.items()}
    if facts["purpose"] not in list(Purpose):
        problems["purpose"] = _("Choose what the camera serves.")
    if facts["mode"] not in list(Mode):
        problems["mode"] = _("Choose how the camera is connected.")
    if has_stream and target is None:
        problems["url"] = _("This is no RTSP address. It begins with rtsp://.")
    if target is not None and (why := judge_host(target)) is not None:
        problems["url"] = BAD_HOSTS[why]
    return problems


def _lacks_consent(owner_kind: str, *, mode: str, is_given: bool) -> bool:
    return owner_kind == OwnerKind.PRIVATE and mode != Mode.NONE and not is_given


def _note(
    camera: Camera, *, contact: str | None, has_consented: bool, sign_photo: UUID | None,
    by: Acting, now: datetime,
) -> None:  # fmt: skip
    """Keep what stands beside the view: contact, consent, the photo of the sign."""
    if contact is not None:
        camera.contact_sealed = vault.seal(contact.strip(), purpose=CONTACT) if contact else None
    if has_consented:
        camera.consent_at, camera.consent_words = now, get_consent().version
    if sign_photo is not None:
        files_of_house.keep_file(sign_photo, by=by)
        camera.sign_photo_id = sign_photo


def _keep_target(camera: Camera, target: Target | None) -> None:
    if target is not None:
        camera.stream_sealed, camera.host_shown = seal_target(target), mask_host(target.host)


def _make_code() -> str:
    code = codes.make_code(CODE_PREFIX)
    while Camera.objects.filter(code=code).exists():
        code = codes.make_code(CODE_PREFIX, length=codes.LONG)
    return code


def _save(camera: Camera, *, now: datetime) -> None:
    camera.changed_at = now
    camera.version += 1
    camera.save()


def _tell(camera: Camera, change: Change, *, by: Acting, now: datetime) -> None:
    audit.record(
        by=by, action=f"cameras.{change}", subject=f"camera:{camera.pk}", now=now,
        topics=(f"camera:{camera.pk}",),
    )  # fmt: skip
    tell_change(camera_id=camera.pk, change=change, by=by, now=now)
