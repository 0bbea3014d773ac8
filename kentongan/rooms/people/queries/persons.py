"""Questions about residents; NIK and telephone leave this file masked unless the name says so."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import translation

from kentongan.foundation import vault
from kentongan.foundation.rows import RowReader
from kentongan.rooms.people.errors import PersonNotFound
from kentongan.rooms.people.models import Person, User
from kentongan.rooms.people.rules import check_nik, clean_nik, last_four, mask_phone

NIK, PHONE, ADDRESS = "nik", "phone", "address"  # purposes of the vault
_person = RowReader(Person)


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
    person_id: UUID


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
    """Mask a row; of somebody without a name, who is anonymous, nothing is shown."""
    is_named = bool(person.name)
    return PersonSummary(
        id=person.pk,
        name=person.name,
        nik=person.nik_shown,
        phone=mask_phone(_open(person.phone_sealed, PHONE)) if is_named else "",
        email=person.email if is_named else "",
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
    person = _person.read(person_id)
    if person is None:
        raise PersonNotFound
    return _read_contact(person)


def list_contacts(person_ids: Sequence[UUID]) -> list[Contact]:
    """Return how several people are reached, in one query; those forgotten are left out."""
    rows = Person.objects.filter(pk__in=person_ids, forgotten_at=None).select_related("user")
    return [_read_contact(person) for person in rows]


def _read_contact(person: Person) -> Contact:
    return Contact(
        name=person.name,
        email=person.email or (person.user.email if person.user else ""),
        phone=_open(person.phone_sealed, PHONE),
        language=person.user.language if person.user else translation.get_language() or "id",
        person_id=person.pk,
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
