"""Questions about people."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import FilteredRelation, Q
from django.utils import translation

from kentongan.foundation import vault
from kentongan.rooms.people.errors import PersonNotFound
from kentongan.rooms.people.models import AccessToken, Person, RoleHolding, User
from kentongan.rooms.people.rules import (
    Actor,
    Capacity,
    Holding,
    Role,
    check_nik,
    clean_nik,
    last_four,
    mask_phone,
)

NIK, PHONE, ADDRESS = "nik", "phone", "address"  # purposes of the vault


@dataclass(frozen=True)
class PersonSummary:
    """A person as officers see them: NIK and telephone masked."""

    id: UUID
    name: str
    nik: str
    phone: str
    email: str
    village_code: str
    user_id: int | None
    is_forgotten: bool


@dataclass(frozen=True)
class LetterFacts:
    """What a letter prints about its applicant; never shown on a page or written to a log."""

    name: str
    nik: str
    birth_date: date | None
    sex: str
    address: str
    village_code: str


@dataclass(frozen=True)
class Contact:
    """How a person is reached."""

    name: str
    email: str
    phone: str
    language: str


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a role at an office."""

    holding_id: int
    user_id: int
    name: str
    email: str
    language: str
    office_id: int
    role: str
    capacity: str
    position: str
    behalf_of: str
    nip: str
    starts_at: datetime
    ends_at: datetime | None
    role_name: str = ""
    capacity_name: str = ""


# --- Who acts -------------------------------------------------------------------------------------


def get_actor(
    user_id: int,
    *,
    now: datetime,
    has_second_factor: bool = False,
    proven_cases: Sequence[str] = (),
) -> Actor:
    """Return who this account is today, in one query; an unknown or closed account is nobody."""
    held = FilteredRelation(
        "holdings",
        condition=Q(holdings__starts_at__lte=now)
        & (Q(holdings__ends_at__isnull=True) | Q(holdings__ends_at__gt=now)),
    )
    rows = list(
        User.objects.filter(pk=user_id, is_active=True)
        .annotate(held=held)
        .order_by("held__starts_at", "held__pk")
        .values_list(
            "name",
            "person__id",
            "held__office_id",
            "held__office__key",
            "held__role",
            "held__capacity",
            "held__behalf_of",
        )
    )
    if not rows:
        raise PersonNotFound
    return Actor(
        ref=f"user:{user_id}",
        user_id=user_id,
        person_id=rows[0][1],
        name=rows[0][0],
        holdings=tuple(Holding(*row[2:]) for row in rows if row[2] is not None),
        has_second_factor=has_second_factor,
        proven_cases=frozenset(proven_cases),
    )


def find_token_actor(secret: str, *, now: datetime) -> Actor | None:
    """Return who shows this access token: an officer of its office, limited to its scopes."""
    token = (
        AccessToken.objects.filter(
            secret_hash=hash_secret(secret), starts_at__lte=now, ends_at__gt=now
        )
        .values_list("pk", "name", "office_id", "office__key", "scopes")
        .first()
    )
    if token is None:
        return None
    number, name, office_id, office_key, scopes = token
    return Actor(
        ref=f"token:{number}",
        name=name,
        holdings=(Holding(office_id, office_key, Role.OFFICER.value),),
        scopes=frozenset(scopes),
    )


def hash_secret(secret: str) -> bytes:
    """Return what is kept of a token: SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(secret.encode()).digest()


# --- Persons --------------------------------------------------------------------------------------


def index_nik(nik: str) -> bytes:
    """Return by what a sealed NIK is found."""
    return vault.blind_index(clean_nik(nik), purpose=NIK)


def hash_last_four(person_id: UUID, digits: str, *, of: str) -> bytes:
    """Return what is kept of the last four digits: keyed, and different for every person."""
    return vault.blind_index(f"{person_id}:{digits}", purpose=f"last four of {of}")


def find_person_by_nik(nik: str) -> PersonSummary | None:
    """Return the person with this NIK, or None."""
    person = Person.objects.filter(nik_index=index_nik(nik)).first()
    return summarise(person) if person else None


def get_person(person_id: UUID) -> PersonSummary:
    """Return a person with NIK and telephone masked; raises PersonNotFound."""
    return summarise(get_row(person_id))


def list_persons(person_ids: Sequence[UUID]) -> dict[UUID, PersonSummary]:
    """Return several persons by id in one query."""
    return {person.pk: summarise(person) for person in Person.objects.filter(pk__in=person_ids)}


def get_row(person_id: UUID) -> Person:
    """Return the row; for services of this room."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise PersonNotFound
    return person


def summarise(person: Person) -> PersonSummary:
    """Mask a row."""
    return PersonSummary(
        id=person.pk,
        name=person.name,
        nik=person.nik_shown,
        phone=mask_phone(_open(person.phone_sealed, PHONE)),
        email=person.email,
        village_code=person.village_code,
        user_id=person.user_id,
        is_forgotten=person.forgotten_at is not None,
    )


def _open(sealed: bytes | memoryview | None, purpose: str) -> str:
    return vault.unseal(sealed, purpose=purpose) if sealed else ""


def is_last_four_of(person_id: UUID, typed: str) -> bool:
    """Tell in constant time whether these are the last four digits of the telephone or the NIK."""
    person = Person.objects.filter(pk=person_id).values_list("phone_last4", "nik_last4").first()
    kept_phone, kept_nik = person or (None, None)
    digits = last_four(typed)
    fits = [
        hmac.compare_digest(bytes(kept or b""), hash_last_four(person_id, digits, of=of))
        for kept, of in ((kept_phone, PHONE), (kept_nik, NIK))
    ]
    return bool(digits) and any(fits)


def get_letter_facts(person_id: UUID, *, today: date) -> LetterFacts:
    """Open what a letter prints. The letter's own line in the audit chain records it."""
    person = get_row(person_id)
    nik = _open(person.nik_sealed, NIK)
    facts = check_nik(nik, today=today) if nik else None
    return LetterFacts(
        name=person.name,
        nik=nik,
        birth_date=facts.birth_date if facts else None,
        sex=facts.sex if facts else "",
        address=_open(person.address_sealed, ADDRESS),
        village_code=person.village_code,
    )


def get_contact(person_id: UUID) -> Contact:
    """Return how the person is reached, with the telephone readable."""
    person = Person.objects.select_related("user").filter(pk=person_id).first()
    if person is None:
        raise PersonNotFound
    return Contact(
        name=person.name,
        email=person.email or (person.user.email if person.user else ""),
        phone=_open(person.phone_sealed, PHONE),
        language=person.user.language if person.user else translation.get_language() or "id",
    )


def get_own_answers(user_id: int) -> dict[str, str]:
    """Return what the applicant page of a form can be filled with for its own person."""
    person = Person.objects.filter(user_id=user_id).first()
    if person is None:
        name, email = User.objects.values_list("name", "email").get(pk=user_id)
        return {"name": name, "email": email}
    return {
        "name": person.name,
        "nik": _open(person.nik_sealed, NIK),
        "phone": _open(person.phone_sealed, PHONE),
        "email": person.email,
        "address": _open(person.address_sealed, ADDRESS),
        "village_code": person.village_code,
    }


# --- Roles ----------------------------------------------------------------------------------------


def list_holders(
    office_id: int | None = None, role: str | None = None, *, now: datetime
) -> list[Holder]:
    """Return who holds roles now: of an office, of a role, or all."""
    rows = RoleHolding.objects.held_at(now).select_related("user")
    if office_id is not None:
        rows = rows.filter(office_id=office_id)
    if role is not None:
        rows = rows.filter(role=role)
    return [make_holder(row) for row in rows.order_by("office_id", "role", "starts_at", "pk")]


def list_future_and_current_holders(office_ids: Sequence[int], *, now: datetime) -> list[Holder]:
    """Return roles at these offices that are held or will be."""
    rows = RoleHolding.objects.filter(office_id__in=office_ids).select_related("user")
    rows = rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    return [make_holder(row) for row in rows.order_by("office_id", "role", "starts_at", "pk")]


def find_signer(user_id: int, office_id: int, *, now: datetime) -> Holder | None:
    """Return the role in which this user signs for the office: head first, then on behalf."""
    rows = RoleHolding.objects.held_at(now).select_related("user")
    rows = rows.filter(user_id=user_id, office_id=office_id).filter(
        Q(role=Role.HEAD) | Q(role=Role.SECRETARY, capacity=Capacity.AN)
    )
    row = rows.order_by("role", "capacity").first()
    return make_holder(row) if row else None


def count_offices_with_roles(*, now: datetime) -> dict[int, int]:
    """Return how many roles are held now, by office id."""
    counts: dict[int, int] = {}
    for office_id in RoleHolding.objects.held_at(now).values_list("office_id", flat=True):
        counts[office_id] = counts.get(office_id, 0) + 1
    return counts


def find_user_id(email: str) -> int | None:
    """Return the account with this e-mail address, or None."""
    return User.objects.filter(email=email.strip().lower()).values_list("pk", flat=True).first()


def list_user_names(user_ids: Sequence[int]) -> dict[int, str]:
    """Return names of accounts in one query."""
    return dict(User.objects.filter(pk__in=user_ids).values_list("pk", "name"))


def make_holder(row: RoleHolding) -> Holder:
    """Turn a row into what other rooms may see."""
    return Holder(
        holding_id=row.pk,
        user_id=row.user_id,
        name=row.user.name,
        email=row.user.email,
        language=row.user.language,
        office_id=row.office_id,
        role=row.role,
        capacity=row.capacity,
        position=row.position,
        behalf_of=row.behalf_of,
        nip=row.nip,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        role_name=str(row.get_role_display()),
        capacity_name=str(row.get_capacity_display()),
    )
