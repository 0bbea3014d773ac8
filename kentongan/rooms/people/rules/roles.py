"""
Roles at an office and in which capacity somebody holds them.

Plt. stands in while the post is vacant, Plh. while its holder is away; a.n. signs on behalf of
the head by mandate (UU 30/2014 pasal 14; Permendagri 1/2023 on official letters).
"""

from enum import StrEnum


class Role(StrEnum):
    """What somebody does at an office."""

    OFFICER = "officer"
    FIELD = "field"  # mends in the street what people report
    SECRETARY = "secretary"
    HEAD = "head"
    OPERATOR = "operator"  # of cameras
    EDITOR = "editor"
    IT = "it"  # the regency's IT team


class Capacity(StrEnum):
    """By which right somebody holds a role."""

    DEFINITIVE = "definitive"
    PLT = "plt"
    PLH = "plh"
    AN = "an"


ACTING = frozenset({Capacity.PLT, Capacity.PLH})
PREFIX = {Capacity.DEFINITIVE: "", Capacity.PLT: "Plt. ", Capacity.PLH: "Plh. "}


def is_signing(role: str, capacity: str) -> bool:
    """Tell whether letters are signed in this role: a head, or a secretary on behalf of one."""
    return role == Role.HEAD or (role == Role.SECRETARY and capacity == Capacity.AN)


def needs_second_factor(role: str, capacity: str) -> bool:
    """Tell whether the role needs a second factor: who signs, and who appoints signers."""
    return is_signing(role, capacity) or role == Role.IT


def is_capacity_possible(role: str, capacity: str) -> bool:
    """Tell whether this role can be held in this capacity."""
    if capacity in ACTING:
        return role == Role.HEAD
    return capacity == Capacity.DEFINITIVE or role == Role.SECRETARY


def capacity_line(*, head_title: str, capacity: str, position: str = "") -> str:
    """
    Return the words above a signature: `Plt. Camat Muncar`, `a.n. Camat Muncar, Sekretaris`.

    These are words of official letters and stay Indonesian in every language.
    """
    if capacity == Capacity.AN:
        return f"a.n. {head_title}, {position or 'Sekretaris'}"
    return f"{PREFIX[Capacity(capacity)]}{head_title}"
