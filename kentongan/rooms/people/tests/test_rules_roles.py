"""Phones, capacities and what an actor may open."""

import pytest

from kentongan.foundation.audience import Audience
from kentongan.rooms.people.errors import PhoneWrong
from kentongan.rooms.people.rules import (
    VISITOR,
    Actor,
    Holding,
    capacity_line,
    is_capacity_possible,
    is_signing,
    mask_phone,
    normalise_phone,
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("+62 (0)812 3456 7890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("0062 812 3456 7890", "+6281234567890"),
        ("(0333) 424172", "+62333424172"),
        ("+65 6123 4567", "+6561234567"),
    ],
)
def test_a_telephone_number_has_one_shape(typed: str, number: str) -> None:
    assert normalise_phone(typed) == number
    assert normalise_phone(number) == number


@pytest.mark.parametrize("typed", ["", "0812", "halo", "0812x34567890", "1" * 30, "٠٨١٢٣٤٥٦٧٨٩٠"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(PhoneWrong):
        normalise_phone(typed)


def test_a_masked_number_does_not_show_the_last_four() -> None:
    assert mask_phone("+6281234567890") == "+62 ••• ••90"
    assert mask_phone("") == ""


@pytest.mark.parametrize(
    ("capacity", "position", "line"),
    [
        ("definitive", "", "Camat Muncar"),
        ("plt", "", "Plt. Camat Muncar"),
        ("plh", "", "Plh. Camat Muncar"),
        ("an", "", "a.n. Camat Muncar, Sekretaris"),
        ("an", "Sekretaris Kecamatan", "a.n. Camat Muncar, Sekretaris Kecamatan"),
    ],
)
def test_the_line_above_a_signature(capacity: str, position: str, line: str) -> None:
    assert capacity_line(head_title="Camat Muncar", capacity=capacity, position=position) == line


@pytest.mark.parametrize(
    ("role", "capacity", "possible", "signs"),
    [
        ("head", "definitive", True, True),
        ("head", "plt", True, True),
        ("head", "plh", True, True),
        ("head", "an", False, True),
        ("secretary", "definitive", True, False),
        ("secretary", "an", True, True),
        ("secretary", "plt", False, False),
        ("officer", "definitive", True, False),
        ("officer", "plh", False, False),
        ("officer", "an", False, False),
    ],
)
def test_which_roles_sign(role: str, capacity: str, possible: bool, signs: bool) -> None:
    assert is_capacity_possible(role, capacity) is possible
    assert is_signing(role, capacity) is signs


HEAD = Holding(7, "kec-35.10.05", "head")
OFFICER = Holding(8, "desa-35.10.05.2003", "officer")


@pytest.mark.parametrize(
    ("actor", "audiences"),
    [
        (VISITOR, {Audience.EVERYONE}),
        (
            Actor("visitor", proven_cases=frozenset({"x"})),
            {Audience.EVERYONE, Audience.CASE_FOLLOWER},
        ),
        (Actor("user:1", user_id=1), {Audience.EVERYONE, Audience.RESIDENT}),
        (
            Actor("user:1", user_id=1, holdings=(OFFICER,)),
            {Audience.EVERYONE, Audience.RESIDENT, Audience.OFFICER},
        ),
        (
            Actor("user:1", user_id=1, holdings=(HEAD,)),
            {Audience.EVERYONE, Audience.RESIDENT, Audience.OFFICER},
        ),
        (
            Actor("user:1", user_id=1, holdings=(HEAD,), has_second_factor=True),
            {Audience.EVERYONE, Audience.RESIDENT, Audience.OFFICER, Audience.SIGNER},
        ),
        (
            Actor("user:1", user_id=1, holdings=(Holding(1, "dinas", "it"),)),
            {Audience.EVERYONE, Audience.RESIDENT, Audience.OFFICER, Audience.OPERATOR},
        ),
        (Actor("token:3", holdings=(OFFICER,)), {Audience.EVERYONE, Audience.MACHINE}),
    ],
)
def test_audiences_follow_from_roles(actor: Actor, audiences: set[Audience]) -> None:
    assert actor.audiences == audiences


def test_a_head_signs_only_with_the_second_factor_and_only_there() -> None:
    without = Actor("user:1", user_id=1, holdings=(HEAD, OFFICER))
    proven = Actor("user:1", user_id=1, holdings=(HEAD, OFFICER), has_second_factor=True)

    assert without.must_prove_second_factor
    assert without.find_signing_holding(7) is None
    assert not proven.must_prove_second_factor
    assert proven.find_signing_holding(7) == HEAD
    assert proven.find_signing_holding(8) is None


def test_an_officer_needs_no_second_factor() -> None:
    actor = Actor("user:1", user_id=1, holdings=(OFFICER,))

    assert not actor.must_prove_second_factor
    assert actor.holds(8)
    assert actor.holds(8, "officer")
    assert not actor.holds(8, "head")
    assert not actor.holds(7)
    assert actor.offices == {8}
