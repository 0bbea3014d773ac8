"""Keyset paging: a page ends with the key of its last row, and the next one starts behind it."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from kentongan.lobby.api.errors import CursorWrong

Row = TypeVar("Row")
PAGE, LARGEST_PAGE = 25, 100


def cut_page(
    rows: Sequence[Row], *, after: str, limit: int, key: Callable[[Row], Any]
) -> tuple[list[Row], str | None]:
    """Return one page of few rows in their order, and the key to go on with; raises CursorWrong."""
    start = 0
    if after:
        start = next((n for n, row in enumerate(rows, start=1) if str(key(row)) == after), 0)
        if not start:
            raise CursorWrong(fields={"after": CursorWrong.message})
    page = list(rows[start : start + limit])
    has_more = len(rows) > start + limit
    return page, str(key(page[-1])) if has_more else None
