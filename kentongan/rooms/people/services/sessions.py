"""Sessions: where somebody is logged in, and ending that from afar."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from allauth.usersessions.models import UserSession

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain
from kentongan.rooms.people.errors import PersonNotFound
from kentongan.rooms.people.rules import Actor


@transaction.atomic
def end_session(*, session_id: int, by: Acting, now: datetime) -> None:
    """Log somebody out where they are logged in; only their own sessions."""
    user_id = by.user_id if isinstance(by, Actor) else None
    row = UserSession.objects.filter(pk=session_id, user_id=user_id).first()
    if row is None:
        raise PersonNotFound
    Session.objects.filter(session_key=row.session_key).delete()
    row.delete()
    chain.record(by=by, action="people.session_ended", subject=f"user:{user_id}", now=now)
