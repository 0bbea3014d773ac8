"""Forgetting a person who asks for it (UU 27/2022 pasal 8, 43 and 44)."""

from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain
from kentongan.rooms.people import queries
from kentongan.rooms.people.errors import StillHoldsRole
from kentongan.rooms.people.events import list_forgetters
from kentongan.rooms.people.models import Person, RoleHolding, User
from kentongan.rooms.people.permissions import check_can_manage_roles

NOBODY = "forgotten.invalid"  # RFC 2606: no mail ever arrives there


@transaction.atomic
def forget_person(*, person_id: UUID, by: Acting, now: datetime, reason: str = "") -> None:
    """
    Erase what tells who the person is, here and in every room above, in one transaction.

    Cases stay for the statistics, with village and times but nobody behind them; so do the lines
    of the audit chain, which never held personal data. Refused while the person holds a role.
    """
    check_can_manage_roles(by)
    person = queries.get_row(person_id)
    user_id = person.user_id
    if user_id is not None:
        _check_holds_no_role(user_id, now=now)
    for forget in list_forgetters():
        forget(person_id, by=by, now=now)
    _erase_person(person, now=now)
    if user_id is not None:
        _erase_account(user_id)
    chain.record(
        by=by,
        action="people.forgotten",
        subject=f"person:{person_id}",
        detail={"reason": reason} if reason else {},
        now=now,
    )


def _check_holds_no_role(user_id: int, *, now: datetime) -> None:
    if RoleHolding.objects.held_at(now).filter(user_id=user_id).exists():
        raise StillHoldsRole


def _erase_person(person: Person, *, now: datetime) -> None:
    for field in ("nik_sealed", "nik_index", "nik_last4", "phone_sealed", "phone_last4"):
        setattr(person, field, None)
    person.name = person.email = person.nik_shown = ""
    person.address_sealed = None
    person.user = None
    person.linked_at = None
    person.forgotten_at = now
    person.save()


def _erase_account(user_id: int) -> None:
    user = User.objects.get(pk=user_id)
    for table in (AccessAttempt, AccessFailureLog, AccessLog):
        table.objects.filter(username=user.email).delete()
    keys = list(UserSession.objects.filter(user=user).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    user.name = ""
    user.email = f"account-{user.pk}@{NOBODY}"
    user.is_active = False
    user.set_unusable_password()
    user.save()
