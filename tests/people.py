"""The people of STYLE rule 24, made through the doors; the same names as in the demo."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.db import connection

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
PASSWORD = "kentongan-untuk-uji"  # noqa: S105 - of invented people
SUMBERBERAS, MUNCAR = "35.10.05.2001", "35.10.05"
ELSEWHERE, GENTENG = "35.10.09.2001", "35.10.09"
OFFICERS = {
    # name: (office key, role, capacity, on behalf of)
    "Sari": (f"desa-{SUMBERBERAS}", "officer", "definitive", ""),
    "Karno": (f"desa-{SUMBERBERAS}", "head", "definitive", ""),
    "Joko": (f"kec-{MUNCAR}", "head", "definitive", ""),
    "Nanik": (f"kec-{MUNCAR}", "officer", "definitive", ""),
    "Hadi": (f"kec-{GENTENG}", "head", "definitive", ""),
    "Gita": (f"desa-{ELSEWHERE}", "officer", "definitive", ""),
    "Ratna": ("dispendukcapil", "head", "definitive", ""),
    "Dewi": ("dispendukcapil", "officer", "definitive", ""),
    "Bagus": ("dinkes", "officer", "definitive", ""),
    "Tono": ("dishub", "operator", "definitive", ""),
    "Yudi": ("dishub", "field", "definitive", ""),
    "Winda": ("dpmptsp", "officer", "definitive", ""),
    "Yusuf": ("dpmptsp", "head", "definitive", ""),
    "Satria": ("polresta", "operator", "definitive", ""),
    "Nadia": ("diskominfo", "editor", "definitive", ""),
    "Rendra": ("diskominfo", "editor", "definitive", ""),
    "Surya": ("polresta", "field", "definitive", ""),
    "Made": ("diskominfo", "it", "definitive", ""),
}
RESIDENTS = {
    "Wati": ("3510164101900001", "081234567001"),
    "Budi": ("3510160101900001", "081234567002"),
}


@dataclass
class People:
    """Ids of everybody; `actor` gives who they are now."""

    users: dict[str, int] = field(default_factory=dict)
    persons: dict[str, UUID] = field(default_factory=dict)

    def actor(
        self,
        name: str,
        *,
        now: datetime = BEGIN,
        second_factor: bool = True,
        proved: tuple[UUID, ...] = (),
    ) -> people.Actor:
        return people.get_actor(
            self.users[name],
            now=max(now, BEGIN),
            has_second_factor=second_factor,
            proven_cases=tuple(str(case_id) for case_id in proved),
        )


def make_regency() -> None:
    """Load the regency's places unless they are there already."""
    if not places.list_offices(kind="district"):
        places.load_regency(settings.REGENCY_FOLDER, by=TERMINAL, now=BEGIN)


def make_people() -> People:
    """Make everybody with accounts, roles and, for residents, a NIK and a telephone."""
    made = People()
    for name, (key, role, capacity, behalf_of) in OFFICERS.items():
        made.users[name] = _make_user(name)
        people.appoint(
            user_id=made.users[name],
            office_id=places.get_office(key).pk,
            role=role,
            capacity=capacity,
            behalf_of=behalf_of,
            starts_at=BEGIN,
            by=TERMINAL,
            now=BEGIN,
        )
    for name, (nik, phone) in RESIDENTS.items():
        made.users[name] = _make_user(name)
        person = people.register_person(
            name=f"{name} Contoh",
            nik=nik,
            phone=phone,
            email=f"{name.lower()}@contoh.example",
            village_code=SUMBERBERAS,
            user_id=made.users[name],
            by=TERMINAL,
            now=BEGIN,
        )
        made.persons[name] = person.id
    return made


def _make_user(name: str) -> int:
    return people.create_user(
        email=f"{name.lower()}@contoh.example", name=name, password=PASSWORD, by=TERMINAL, now=BEGIN
    )


@contextmanager
def without_triggers() -> Iterator[None]:
    """Let a test empty tables that refuse it: the audit chain."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")


def take_regency_away() -> None:
    """Empty the tables of places inside the test's transaction."""
    tables = connection.introspection.table_names()
    mine = sorted(table for table in tables if table.startswith("places_"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in mine:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own tables
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
    places.forget_kept()
