"""Commands of the terminal, and the people of the demo."""

from datetime import UTC, datetime
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

import pytest
from allauth.mfa.models import Authenticator

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.audit import chain
from kentongan.rooms.people import api
from kentongan.rooms.people.models import RoleHolding, User
from kentongan.rooms.people.queries import read_demo
from kentongan.rooms.people.rules import make_code
from kentongan.rooms.places import api as places


def run(name: str, *arguments: str) -> str:
    said = StringIO()
    call_command(name, *arguments, stdout=said, stderr=StringIO())
    return said.getvalue().strip()


def test_the_first_operator_gets_an_account_a_role_and_a_password(
    offices: dict[str, int], now: datetime
) -> None:
    email, password = run(
        "create_operator", "it@contoh.example", "--name", "Made", "--office", "diskominfo"
    ).splitlines()

    user = User.objects.get(email=email)
    assert user.check_password(password)
    assert RoleHolding.objects.get(user=user).role == "it"


def test_a_second_account_with_the_same_address_is_refused(cast: dict[str, int]) -> None:
    with pytest.raises(CommandError):
        run("create_operator", "wati@contoh.example", "--name", "W", "--office", "diskominfo")


def test_somebody_is_appointed_for_a_period(cast: dict[str, int], offices: dict[str, int]) -> None:
    run(
        "appoint", "budi@contoh.example", "--office", "kec-35.10.05", "--role", "head",
        "--capacity", "plh", "--from", "2026-12-01", "--until", "2026-12-08T00:00",
    )  # fmt: skip

    role = RoleHolding.objects.get(user_id=cast["Budi"])
    assert (role.capacity, role.office_id) == ("plh", offices["district"])
    assert role.ends_at is not None
    assert (role.ends_at - role.starts_at).days == 7


def test_who_leaves_holds_no_role_any_more(cast: dict[str, int]) -> None:
    said = run("end_role", "joko@contoh.example", "--office", "kec-35.10.05")

    assert said == f"user:{cast['Joko']} head ended"
    assert api.get_actor(cast["Joko"], now=timezone.localtime()).holdings == ()
    with pytest.raises(CommandError):
        run("end_role", "joko@contoh.example", "--office", "kec-35.10.05")


@pytest.mark.parametrize(
    ("office", "role"), [("kec-35.10.05", "officer"), ("kec-35.10.99", "head")]
)
def test_a_role_that_nobody_holds_does_not_end(
    cast: dict[str, int], office: str, role: str
) -> None:
    with pytest.raises(CommandError):
        run("end_role", "joko@contoh.example", "--office", office, "--role", role)


def test_who_has_no_account_needs_a_name(cast: dict[str, int]) -> None:
    with pytest.raises(CommandError):
        run("appoint", "x@contoh.example", "--office", "kec-35.10.05", "--role", "officer")

    said = run(
        "appoint",
        "x@contoh.example",
        "--office",
        "kec-35.10.05",
        "--role",
        "officer",
        "--name",
        "X",
    )
    assert said.endswith("(new account)")


def test_a_token_is_printed_once_and_works(offices: dict[str, int]) -> None:
    secret = run(
        "create_token", "--office", "diskominfo", "--name", "Mesin", "--scope", "cases:read"
    )

    actor = api.find_token_actor(secret, now=timezone.localtime())
    assert actor is not None
    assert actor.scopes == {"cases:read"}
    with pytest.raises(CommandError):
        run("create_token", "--office", "diskominfo", "--name", "Mesin", "--days", "-1")


def test_a_person_is_forgotten_by_nik_from_standard_input(
    db: None, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = api.register_person(name="Wati", nik="3510055203909001", by=TERMINAL, now=now)
    monkeypatch.setattr("sys.stdin", StringIO("3510 0552 0390 9001\n"))

    run("forget_person", "--reason", "Surat 12/2026")

    assert api.get_person(person.id).is_forgotten
    assert chain.list_lines(f"person:{person.id}")[-1].detail == {"reason": "Surat 12/2026"}


def test_an_unknown_nik_is_said(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("3510055203909001\n"))

    with pytest.raises(CommandError):
        run("forget_person")


def test_who_holds_a_role_is_not_forgotten_by_command(cast: dict[str, int], now: datetime) -> None:
    sari = api.register_person(name="Sari", user_id=cast["Sari"], by=TERMINAL, now=now)

    with pytest.raises(CommandError):
        run("forget_person", "--person", str(sari.id))


# --- The demo -------------------------------------------------------------------------------------


@pytest.fixture
def demo(regency: None, settings: Any, now: datetime) -> int:
    settings.DEMO = True
    return api.load_people(folder=settings.REGENCY_FOLDER, by=TERMINAL, now=now)


def test_the_people_of_the_demo_are_there_with_their_roles(demo: int, now: datetime) -> None:
    listed = api.list_demo_people()

    assert demo > len(listed)
    for entry in listed:
        user = User.objects.get(email=entry.email)
        actor = api.get_actor(user.pk, now=now)
        needs = any(holding.signs or holding.role == "it" for holding in actor.holdings)
        assert Authenticator.objects.filter(user=user, type="totp").exists() is needs
    wati = User.objects.get(email="wati@demo.example")
    assert wati.check_password("kentongan-demo")
    assert api.get_actor(wati.pk, now=now).person_id is not None


def test_every_village_of_the_demo_has_an_officer_and_a_head(demo: int, now: datetime) -> None:
    for code in read_demo(settings.REGENCY_FOLDER)["villages"]:
        for rule in ("village", "district"):
            office = places.resolve_office(rule, code)
            roles = {holder.role for holder in api.list_holders(office.pk, now=now)}
            assert {"officer", "head"} <= roles, office.key


def test_the_capacity_line_of_the_demo(demo: int, now: datetime) -> None:
    nanik = api.find_user_id("nanik@demo.example")
    assert nanik is not None
    office = places.get_office("kec-35.10.05")

    signer = api.find_signer(nanik, office.pk, now=now)

    assert signer is not None
    assert signer.behalf_of == "Camat Muncar"


def test_loading_the_demo_again_changes_nothing(demo: int, now: datetime) -> None:
    before = (User.objects.count(), RoleHolding.objects.count(), Authenticator.objects.count())

    again = api.load_people(folder=settings.REGENCY_FOLDER, by=TERMINAL, now=now)

    after = (User.objects.count(), RoleHolding.objects.count(), Authenticator.objects.count())
    assert again == 0
    assert before == after


@pytest.mark.parametrize(
    ("moment", "code"),  # RFC 6238 appendix B, the last six of eight digits
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(moment: int, code: str) -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105

    assert make_code(secret, at=datetime.fromtimestamp(moment, UTC)) == code
