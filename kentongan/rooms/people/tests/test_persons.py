"""Persons: registered once, sealed, revealed with a reason, forgotten when they ask."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.audit import chain
from kentongan.foundation.keys import make_key
from kentongan.rooms.people import api, events, queries
from kentongan.rooms.people.errors import (
    AccountTaken,
    NikWrong,
    NotAllowed,
    PersonNotFound,
    ReasonTooShort,
    StillHoldsRole,
)
from kentongan.rooms.people.models import Person, User

WATI_NIK = "3510054505900003"
OTHER_NIK = "3510050101850004"


def actor_of(ids: dict[str, int], name: str, now: datetime) -> api.Actor:
    return api.get_actor(ids[name], now=now)


@pytest.fixture
def wati(cast: dict[str, int], now: datetime) -> api.PersonSummary:
    return api.register_person(
        name="Wati", nik=WATI_NIK, phone="0812 3456 7890", email="Wati@contoh.example",
        address="Dusun Krajan 3", village_code="35.10.05.2003", user_id=cast["Wati"],
        by=actor_of(cast, "Wati", now), now=now,
    )  # fmt: skip


def test_nothing_readable_of_nik_phone_and_address_is_in_the_database(
    wati: api.PersonSummary,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM people_person p")
        row = cursor.fetchone()[0]

    for secret in (WATI_NIK, "4567890", "Krajan"):
        assert secret not in row
        assert secret.encode().hex() not in row


def test_a_person_is_shown_masked(wati: api.PersonSummary) -> None:
    assert (wati.nik, wati.phone) == ("3510•• •••••• ••03", "+62 ••• ••90")
    assert wati.email == "wati@contoh.example"


def test_a_person_is_found_by_nik_however_it_is_typed(wati: api.PersonSummary) -> None:
    found = api.find_person_by_nik("3510 0545 0590 0003")

    assert found is not None
    assert found.id == wati.id
    assert api.find_person_by_nik(OTHER_NIK) is None


def test_the_same_nik_is_the_same_person(wati: api.PersonSummary, now: datetime) -> None:
    again = api.register_person(
        name="Seseorang", nik=WATI_NIK, phone="0899 1111 2222", email="jahat@contoh.example",
        by=api.VISITOR, now=now,
    )  # fmt: skip

    assert again.id == wati.id
    assert again.email == "wati@contoh.example"
    assert api.is_last_four_of(wati.id, "7890")
    assert not api.is_last_four_of(wati.id, "2222")


def test_an_officer_brings_the_contact_up_to_date(
    wati: api.PersonSummary, cast: dict[str, int], now: datetime
) -> None:
    sari = actor_of(cast, "Sari", now)
    api.link_account(
        person_id=wati.id, user_id=cast["Wati"], reason="KTP dilihat di loket", by=sari, now=now
    )

    changed = api.register_person(
        name="Wati", nik=WATI_NIK, phone="0899 1111 2222", by=sari, now=now
    )

    assert changed.user_id == cast["Wati"]
    assert api.is_last_four_of(wati.id, "2222")


def test_an_account_that_took_somebody_elses_nik_is_cut_off_at_the_counter(
    cast: dict[str, int], now: datetime
) -> None:
    taken = api.register_person(
        name="Wati", nik=WATI_NIK, phone="0899 6666 6666", user_id=cast["Budi"],
        by=actor_of(cast, "Budi", now), now=now,
    )  # fmt: skip

    real = api.register_person(
        name="Wati", nik=WATI_NIK, phone="0812 3456 7890", by=actor_of(cast, "Sari", now), now=now
    )

    assert real.id == taken.id
    assert real.user_id is None


def test_for_somebody_else_an_account_registers_another_person(
    wati: api.PersonSummary, cast: dict[str, int], now: datetime
) -> None:
    husband = api.register_person(
        name="Suami", nik=OTHER_NIK, user_id=cast["Wati"], by=actor_of(cast, "Wati", now), now=now
    )

    assert husband.id != wati.id
    assert husband.user_id is None


def test_a_person_without_nik_and_phone_is_registered_too(db: None, now: datetime) -> None:
    person = api.register_person(name="Mbah Jo", by=TERMINAL, now=now)

    assert (person.nik, person.phone) == ("", "")
    assert not api.is_last_four_of(person.id, "0000")


def test_a_wrong_nik_registers_nobody(db: None, now: datetime) -> None:
    with pytest.raises(NikWrong):
        api.register_person(name="Wati", nik="3510163102900001", by=api.VISITOR, now=now)

    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("7890", True),
        ("0003", True),
        ("0812 3456 7890", True),
        ("1234", False),
        ("", False),
        ("890", False),
    ],
)
def test_last_four_of_phone_or_nik_prove_who_somebody_is(
    wati: api.PersonSummary, typed: str, fits: bool
) -> None:
    assert api.is_last_four_of(wati.id, typed) is fits


def test_nobody_is_proved_for_an_unknown_person(db: None) -> None:
    assert not api.is_last_four_of(make_key(), "7890")


def test_a_nik_is_revealed_with_a_reason_that_stands_in_the_chain(
    wati: api.PersonSummary, cast: dict[str, int], now: datetime
) -> None:
    nik = api.reveal_nik(
        person_id=wati.id,
        reason="Cocokkan dengan KTP fisik",
        by=actor_of(cast, "Sari", now),
        now=now,
    )

    line = chain.list_lines(f"person:{wati.id}")[-1]
    assert nik == WATI_NIK
    assert (line.action, line.actor) == ("people.nik_revealed", f"user:{cast['Sari']}")
    assert line.detail == {"reason": "Cocokkan dengan KTP fisik"}
    assert WATI_NIK not in str(line.detail)


@pytest.mark.parametrize("reason", ["", "penting", "   a        "])
def test_a_short_reason_reveals_nothing(
    wati: api.PersonSummary, cast: dict[str, int], now: datetime, reason: str
) -> None:
    with pytest.raises(ReasonTooShort):
        api.reveal_nik(person_id=wati.id, reason=reason, by=actor_of(cast, "Sari", now), now=now)


@pytest.mark.parametrize("name", ["Wati", "Budi"])
def test_residents_reveal_nothing(
    wati: api.PersonSummary, cast: dict[str, int], now: datetime, name: str
) -> None:
    with pytest.raises(NotAllowed):
        api.reveal_nik(
            person_id=wati.id, reason="Saya ingin tahu saja", by=actor_of(cast, name, now), now=now
        )


def test_a_stranger_does_not_change_a_contact(
    wati: api.PersonSummary, cast: dict[str, int], now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        api.change_contact(
            person_id=wati.id, phone="0899 1111 2222", by=actor_of(cast, "Budi", now), now=now
        )


def test_a_person_changes_their_own_contact(
    wati: api.PersonSummary, cast: dict[str, int], now: datetime
) -> None:
    api.change_contact(
        person_id=wati.id, phone="0899 1111 2222", by=actor_of(cast, "Wati", now), now=now
    )

    contact = api.get_contact(wati.id)
    assert (contact.phone, contact.email) == ("+6289911112222", "wati@contoh.example")


def test_a_letter_reads_what_it_prints(wati: api.PersonSummary) -> None:
    facts = api.get_letter_facts(wati.id, today=date(2026, 11, 20))

    assert (facts.nik, facts.birth_date, facts.sex) == (WATI_NIK, date(1990, 5, 5), "female")
    assert facts.address == "Dusun Krajan 3"


def test_the_own_form_is_filled(wati: api.PersonSummary, cast: dict[str, int]) -> None:
    assert api.get_own_answers(cast["Wati"])["nik"] == WATI_NIK
    assert api.get_own_answers(cast["Budi"]) == {"name": "Budi", "email": "budi@contoh.example"}


def test_an_account_belongs_to_one_person(
    wati: api.PersonSummary, cast: dict[str, int], now: datetime
) -> None:
    other = api.register_person(name="Lain", nik=OTHER_NIK, by=TERMINAL, now=now)

    with pytest.raises(AccountTaken):
        api.link_account(
            person_id=other.id, user_id=cast["Wati"], reason="KTP dilihat", by=TERMINAL, now=now
        )


# --- Forgetting -----------------------------------------------------------------------------------


@pytest.fixture
def forgotten(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    seen: list[UUID] = []

    def remember(person_id: UUID, **_: object) -> None:
        seen.append(person_id)

    monkeypatch.setattr(events, "_forgetters", [remember])
    return seen


def test_a_forgotten_person_leaves_no_personal_data(
    wati: api.PersonSummary, cast: dict[str, int], now: datetime, forgotten: list[UUID]
) -> None:
    api.forget_person(person_id=wati.id, by=TERMINAL, now=now)

    person, user = Person.objects.get(pk=wati.id), User.objects.get(pk=cast["Wati"])
    left = [person.name, person.email, person.nik_sealed, person.nik_index, person.phone_sealed]
    assert not any([*left, person.nik_shown, person.address_sealed, user.name])
    assert "wati" not in user.email
    assert not user.is_active
    assert not user.has_usable_password()
    assert person.village_code == "35.10.05.2003"
    assert forgotten == [wati.id]
    assert api.get_person(wati.id).is_forgotten


def test_when_a_room_cannot_forget_nothing_is_forgotten(
    wati: api.PersonSummary, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(person_id: UUID, **_: object) -> None:
        raise ValueError(person_id)

    monkeypatch.setattr(events, "_forgetters", [fail])

    with pytest.raises(ValueError, match=str(wati.id)):
        api.forget_person(person_id=wati.id, by=TERMINAL, now=now)
    assert Person.objects.get(pk=wati.id).name == "Wati"


def test_who_holds_a_role_is_not_forgotten(cast: dict[str, int], now: datetime) -> None:
    sari = api.register_person(name="Sari", user_id=cast["Sari"], by=TERMINAL, now=now)

    with pytest.raises(StillHoldsRole):
        api.forget_person(person_id=sari.id, by=TERMINAL, now=now)


def test_an_officer_forgets_nobody(
    wati: api.PersonSummary, cast: dict[str, int], now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        api.forget_person(person_id=wati.id, by=actor_of(cast, "Sari", now), now=now)


def test_a_forgotten_nik_may_come_again(wati: api.PersonSummary, now: datetime) -> None:
    api.forget_person(person_id=wati.id, by=TERMINAL, now=now)

    again = api.register_person(name="Wati", nik=WATI_NIK, by=TERMINAL, now=now)

    assert again.id != wati.id


def test_a_forgetter_registers_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_forgetters", [])

    def forget(person_id: UUID, *, by: object, now: datetime) -> None: ...

    api.on_forget(forget)
    api.on_forget(forget)

    assert events.list_forgetters() == (forget,)


def test_an_unknown_person_is_not_found(db: None) -> None:
    for ask in (api.get_person, api.get_contact, queries.get_row):
        with pytest.raises(PersonNotFound):
            ask(make_key())
