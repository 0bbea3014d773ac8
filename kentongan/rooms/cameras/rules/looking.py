"""When a look is over, and what a right is made of. Decisions only: values in, values out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kentongan.rooms.cameras.rules.words import LookKind, Mode, Standing

TOKEN_SECONDS = 60  # between the page that opens a look and the socket that begins it
SHORTEST_WORDS = 5
LONGEST_WORDS = 200
SILENT_AFTER = timedelta(minutes=2)  # of a look nobody tells anything about: its process died
SAME_LOOK = timedelta(minutes=1)  # pictures asked for within it are one look


@dataclass(frozen=True)
class Chosen:
    """For what a session looks: one purpose of the law, and the case number or reason."""

    purpose: str
    words: str


@dataclass(frozen=True)
class Right:
    """By which right an office sees a camera; `grant_id` is None for a camera of its own."""

    office_id: int
    purpose: str
    grant_id: UUID | None = None
    level: str = "evidence"


@dataclass(frozen=True)
class LookFacts:
    """What is asked of an open look, again and again."""

    is_over: bool
    kind: str
    standing: str
    mode: str
    is_own: bool
    grant_starts_at: datetime | None
    grant_ends_at: datetime | None
    grant_ended_at: datetime | None
    has_role: bool
    has_session: bool
    is_masked: bool


def find_loss(look: LookFacts, *, now: datetime) -> str:
    """Return why a look must be cut, or "" while its right holds."""
    losses = {
        "closed": look.is_over,
        "camera": look.standing != Standing.VERIFIED or look.mode != Mode.STREAM,
        "grant": not look.is_own and not _holds(look, now),
        "role": not look.has_role,
        "session": not look.has_session,
        "masked": look.is_masked and look.kind == LookKind.LIVE,
    }
    return next((name for name, is_lost in losses.items() if is_lost), "")


def _holds(look: LookFacts, now: datetime) -> bool:
    if look.grant_starts_at is None or look.grant_ends_at is None:
        return False
    ends_at = min(look.grant_ends_at, look.grant_ended_at or look.grant_ends_at)
    return look.grant_starts_at <= now < ends_at


def list_regions_above(code: str) -> list[str]:
    """Return the codes of the regions a place lies in, itself too."""
    parts = code.split(".")
    return [".".join(parts[: count + 1]) for count in range(len(parts))]
