"""Entrance of what the login library tells: a second factor was used, added, removed."""

from typing import Any

from django.dispatch import receiver
from django.http import HttpRequest

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_used

from kentongan.rooms.people import session


@receiver([authenticator_added, authenticator_used])
def note_second_factor(
    request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any
) -> None:
    """Whoever set up or used a second factor just proved it; recovery codes count when used."""
    made_codes = authenticator.type == Authenticator.Type.RECOVERY_CODES
    if made_codes and authenticator.last_used_at is None:
        return
    session.remember_second_factor(request, user.pk)


@receiver(authenticator_removed)
def drop_second_factor(request: HttpRequest, user: Any, **_: Any) -> None:
    """Without any second factor left, this session has none."""
    if not user.is_authenticated or not Authenticator.objects.filter(user_id=user.pk).exists():
        session.forget_second_factor(request)
