"""What happens to cameras: told within the same transaction to who asked for it."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kentongan.foundation.actors import Acting


class Change(StrEnum):
    """What happened to a camera."""

    DECLARED = "declared"
    CHANGED = "changed"  # place, view or stream: it is to be verified anew
    VERIFIED = "verified"
    REFUSED = "refused"
    RETIRED = "retired"
    ALIVE = "alive"
    DOWN = "down"


Hook = Callable[..., None]
_hooks: list[Hook] = []


def on_change(hook: Hook) -> None:
    """Call `hook(camera_id=…, change=…, by=…, now=…)` in the transaction of each change."""
    if hook not in _hooks:
        _hooks.append(hook)


def tell_change(*, camera_id: UUID, change: Change, by: Acting, now: datetime) -> None:
    """Call everybody who asked for it; what one raises undoes the change."""
    for hook in _hooks:
        hook(camera_id=camera_id, change=change, by=by, now=now)
