"""
What this room announces after commit, and what the room of a kind hears within a turn.

A hook runs in the transaction of the turn, so what it writes is never lost and never too much.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from kentongan.foundation.actors import Acting

if TYPE_CHECKING:
    from kentongan.rooms.cases.models import Case


@dataclass(frozen=True)
class CaseSubmitted:
    """A case was received and its clocks run."""

    case_id: UUID
    type_slug: str


@dataclass(frozen=True)
class CaseMoved:
    """A case went to another office or step."""

    case_id: UUID
    office_id: int


@dataclass(frozen=True)
class CaseClosed:
    """A case ended; outcome is a workflow.Outcome."""

    case_id: UUID
    type_slug: str
    outcome: str


@dataclass(frozen=True)
class TurnTaken:
    """A turn of workflow.TURNS that was just taken."""

    case: "Case"
    turn: str
    note: str
    by: Acting
    now: datetime


@dataclass(frozen=True)
class News:
    """Something the applicant has to hear; `what` is a key of notify.SUBJECTS."""

    case: "Case"
    what: str
    text: str
    by: Acting
    now: datetime


_hooks: dict[str, Callable[[TurnTaken], None]] = {}
_tellers: dict[str, Callable[[News], None]] = {}


def on_turn(kind: str, hook: Callable[[TurnTaken], None]) -> None:
    """Call `hook` in the transaction of every turn of this kind's cases."""
    if kind in _hooks:
        raise ValueError(f"the turns of {kind} are heard already")
    _hooks[kind] = hook


def tell_by(kind: str, tell: Callable[[News], None]) -> None:
    """Let `tell` tell the applicants of this kind, in place of the engine's letters."""
    if kind in _tellers:
        raise ValueError(f"the applicants of {kind} are told already")
    _tellers[kind] = tell


def take_notice(case: "Case", *, turn: str, note: str = "", by: Acting, now: datetime) -> None:
    """Tell the room whose kind this is that a turn was taken."""
    hook = _hooks.get(case.case_type.kind)
    if hook is not None:
        hook(TurnTaken(case, turn, note, by, now))


def tell_otherwise(case: "Case", *, what: str, text: str, by: Acting, now: datetime) -> bool:
    """Let the room tell; return False when the engine has to."""
    tell = _tellers.get(case.case_type.kind)
    if tell is None:
        return False
    tell(News(case, what, text, by, now))
    return True
