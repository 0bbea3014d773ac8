"""Many invented persons at once, for the demo's years and for benches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from kentongan.foundation import vault
from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain
from kentongan.foundation.keys import make_key
from kentongan.rooms.people import queries
from kentongan.rooms.people.queries import NIK, PHONE
from kentongan.rooms.people.rules import last_four, mask_nik

COLUMNS = (
    "id, name, nik_sealed, nik_index, nik_last4, nik_shown, phone_sealed, phone_last4, email,"
    " village_code, created_at"
)


@dataclass(frozen=True)
class NewPerson:
    """An invented resident; NIK and telephone are well formed already."""

    name: str
    nik: str
    phone: str
    village_code: str


@transaction.atomic
def register_crowd(crowd: Iterable[NewPerson], *, by: Acting, now: datetime) -> list[UUID]:
    """Register many persons by COPY, one audit line for all, and return their ids in order."""
    made: list[UUID] = []
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY people_person ({COLUMNS}) FROM STDIN") as copy,
    ):
        for person in crowd:
            row = _make_row(person, now=now)
            made.append(row[0])
            copy.write_row(row)
    chain.record(
        by=by, action="people.crowd_registered", subject="people", now=now,
        detail={"count": len(made)},
    )  # fmt: skip
    return made


def _make_row(person: NewPerson, *, now: datetime) -> tuple[UUID, ...]:
    key = make_key()
    row: tuple[object, ...] = (
        key,
        person.name,
        vault.seal(person.nik, purpose=NIK),
        queries.index_nik(person.nik),
        queries.hash_last_four(key, last_four(person.nik), of=NIK),
        mask_nik(person.nik),
        vault.seal(person.phone, purpose=PHONE),
        queries.hash_last_four(key, last_four(person.phone), of=PHONE),
        "",
        person.village_code,
        now,
    )
    return row  # type: ignore[return-value]
