"""Receiving a report from a program that speaks Open311."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import get_language

from kentongan.foundation.actors import SystemActor
from kentongan.foundation.vault import blind_index
from kentongan.rooms.reports.models import Open311Key, Open311Token
from kentongan.rooms.reports.rules.open311_questions import Spot
from kentongan.rooms.reports.rules.words import Channel, Secrecy
from kentongan.rooms.reports.services.submit import Submitted, submit_report

TOKEN_BYTES = 16
BETWEEN = "\n\n"


@dataclass(frozen=True)
class Sent:
    """What a program sent, read but not checked by the category yet."""

    service_code: str
    spot: Spot
    description: str = ""
    media_url: str = ""
    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    photos: Sequence[UUID] = ()
    name: str = ""
    phone: str = ""
    email: str = ""
    secrecy: str = ""


@dataclass(frozen=True)
class Received:
    """A report that was received; with a token the code is asked for by it."""

    code: str
    due_at: datetime
    pin: str = ""
    token: str = ""


@transaction.atomic
def receive_request(sent: Sent, *, repeat: str = "", by: Open311Key, now: datetime) -> Received:
    """
    Make a report of what a program sent; raises what submit_report raises.

    The same `repeat` of the same key again is the same report. A `media_url` is kept as words for
    the officer and never fetched: who sends it would choose where our server goes.
    """
    case_id = _make_case_id(repeat, key=by) if repeat else None
    submitted = submit_report(
        category=sent.service_code, description=_join_words(sent), place_words=sent.spot.words,
        lat=sent.spot.lat, lon=sent.spot.lon, village_code=sent.spot.village_code,
        photos=sent.photos, answers=_tidy(sent.answers), name=sent.name, phone=sent.phone,
        email=sent.email, secrecy=_choose_secrecy(sent), channel=Channel.OPEN311,
        language=get_language() or "id", case_id=case_id,
        by=SystemActor(f"open311:{by.pk}"), now=now,
    )  # fmt: skip
    token = _give_token(submitted, key=by, now=now) if by.is_batch else ""
    report = submitted.report
    return Received(report.code, report.case.due_at, submitted.pin, token)


def _make_case_id(repeat: str, *, key: Open311Key) -> UUID:
    """Return the key of the report of this repetition; a second one at once waits for the first."""
    digest = blind_index(f"{key.pk}|{repeat}", purpose="open311")
    number = int.from_bytes(digest[16:24], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
    return UUID(bytes=digest[:16], version=4)


def _join_words(sent: Sent) -> str:
    return BETWEEN.join(words for words in (sent.description, sent.media_url) if words)


def _tidy(answers: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {code: list(values) for code, values in answers.items()}


def _choose_secrecy(sent: Sent) -> str:
    """Take what was chosen; who tells nothing about themselves is anonymous."""
    if sent.secrecy:
        return sent.secrecy
    return Secrecy.OPEN if sent.name or sent.phone or sent.email else Secrecy.ANONYMOUS


def _give_token(submitted: Submitted, *, key: Open311Key, now: datetime) -> str:
    known = Open311Token.objects.filter(report=submitted.report).first()
    if known is not None:
        return known.token
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Open311Token.objects.create(token=token, report=submitted.report, key=key, made_at=now)
    return token
