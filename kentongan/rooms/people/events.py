"""What this room announces, and who must be asked when a person is forgotten."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from kentongan.foundation.actors import Acting


@dataclass(frozen=True)
class RoleGranted:
    """Somebody holds a role at an office from now on."""

    holding_id: int
    user_id: int
    office_id: int


@dataclass(frozen=True)
class RoleEnded:
    """Somebody holds a role no longer."""

    holding_id: int
    user_id: int
    office_id: int


class Forgetter(Protocol):
    """Erases what another room keeps about a person; runs inside the transaction."""

    def __call__(self, person_id: UUID, *, by: Acting, now: datetime) -> None: ...


_forgetters: list[Forgetter] = []


def on_forget(forgetter: Forgetter) -> Forgetter:
    """Register a room's own forgetting; it is never lost: when it fails, all fails."""
    if forgetter not in _forgetters:
        _forgetters.append(forgetter)
    return forgetter


def list_forgetters() -> tuple[Callable[..., None], ...]:
    """Return who is asked when a person is forgotten."""
    return tuple(_forgetters)
