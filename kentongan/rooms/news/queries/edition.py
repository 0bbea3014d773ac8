"""Which edition of the public pages holds; every process asks at most once a second."""

import time
from datetime import datetime
from typing import Any

from django.db import connection

ASK = "SELECT number, changed_at FROM news_edition WHERE key = 'news'"
HOLDS_SECONDS = 1.0


class _Known:
    edition: tuple[int, datetime | None] = (0, None)
    asked_at = float("-inf")


def get_edition() -> tuple[int, datetime | None]:
    """Return number and moment of the last change of what everybody reads: one cheap query."""
    if connection.in_atomic_block:  # it may be our own change, and may yet be rolled back
        return _ask()
    asked_at = time.monotonic()
    if asked_at - _Known.asked_at >= HOLDS_SECONDS:
        _Known.edition, _Known.asked_at = _ask(), asked_at
    return _Known.edition


def forget_edition() -> None:
    """Ask again at the next page: this process has changed something."""
    _Known.asked_at = float("-inf")


def _ask() -> tuple[int, datetime | None]:
    with connection.cursor() as cursor:
        cursor.execute(ASK)
        row: Any = cursor.fetchone()
    return (int(row[0]), row[1]) if row else (0, None)
