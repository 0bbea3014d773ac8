"""
Announcements from a lower room to a higher one, made after the transaction is committed.

What must not be lost is a queued job or an outbox row, never an event.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

log = logging.getLogger(__name__)
Event = TypeVar("Event")
_listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def listen(kind: type[Event]) -> Callable[[Callable[[Event], None]], Callable[[Event], None]]:
    """Register a receiver of events of this kind."""

    def register(receiver: Callable[[Event], None]) -> Callable[[Event], None]:
        _listeners[kind].append(receiver)
        return receiver

    return register


def announce(event: object) -> None:
    """Tell the receivers after commit; a receiver that fails is logged and harms nobody."""
    if _listeners.get(type(event)):
        transaction.on_commit(lambda: _tell(event))


def _tell(event: object) -> None:
    for receiver in _listeners[type(event)]:
        try:
            receiver(event)
        except Exception:
            log.exception("receiver failed", extra={"event_kind": type(event).__name__})


def list_kinds() -> list[type]:
    """Return the kinds of event somebody listens to."""
    return sorted(_listeners, key=lambda kind: kind.__name__)
