"""Where somebody is logged in."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.models import Session

from allauth.usersessions.models import UserSession


@dataclass(frozen=True)
class OpenSession:
    """A browser in which somebody is logged in."""

    id: int
    started_at: datetime
    address: str
    browser: str
    is_current: bool


def list_sessions(user_id: int, *, current_key: str | None, now: datetime) -> list[OpenSession]:
    """Return the open sessions of an account, newest first."""
    rows = list(UserSession.objects.filter(user_id=user_id).order_by("-created_at"))
    alive = set(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=now
        ).values_list("session_key", flat=True)
    )
    return [
        OpenSession(
            id=row.pk,
            started_at=row.created_at,
            address=row.ip,
            browser=row.user_agent,
            is_current=row.session_key == current_key,
        )
        for row in rows
        if row.session_key in alive
    ]
