"""Open cameras to another office for a purpose and a time, and close them again at once."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.keys import make_key
from kentongan.foundation.outbox import services as outbox
from kentongan.rooms.cameras.errors import NoSuchGrant, WrongGrant
from kentongan.rooms.cameras.models import Camera, Grant, Look
from kentongan.rooms.cameras.permissions import check_can_grant, covers, get_keeper
from kentongan.rooms.cameras.rules.words import Level, OwnerKind, Purpose
from kentongan.rooms.cameras.services.looking import end_looks
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

LONGEST = timedelta(days=366)
LONGEST_SEAL = timedelta(days=366)  # after the grant ends: then its owner reads of every look
SHORTEST_BASIS = 10
MOST_CAMERAS = 500
OWN_CAMERAS = gettext_lazy("An office needs no grant for its own cameras.")


@dataclass(frozen=True, kw_only=True)
class Opening:
    """What a grant shall open, to whom, why and how long."""

    from_office: str
    to_office: str
    purpose: str
    legal_basis: str
    starts_at: datetime
    ends_at: datetime
    level: str = Level.LIVE
    reason: str = ""
    camera_codes: Collection[str] = ()
    area: str = ""
    sealed_until: datetime | None = None
    sealed_basis: str = ""
    cameras: list[Camera] = field(default_factory=list)


@transaction.atomic
def give_grant(opening: Opening, *, by: people.Actor, now: datetime) -> Grant:
    """
    Open cameras to an office; only who signs for the office that owns them, or for the keeper.

    The keeper opens private cameras within their owner's consent, to its own office too; owners
    are told by mail. Raises MayNotGrant, WrongGrant.
    """
    giver, taker = places.get_office(opening.from_office), places.get_office(opening.to_office)
    check_can_grant(giver.pk, by=by)
    _check_words(opening, now=now)
    grant = Grant(
        id=make_key(), from_office_id=giver.pk, to_office_id=taker.pk,
        area_id=opening.area or None, purpose=opening.purpose, level=opening.level,
        legal_basis=opening.legal_basis.strip(), reason=opening.reason.strip(),
        starts_at=opening.starts_at, ends_at=opening.ends_at, given_by_id=by.user_id or 0,
        given_at=now, sealed_until=opening.sealed_until, sealed_basis=opening.sealed_basis.strip(),
    )  # fmt: skip
    cameras = _find_cameras(opening, grant)
    grant.save(force_insert=True)
    grant.cameras.set(cameras)
    audit.record(
        by=by, action="cameras.grant_given", subject=f"grant:{grant.pk}", now=now,
        detail={
            "from": giver.key, "to": taker.key, "purpose": grant.purpose, "level": grant.level,
            "cameras": sorted(camera.code for camera in cameras), "area": opening.area,
            "from_moment": grant.starts_at, "until": grant.ends_at,
            "sealed_until": grant.sealed_until,
        },
        topics=("cameras",),
    )  # fmt: skip
    _tell_owners(grant, cameras, by=by, now=now)
    return grant


def _check_words(opening: Opening, *, now: datetime) -> None:
    wrong: dict[str, Any] = {}
    if opening.from_office == opening.to_office and opening.from_office != get_keeper().key:
        wrong["to_office"] = OWN_CAMERAS
    if opening.purpose not in set(Purpose):
        wrong["purpose"] = gettext_lazy("Choose one of the three purposes the law allows.")
    if len(opening.legal_basis.strip()) < SHORTEST_BASIS:
        wrong["legal_basis"] = gettext_lazy("Name the law, agreement or order this rests on.")
    if not now < opening.ends_at or opening.ends_at <= opening.starts_at:
        wrong["ends_at"] = gettext_lazy("A grant ends after it begins, and not in the past.")
    elif opening.ends_at - opening.starts_at > LONGEST:
        wrong["ends_at"] = gettext_lazy("A grant lasts a year at most; then it is given anew.")
    wrong |= _check_seal(opening)
    if wrong:
        raise WrongGrant(fields=wrong)


def _check_seal(opening: Opening) -> dict[str, Any]:
    if opening.sealed_until is None:
        return {}
    if len(opening.sealed_basis.strip()) < SHORTEST_BASIS:
        return {
            "sealed_basis": gettext_lazy("Hiding looks from an owner needs a law that says so.")
        }
    if opening.sealed_until > opening.ends_at + LONGEST_SEAL:
        return {"sealed_until": gettext_lazy("At most a year after the grant ends.")}
    return {}


def _find_cameras(opening: Opening, grant: Grant) -> list[Camera]:
    """Return the named cameras; every one has to be the giver's to open."""
    codes = {code.upper() for code in opening.camera_codes}
    if opening.area and not places.has_region(opening.area):
        raise WrongGrant(fields={"area": gettext_lazy("There is no such place.")})
    if not codes and not opening.area:
        raise WrongGrant(fields={"cameras": gettext_lazy("Choose cameras, or an area.")})
    cameras = list(Camera.objects.filter(code__in=codes)[:MOST_CAMERAS])
    is_to_itself = grant.from_office_id == grant.to_office_id
    if is_to_itself and any(camera.owner_kind != OwnerKind.PRIVATE for camera in cameras):
        raise WrongGrant(fields={"cameras": OWN_CAMERAS})
    if len(cameras) != len(codes) or not all(covers(grant, camera) for camera in cameras):
        said = gettext_lazy(
            "One of these cameras is not yours to open for this purpose: another office owns it, "
            "or its private owner agreed to another purpose or not at all."
        )
        raise WrongGrant(fields={"cameras": said})
    return cameras


@transaction.atomic
def end_grant(*, grant_id: UUID, words: str, by: people.Actor, now: datetime) -> Grant:
    """
    End a grant at once: looks under it are ended and the live process is told.

    Who signs for the giving office ends it; ending twice is the same. Raises NoSuchGrant.
    """
    grant = Grant.objects.select_for_update(of=("self",)).filter(pk=grant_id).first()
    if grant is None:
        raise NoSuchGrant
    check_can_grant(grant.from_office_id, by=by)
    if grant.ended_at is not None or grant.ends_at <= now:
        return grant
    grant.ended_at, grant.ended_by_id, grant.ended_words = now, by.user_id, words.strip()[:300]
    grant.save(update_fields=["ended_at", "ended_by", "ended_words"])
    open_looks = Look.objects.filter(grant=grant, ended_at=None)
    looks = list(open_looks.values_list("pk", "camera_id"))
    audit.record(
        by=by, action="cameras.grant_ended", subject=f"grant:{grant.pk}", now=now,
        detail={"looks": len(looks)},
        topics=("cameras", *sorted({f"camera:{camera_id}" for _look, camera_id in looks})),
    )  # fmt: skip
    end_looks([look_id for look_id, _camera in looks], why="grant", by=by, now=now)
    return grant


def _tell_owners(grant: Grant, cameras: list[Camera], *, by: Acting, now: datetime) -> None:
    """Write to private owners whose cameras were opened; those of an area read it on their page."""
    if grant.sealed_until is not None:
        return
    owners: dict[UUID, list[str]] = {}
    for camera in cameras:
        if camera.owner_kind == OwnerKind.PRIVATE and camera.owner_id:
            owners.setdefault(camera.owner_id, []).append(camera.code)
    for contact in people.list_contacts(list(owners)):
        if contact.email:
            _write_owner(grant, contact, owners[contact.person_id], by=by, now=now)


def _write_owner(
    grant: Grant, contact: people.Contact, codes: list[str], *, by: Acting, now: datetime
) -> None:
    with override(contact.language):
        facts = {
            "codes": ", ".join(sorted(codes)),
            "office": places.get_office(grant.to_office_id).name,
            "purpose": grant.get_purpose_display(),
            "until": f"{grant.ends_at:%Y-%m-%d}",
            "basis": grant.legal_basis,
            "url": f"{settings.PUBLIC_URL}/kamera/milik/",
        }
        text = _(
            "Your camera %(codes)s may now be looked at by %(office)s.\n\nFor: %(purpose)s\n"
            "Until: %(until)s\nLegal basis: %(basis)s\n\nWho looked, when, how long and why stands "
            "on your page; there you can also withdraw your consent:\n%(url)s"
        )
        outbox.post_mail(
            to=contact.email, subject=_("Your camera was opened to an office"),
            text=text % facts, language=contact.language, about=f"grant:{grant.pk}", by=by,
            now=now,
        )  # fmt: skip
