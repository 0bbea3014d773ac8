"""Asking to follow, saying yes, changing one's mind."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.keys import make_key
from kentongan.rooms.mailing.errors import NoSuchTopic, WrongAddress
from kentongan.rooms.mailing.models import FollowRequest, Suppression
from kentongan.rooms.mailing.queries.sealed import index_address, index_mailbox, seal_address
from kentongan.rooms.mailing.queries.topics import list_topics
from kentongan.rooms.mailing.rules.addresses import tidy_address
from kentongan.rooms.mailing.rules.asking import MONTH, Asked, may_ask_again
from kentongan.rooms.mailing.rules.items import Pace, list_districts
from kentongan.rooms.mailing.rules.tokens import hash_token, make_token
from kentongan.rooms.mailing.services._confirming import post_confirmation

HOLDS = timedelta(days=3)
LOCK = "SELECT pg_advisory_xact_lock(%s)"


def ask_to_follow(
    address: str,
    topic: str,
    *,
    places: Sequence[str] = (),
    language: str = "id",
    pace: str = Pace.WEEKLY,
    by: Acting,
    now: datetime,
) -> None:
    """
    Send a small mail that asks whoever owns the address whether they want to hear of the topic.

    The same answer for every address. Raises WrongAddress and NoSuchTopic.
    """
    ask_to_follow_all(
        address, [topic], places=places, language=language, pace=pace, by=by, now=now
    )  # fmt: skip


@transaction.atomic
def ask_to_follow_all(
    address: str,
    topics: Sequence[str],
    *,
    places: Sequence[str] = (),
    language: str = "id",
    pace: str = Pace.WEEKLY,
    by: Acting,
    now: datetime,
) -> None:
    """Ask for several topics with one mail; see ask_to_follow."""
    tidy = _check_address(address)
    _check_topics(topics)
    mailbox = index_mailbox(tidy)
    _lock(mailbox)  # two requests for one stranger are counted one after the other
    wish = Asked(topics=tuple(sorted(topics)), at=now)
    before = _list_asked(mailbox, now=now)
    if not may_ask_again(wish, before=before) or _is_suppressed(index_address(tidy), now=now):
        return
    token = make_token()
    request = FollowRequest.objects.create(
        id=make_key(), email_sealed=seal_address(tidy), email_index=mailbox,
        token_hash=hash_token(token), topics=sorted(topics), pace=Pace(pace).value,
        districts=list_districts(places), language=language, asked_at=now, ends_at=now + HOLDS,
    )  # fmt: skip
    post_confirmation(request, address=tidy, token=token, by=by, now=now)
    audit.record(by=by, action="mailing.asked", subject=f"request:{request.pk}", now=now)


def purge_requests(*, by: Acting, now: datetime) -> int:
    """
    Forget the addresses of requests whose link has ended, and the rest after a month.

    Until then the blind index guards a stranger against being asked again. Returns how many ended.
    """
    del by
    FollowRequest.objects.filter(ends_at__lt=now).exclude(email_sealed=b"").update(email_sealed=b"")
    return FollowRequest.objects.filter(asked_at__lt=now - MONTH).delete()[0]


def _check_address(address: str) -> str:
    tidy = tidy_address(address)
    if tidy is None:
        raise WrongAddress(fields={"email": _("This is not one e-mail address.")})
    return tidy


def _check_topics(topics: Sequence[str]) -> None:
    if not topics or set(topics) - {topic.key for topic in list_topics()}:
        raise NoSuchTopic(fields={"topics": NoSuchTopic.message})


def _lock(index: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [int.from_bytes(index[:8], signed=True)])


def _list_asked(mailbox: bytes, *, now: datetime) -> list[Asked]:
    rows = FollowRequest.objects.filter(email_index=mailbox, asked_at__lte=now, reader=None)
    return [
        Asked(topics=tuple(topics), at=at) for topics, at in rows.values_list("topics", "asked_at")
    ]


def _is_suppressed(index: bytes, *, now: datetime) -> bool:
    """Tell whether to keep quiet: a mailbox may live again after a month, a complaint stands."""
    found = Suppression.objects.filter(email_index=index)
    return found.filter(Q(reason="complaint") | Q(since__gt=now - MONTH)).exists()
