"""Saying yes, changing what one reads, leaving."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.keys import make_key
from kentongan.rooms.mailing.errors import NoSuchReader
from kentongan.rooms.mailing.models import FollowRequest, Mailing, Reader, Subscription, Suppression
from kentongan.rooms.mailing.queries.sealed import index_address, unseal_address
from kentongan.rooms.mailing.rules.addresses import get_domain
from kentongan.rooms.mailing.rules.items import Pace
from kentongan.rooms.mailing.rules.tokens import hash_token
from kentongan.rooms.mailing.services._leaving import end_reading


@transaction.atomic
def confirm_request(token: str, *, by: Acting, now: datetime) -> UUID:
    """
    Take the yes of whoever got the mail; returns the reader. A second yes changes nothing.

    Raises NoSuchReader for a link that has ended.
    """
    requests = FollowRequest.objects.select_for_update(of=("self",))
    request = requests.filter(token_hash=hash_token(token), ends_at__gt=now).first()
    if request is None:
        raise NoSuchReader
    if request.reader_id is not None:
        return request.reader_id
    reader = _find_or_make(request, now=now)
    Suppression.objects.filter(email_index=bytes(reader.email_index or b"")).delete()
    for topic in request.topics:
        Subscription.objects.update_or_create(
            reader=reader, topic=topic,
            defaults={"pace": request.pace, "districts": request.districts},
            create_defaults={
                "pace": request.pace, "districts": request.districts, "since": now,
            },
        )  # fmt: skip
    request.reader = reader
    request.save(update_fields=["reader"])
    audit.record(by=by, action="mailing.confirmed", subject=f"reader:{reader.pk}", now=now)
    return reader.pk


@transaction.atomic
def change_preferences(
    reader_id: UUID,
    *,
    paces: Mapping[str, str],
    districts: Sequence[str],
    language: str,
    agrees_to_clicks: bool,
    by: Acting,
    now: datetime,
) -> None:
    """Follow exactly these topics at these paces; who follows none leaves. Raises NoSuchReader."""
    reader = _lock_reader(reader_id)
    if not paces:
        leave(reader_id, by=by, now=now)
        return
    reader.language, reader.agreed_to_clicks = language, agrees_to_clicks
    reader.save(update_fields=["language", "agreed_to_clicks"])
    reader.subscriptions.exclude(topic__in=paces).delete()
    for topic, pace in paces.items():
        facts = {"pace": Pace(pace).value, "districts": list(districts)}
        Subscription.objects.update_or_create(
            reader=reader, topic=topic, defaults=facts, create_defaults={**facts, "since": now}
        )
    audit.record(by=by, action="mailing.changed", subject=f"reader:{reader.pk}", now=now)


@transaction.atomic
def leave(reader_id: UUID, *, mailing_id: UUID | None = None, by: Acting, now: datetime) -> None:
    """Stop all mail and erase the address; leaving twice is leaving once."""
    reader = Reader.objects.select_for_update().filter(pk=reader_id).first()
    if reader is None:
        raise NoSuchReader
    if reader.state != Reader.State.READING:
        return
    end_reading(reader, state=Reader.State.LEFT, now=now)
    if mailing_id is not None and reader.deliveries.filter(mailing=mailing_id).exists():
        Mailing.objects.filter(pk=mailing_id).update(left_count=F("left_count") + 1)
    audit.record(by=by, action="mailing.left", subject=f"reader:{reader.pk}", now=now)


def _lock_reader(reader_id: UUID) -> Reader:
    readers = Reader.objects.select_for_update().filter(state=Reader.State.READING)
    reader = readers.filter(pk=reader_id).first()
    if reader is None:
        raise NoSuchReader
    return reader


def _find_or_make(request: FollowRequest, *, now: datetime) -> Reader:
    address = unseal_address(request.email_sealed)
    reader, _is_new = Reader.objects.get_or_create(
        email_index=index_address(address),
        defaults={
            "id": make_key(),
            "email_sealed": request.email_sealed,
            "domain": get_domain(address),
            "language": request.language,
            "confirmed_at": now,
        },
    )
    return reader
