"""What is shown at the door: tokens of offices, and short-lived proofs signed by ourselves."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest
from django.utils.timezone import localtime

from ninja.security import HttpBearer

from kentongan.lobby.api.errors import ClaimWrong, ScopeMissing
from kentongan.rooms.people import api as people

READ, DECIDE = "read", "decide"
CLAIM_LIVES = timedelta(hours=20)
FILE_LIVES = timedelta(hours=24)  # longer than its claim: what is claimed is still there
TRACKING_LIVES = timedelta(minutes=30)
CLAIM, TRACKING = "kentongan.api.file", "kentongan.api.tracking"
LONGEST = 500


class OfficeToken(HttpBearer):
    """The token of an office's own system; `read` and `decide` are its scopes."""

    openapi_bearerFormat = "kt_…"  # noqa: N815 - the framework reads this name
    openapi_description = (
        "Token of one office, made by the regency's IT team. Scopes: `read` (desk, cases, files) "
        "and `decide` (decisions, messages). It sees the cases of its own office only."
    )

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> people.Actor | None:
        """Return who shows the token, or nobody; raises ScopeMissing."""
        actor = people.find_token_actor(token[:LONGEST], now=localtime())
        if actor is not None and self.scope not in actor.scopes:
            raise ScopeMissing(scope=self.scope)
        return actor


class TrackingToken(HttpBearer):
    """What `track` answered to somebody who knew code and last four digits."""

    openapi_bearerFormat = "signed, 30 minutes"  # noqa: N815 - the same
    openapi_description = (
        "Short-lived proof from `POST /cases/track`; it opens one case for 30 minutes."
    )

    def authenticate(self, request: HttpRequest, token: str) -> people.Actor | None:
        """Return a visitor who proved to know one case, or nobody."""
        case_id = _read(token, salt=TRACKING, lives=TRACKING_LIVES)
        if case_id is None:
            return None
        return people.Actor(ref=people.VISITOR.ref, proven_cases=frozenset({case_id}))


def make_tracking_token(case_id: UUID, *, now: datetime) -> tuple[str, datetime]:
    """Return the proof and when it ends."""
    return signing.dumps(str(case_id), salt=TRACKING), now + TRACKING_LIVES


def make_claim(file_id: UUID, *, now: datetime) -> tuple[str, datetime]:
    """Return what its sender shows to use an uploaded file, and when it ends."""
    return signing.dumps(str(file_id), salt=CLAIM), now + CLAIM_LIVES


def read_claims(claims: Mapping[str, str]) -> dict[str, UUID]:
    """Return the files by key; raises ClaimWrong and says which."""
    read = {key: _read(claim, salt=CLAIM, lives=CLAIM_LIVES) for key, claim in claims.items()}
    wrong = {f"files.{key}": ClaimWrong.message for key, file_id in read.items() if not file_id}
    if wrong:
        raise ClaimWrong(fields=wrong)
    return {key: UUID(file_id) for key, file_id in read.items() if file_id}


def _read(signed: str, *, salt: str, lives: timedelta) -> str | None:
    try:
        found: Any = signing.loads(signed[:LONGEST], salt=salt, max_age=lives)
    except signing.BadSignature:
        return None
    return str(found)
