"""The people of the demo. Never on a real server: every one of them has a published password."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain
from kentongan.rooms.people import queries
from kentongan.rooms.people.errors import NotAllowed
from kentongan.rooms.people.models import Person, RoleHolding, User
from kentongan.rooms.people.queries.second_factor import seal_secret
from kentongan.rooms.people.rules import Capacity, Role, derive_secret, needs_second_factor
from kentongan.rooms.people.services.persons import register_person
from kentongan.rooms.people.services.roles import appoint
from kentongan.rooms.places import api as places

YEARS_BEFORE = 6  # roles began before the oldest case of the demo
SEED = 3510


@dataclass
class _Loading:
    """What loading needs to know everywhere."""

    by: Acting
    now: datetime
    password: str
    hashes: dict[str, str] = field(default_factory=dict)

    def hash(self, password: str) -> str:
        """Hash each password once: the demo has few, and Argon2 is slow on purpose."""
        if password not in self.hashes:
            self.hashes[password] = make_password(password)
        return self.hashes[password]

    @property
    def roles_start_at(self) -> datetime:
        return datetime(self.now.year - YEARS_BEFORE, 1, 1, tzinfo=UTC)


@transaction.atomic
def load_people(*, folder: Path, by: Acting, now: datetime) -> int:
    """
    Make accounts, persons and roles of demo.toml and return how many accounts are new.

    Where a village of the demo or its district has no officer or head in the file, one is invented,
    always the same. Running it again changes nothing. Refused outside the demo.
    """
    if not settings.DEMO:
        raise NotAllowed
    facts = queries.read_demo(folder)
    loading = _Loading(by=by, now=now, password=facts.get("password", ""))
    entries = [*facts.get("people", []), *_invent_staff(facts)]
    made = sum(_load_person(entry, loading) for entry in entries)
    chain.record(
        by=by, action="people.demo_loaded", subject="people", detail={"accounts": made}, now=now
    )
    return made


def _load_person(entry: Mapping[str, Any], loading: _Loading) -> bool:
    user, is_new = User.objects.get_or_create(
        email=entry["email"],
        defaults={
            "name": entry["name"],
            "language": entry.get("language", "id"),
            "password": loading.hash(entry.get("password", loading.password)),
        },
    )
    if is_new:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if "nik" in entry and not Person.objects.filter(user=user).exists():
        _register(entry, user, loading)
    for role in entry.get("roles", []):
        _appoint(role, user, loading)
    _give_second_factor(entry, user)
    return is_new


def _register(entry: Mapping[str, Any], user: User, loading: _Loading) -> None:
    register_person(
        name=entry["name"],
        nik=entry["nik"],
        phone=entry.get("phone", ""),
        email=entry["email"],
        address=entry.get("address", ""),
        village_code=entry.get("village", ""),
        user_id=user.pk,
        by=loading.by,
        now=loading.now,
    )


def _appoint(role: Mapping[str, Any], user: User, loading: _Loading) -> None:
    office = places.get_office(role["office"])
    capacity = role.get("capacity", Capacity.DEFINITIVE.value)
    held = RoleHolding.objects.filter(
        user=user, office_id=office.pk, role=role["role"], capacity=capacity
    )
    if held.exists():
        return
    appoint(
        user_id=user.pk,
        office_id=office.pk,
        role=role["role"],
        capacity=capacity,
        position=office.titles.get(role["role"], {}).get("id", ""),
        behalf_of=role.get("behalf_of", "").removeprefix("a.n. "),
        decree=role.get("decree", ""),
        starts_at=loading.roles_start_at,
        by=loading.by,
        now=loading.now,
    )


def _give_second_factor(entry: Mapping[str, Any], user: User) -> None:
    secret = entry.get("totp_secret", "")
    if not secret and any(
        needs_second_factor(role["role"], role.get("capacity", ""))
        for role in entry.get("roles", [])
    ):
        secret = derive_secret(entry["email"])
    if secret and not Authenticator.objects.filter(user=user).exists():
        Authenticator.objects.create(
            user=user, type=Authenticator.Type.TOTP, data={"secret": seal_secret(secret)}
        )


def _invent_staff(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return an officer and a head for every office of the demo's villages that has none."""
    taken = {
        (role["office"], role["role"])
        for person in facts.get("people", [])
        for role in person.get("roles", [])
    }
    words = facts.get("words", {})
    first = [*words.get("women", []), *words.get("men", [])] or ["Petugas"]
    last = words.get("last", []) or ["Contoh"]
    chance = random.Random(SEED)  # noqa: S311 - invented names, the same every time
    staff = []
    for office in _list_offices(facts.get("villages", [])):
        for role in (Role.OFFICER.value, Role.HEAD.value):
            name = f"{chance.choice(first)} {chance.choice(last)}"
            if (office, role) not in taken:
                staff.append(_invent(name, office=office, role=role))
    return staff


def _list_offices(villages: list[str]) -> list[str]:
    rules = [("district", code) for code in villages] + [("village", code) for code in villages]
    return list(dict.fromkeys(places.resolve_office(rule, code).key for rule, code in rules))


def _invent(name: str, *, office: str, role: str) -> dict[str, Any]:
    return {
        "name": name,
        "email": f"{role}.{office}@demo.example",
        "roles": [{"office": office, "role": role}],
    }
