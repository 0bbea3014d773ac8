"""Accounts: made for officers by the IT team, by residents themselves on the sign-up page."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from allauth.account.models import EmailAddress

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain
from kentongan.rooms.people.errors import EmailTaken, NotAllowed
from kentongan.rooms.people.models import User
from kentongan.rooms.people.permissions import can_manage_roles, check_can_manage_roles
from kentongan.rooms.people.rules import Actor


@transaction.atomic
def create_user(
    *,
    email: str,
    name: str,
    by: Acting,
    now: datetime,
    password: str | None = None,
    language: str = "id",
) -> int:
    """Make an account and return its id; without a password one is set by the reset mail."""
    check_can_manage_roles(by)
    user = User(email=email.strip().lower(), name=name.strip(), language=language)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise EmailTaken(fields={"email": EmailTaken.message}) from error
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    chain.record(by=by, action="people.account_created", subject=f"user:{user.pk}", now=now)
    return user.pk


@transaction.atomic
def complete_signup(*, user_id: int, name: str, language: str, by: Acting, now: datetime) -> None:
    """Keep what the sign-up page asked besides e-mail address and password."""
    User.objects.filter(pk=user_id).update(name=name.strip(), language=language)
    chain.record(by=by, action="people.signed_up", subject=f"user:{user_id}", now=now)


@transaction.atomic
def set_language(*, user_id: int, language: str, by: Acting, now: datetime) -> None:
    """Keep in which language somebody wants to read; an unknown one changes nothing."""
    own = isinstance(by, Actor) and by.user_id == user_id
    if not own and not can_manage_roles(by):
        raise NotAllowed
    if language not in dict(settings.LANGUAGES):
        return
    User.objects.filter(pk=user_id).update(language=language)
    chain.record(
        by=by,
        action="people.language_set",
        subject=f"user:{user_id}",
        detail={"language": language},
        now=now,
    )
