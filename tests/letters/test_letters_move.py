"""A house that issued letters before they had a room of their own keeps every one of them."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import IntegrityError

import pytest

BEFORE = [("services", "0002_issue_letters")]
NOW = [
    ("services", "0003_let_letters_move_out"),
    ("letters", "0003_give_a_case_several_letters"),
]
OLD_LETTER = """
    INSERT INTO letter (id, case_id, office_id, file_id, type_slug, year, number, number_text,
        title, sha256, token, holder_hash, holder_sealed, name_shown, nik_shown, signer_words,
        issued_at, revoked_reason, revoked_note)
    SELECT gen_random_uuid(), gen_random_uuid(), 1, gen_random_uuid(), 'sku', 2026, n, n::text,
        'Surat', md5(n::text), md5(n::text), '', '', '', '', '', now(), '', ''
    FROM generate_series(1, 50) AS n
"""
NEW_LETTER = """
    INSERT INTO letter (id, case_id, purpose, office_id, file_id, type_slug, year, number,
        number_text, title, sha256, token, holder_hash, holder_sealed, name_shown, nik_shown,
        signer_words, issued_at, revoked_reason, revoked_note)
    SELECT gen_random_uuid(), case_id, %s, 1, gen_random_uuid(), 'sku', 2026,
        (SELECT max(number) + 1 FROM letter), '', '',
        md5(random()::text), md5(random()::text), '', '', '', '', '', now(), '', ''
    FROM letter WHERE number = 7
"""


@pytest.fixture
def old_house(django_db_blocker: Any) -> Iterator[BaseDatabaseWrapper]:
    """Give a database as it was while the letters lived with the services, with fifty of them."""
    with django_db_blocker.unblock():
        yield from _build()


def _build() -> Iterator[BaseDatabaseWrapper]:
    name = f"before_{uuid4().hex}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    connections.databases["before"] = {**connection.settings_dict, "NAME": name}
    house = connections["before"]
    try:
        MigrationExecutor(house).migrate(BEFORE)
        with house.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # the cases stay unwritten
            cursor.execute(OLD_LETTER)
            cursor.execute("SET session_replication_role = DEFAULT")
        yield house
    finally:
        house.close()
        del connections["before"], connections.databases["before"]
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def ask(house: BaseDatabaseWrapper, question: str) -> list[tuple[object, ...]]:
    with house.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


def add_letter(house: BaseDatabaseWrapper, purpose: str) -> None:
    with house.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(NEW_LETTER, [purpose])


def test_every_letter_stays_and_a_case_may_have_more(old_house: BaseDatabaseWrapper) -> None:
    letters = ask(old_house, "SELECT id, case_id, token FROM letter ORDER BY id")

    MigrationExecutor(old_house).migrate(NOW)

    assert ask(old_house, "SELECT id, case_id, token FROM letter ORDER BY id") == letters
    assert ask(old_house, "SELECT DISTINCT purpose FROM letter") == [("",)]
    add_letter(old_house, "warning-1")
    with pytest.raises(IntegrityError, match="case_has_one_letter_for_each_purpose"):
        add_letter(old_house, "")


def test_the_way_back_keeps_them_too(old_house: BaseDatabaseWrapper) -> None:
    MigrationExecutor(old_house).migrate(NOW)

    MigrationExecutor(old_house).migrate([*BEFORE, ("letters", None)])

    assert ask(old_house, "SELECT count(*) FROM letter") == [(50,)]
