"""Persons: registered once by their NIK, reached, revealed with a reason."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction

from kentongan.foundation import vault
from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain
from kentongan.foundation.keys import make_key
from kentongan.foundation.rows import RowReader
from kentongan.rooms.people import queries
from kentongan.rooms.people.errors import AccountTaken, NotAllowed, ReasonTooShort
from kentongan.rooms.people.models import Person
from kentongan.rooms.people.permissions import can_reveal_nik, check_can_reveal_nik
from kentongan.rooms.people.queries import ADDRESS, NIK, PHONE, PersonSummary
from kentongan.rooms.people.rules import Actor, check_nik, last_four, mask_nik, normalise_phone

SHORTEST_REASON = 10
_person_of_nik = RowReader(Person, by="nik_index", lock=True)
_person_of_user = RowReader(Person, by="user_id", lock=True)


@transaction.atomic
def register_person(
    *,
    name: str,
    by: Acting,
    now: datetime,
    nik: str = "",
    phone: str = "",
    email: str = "",
    address: str = "",
    village_code: str = "",
    user_id: int | None = None,
    pin: str = "",
) -> PersonSummary:
    """
    Return the person with this NIK, registering them when new.

    `pin`: four digits by which somebody without telephone and NIK proves to know their case. A
    person without a name is anonymous: officers see neither telephone nor e-mail address.

    Somebody already known keeps what is known: a visitor who types another person's NIK changes
    nothing. An officer, or the person's own account, brings the contact up to date. `user_id` joins
    a new person to the account unless it has one already. Raises NikWrong and PhoneWrong.
    """
    nik = check_nik(nik, today=_local_date(now)).nik if nik else ""
    phone = normalise_phone(phone) if phone else ""
    known = _find_known(nik=nik, user_id=user_id)
    if known is None:
        known = _make_person(name=name, nik=nik, user_id=user_id, now=now)
        _fill(known, phone=phone, email=email, address=address, village_code=village_code)
        if pin and not phone:
            known.phone_last4 = queries.hash_last_four(known.pk, last_four(pin), of=PHONE)
        return _insert(known, nik=nik, by=by, now=now)
    if _may_change(known, by=by):
        if _is_squatted(known, phone=phone, by=by):
            known.user_id = None
        _fill(known, phone=phone, email=email, address=address, village_code=village_code)
        known.save()
    return queries.summarise(known)


def _make_person(*, name: str, nik: str, user_id: int | None, now: datetime) -> Person:
    has_person = user_id is not None and Person.objects.filter(user_id=user_id).exists()
    person = Person(
        id=make_key(),
        name=name.strip(),
        user_id=None if has_person else user_id,
        created_at=now,
    )
    if nik:
        person.nik_sealed = vault.seal(nik, purpose=NIK)
        person.nik_index = queries.index_nik(nik)
        person.nik_last4 = queries.hash_last_four(person.pk, last_four(nik), of=NIK)
        person.nik_shown = mask_nik(nik)
    return person


def _insert(person: Person, *, nik: str, by: Acting, now: datetime) -> PersonSummary:
    """Save a new person; when two register the same one at once, the first one counts."""
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        first = _find_known(nik=nik, user_id=person.user_id)
        if first is None:
            raise
        return queries.summarise(first)
    chain.record(by=by, action="people.registered", subject=f"person:{person.pk}", now=now)
    return queries.summarise(person)


def _find_known(*, nik: str, user_id: int | None) -> Person | None:
    """Return who has this NIK; when no NIK is given, the person of this account."""
    if nik:
        return _person_of_nik.read(queries.index_nik(nik))
    return _person_of_user.read(user_id) if user_id is not None else None


def _may_change(person: Person, *, by: Acting) -> bool:
    own = isinstance(by, Actor) and by.user_id is not None and by.user_id == person.user_id
    return person.forgotten_at is None and (own or can_reveal_nik(by))


def _is_squatted(person: Person, *, phone: str, by: Acting) -> bool:
    """
    Tell whether an account took this NIK before its owner stood at the counter.

    An account that no officer confirmed, with another telephone than the owner says, is cut off.
    """
    if person.user_id is None or person.linked_at is not None or not can_reveal_nik(by):
        return False
    kept = vault.unseal(person.phone_sealed, purpose=PHONE) if person.phone_sealed else ""
    return bool(phone) and phone != kept


def _fill(person: Person, *, phone: str, email: str, address: str, village_code: str) -> None:
    if phone:
        person.phone_sealed = vault.seal(phone, purpose=PHONE)
        person.phone_last4 = queries.hash_last_four(person.pk, last_four(phone), of=PHONE)
    if address:
        person.address_sealed = vault.seal(address.strip(), purpose=ADDRESS)
    person.email = email.strip().lower() or person.email
    person.village_code = village_code or person.village_code


@transaction.atomic
def change_contact(
    *,
    person_id: UUID,
    by: Acting,
    now: datetime,
    phone: str = "",
    email: str = "",
    address: str = "",
    village_code: str = "",
) -> PersonSummary:
    """Bring up to date how a person is reached; what is empty stays. Own account or officer."""
    person = queries.get_row(person_id)
    if not _may_change(person, by=by):
        raise NotAllowed
    phone = normalise_phone(phone) if phone else ""
    _fill(person, phone=phone, email=email, address=address, village_code=village_code)
    person.save()
    given = {"phone": phone, "email": email, "address": address, "village": village_code}
    chain.record(
        by=by,
        action="people.contact_changed",
        subject=f"person:{person_id}",
        detail={"changed": sorted(name for name, value in given.items() if value)},
        now=now,
    )
    return queries.summarise(person)


@transaction.atomic
def link_account(*, person_id: UUID, user_id: int, reason: str, by: Acting, now: datetime) -> None:
    """Join a person registered at the counter and their account, after an officer saw the card."""
    check_can_reveal_nik(by)
    _check_reason(reason)
    person = queries.get_row(person_id)
    other = Person.objects.filter(user_id=user_id).exclude(pk=person_id).exists()
    if other or person.user_id not in {None, user_id}:
        raise AccountTaken
    person.user_id = user_id
    person.linked_at = now
    person.save(update_fields=["user_id", "linked_at"])
    chain.record(
        by=by,
        action="people.account_linked",
        subject=f"person:{person_id}",
        detail={"user": user_id, "reason": reason.strip()},
        now=now,
    )


@transaction.atomic
def reveal_nik(*, person_id: UUID, reason: str, by: Acting, now: datetime) -> str:
    """Return the whole NIK; the written reason goes into the audit chain (UU 27/2022 pasal 31)."""
    check_can_reveal_nik(by)
    _check_reason(reason)
    person = queries.get_row(person_id)
    nik = vault.unseal(person.nik_sealed, purpose=NIK) if person.nik_sealed else ""
    chain.record(
        by=by,
        action="people.nik_revealed",
        subject=f"person:{person_id}",
        detail={"reason": reason.strip()},
        now=now,
    )
    return nik


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonTooShort(at_least=SHORTEST_REASON)


def _local_date(now: datetime) -> date:
    return now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
