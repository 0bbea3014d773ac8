"""
What a process remembers of the places, and how it learns that they have changed.

Every change of regions, hours or days off gives the one row of Edition a new random stamp. What is
kept belongs to a stamp; which stamp holds is asked at most once a second, so a worker that runs for
days follows a day off declared elsewhere. A thread with an uncommitted change asks every time and
keeps apart what it sees, because the change may yet be rolled back.
"""

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from kentongan.rooms.places.models import Edition

STAMP_HOLDS_SECONDS = 1.0
Thing = TypeVar("Thing")


class Memory:
    """Things made from one edition of the places, by name."""

    def __init__(self, stamp: UUID | None) -> None:
        self.stamp = stamp
        self.things: dict[object, Any] = {}


class _Shared:
    memory: Memory | None = None
    asked_at = float("-inf")


class _Own(threading.local):
    has_change = False
    memory: Memory | None = None


_lock = threading.Lock()
_own = _Own()


def keep(name: object, make: Callable[[], Thing]) -> Thing:
    """Return the kept thing of this name, made now unless it was made of the edition that holds."""
    memory = _get_memory()
    if name not in memory.things:
        memory.things[name] = make()
    thing: Thing = memory.things[name]
    return thing


def forget() -> None:
    """Ask again which edition holds; whoever changes a place calls it, inside the transaction."""
    _Shared.asked_at = float("-inf")
    _own.has_change = _is_in_transaction()
    if _own.has_change:
        transaction.on_commit(forget_after_commit)


def forget_after_commit() -> None:
    """Trust the shared memory again; in a test that only rehearses a commit, not yet."""
    _Shared.asked_at = float("-inf")
    _own.has_change = _is_in_transaction()


def _get_memory() -> Memory:
    if _own.has_change:
        _own.has_change = _is_in_transaction()
    if _own.has_change:
        _own.memory = _renew(_own.memory, _ask_stamp())
        return _own.memory
    shared = _Shared.memory
    asked_at = time.monotonic()
    if shared and shared.stamp and asked_at - _Shared.asked_at < STAMP_HOLDS_SECONDS:
        return shared
    stamp = _ask_stamp()
    with _lock:
        _Shared.memory = shared = _renew(_Shared.memory, stamp)
        _Shared.asked_at = asked_at
    return shared


def _renew(memory: Memory | None, stamp: UUID | None) -> Memory:
    """Return the memory if it is of this stamp; where nothing was ever loaded nothing is kept."""
    return memory if memory and stamp and memory.stamp == stamp else Memory(stamp)


def _ask_stamp() -> UUID | None:
    return Edition.objects.values_list("stamp", flat=True).first()


def _is_in_transaction() -> bool:
    return bool(transaction.get_connection().in_atomic_block)
