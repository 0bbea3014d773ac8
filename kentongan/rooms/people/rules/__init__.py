"""Decisions of this room: values in, values out."""

from kentongan.rooms.people.rules.actor import VISITOR, Actor, Holding
from kentongan.rooms.people.rules.codes import derive_secret, make_code
from kentongan.rooms.people.rules.nik import NikFacts, check_nik, clean_nik, last_four, mask_nik
from kentongan.rooms.people.rules.phones import mask_phone, normalise_phone
from kentongan.rooms.people.rules.roles import (
    Capacity,
    Role,
    capacity_line,
    is_capacity_possible,
    is_signing,
    needs_second_factor,
)

__all__ = [
    "VISITOR",
    "Actor",
    "Capacity",
    "Holding",
    "NikFacts",
    "Role",
    "capacity_line",
    "check_nik",
    "clean_nik",
    "derive_secret",
    "is_capacity_possible",
    "is_signing",
    "last_four",
    "make_code",
    "mask_nik",
    "mask_phone",
    "needs_second_factor",
    "normalise_phone",
]
