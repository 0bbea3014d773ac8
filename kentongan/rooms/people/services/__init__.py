"""Verbs of this room: one function, one transaction, one line in the audit chain."""

from kentongan.rooms.people.services.accounts import complete_signup, create_user, set_language
from kentongan.rooms.people.services.demo import load_people
from kentongan.rooms.people.services.forgetting import forget_person
from kentongan.rooms.people.services.persons import (
    change_contact,
    link_account,
    register_person,
    reveal_nik,
)
from kentongan.rooms.people.services.roles import (
    appoint,
    appoint_by_email,
    create_operator,
    end_role,
)
from kentongan.rooms.people.services.sessions import end_session
from kentongan.rooms.people.services.tokens import create_token, end_token

__all__ = [
    "appoint",
    "appoint_by_email",
    "change_contact",
    "complete_signup",
    "create_operator",
    "create_token",
    "create_user",
    "end_role",
    "end_session",
    "end_token",
    "forget_person",
    "link_account",
    "load_people",
    "register_person",
    "reveal_nik",
    "set_language",
]
