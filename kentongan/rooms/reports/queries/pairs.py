"""Photos of a report for those who may see the originals: who sent it and who works on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from kentongan.rooms.reports.rules.definition import AFTER

BEFORE, AGAIN = "photo", "again"


@dataclass(frozen=True)
class Pair:
    """Addresses of the photos of before and after."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing to look at."""
        return not (self.before or self.after)


def pair_photos(case: Any, *, route: str = "cases:show_file") -> Pair:
    """Return the photos of a case that count now, for the page at `route`."""
    rows = sorted(case.attachments.all(), key=lambda row: int(row.pk))
    current = [row for row in rows if row.replaced_at is None]
    return Pair(
        before=_list(case, current, keys=(BEFORE, AGAIN), route=route),
        after=_list(case, current, keys=(AFTER,), route=route),
    )


def _list(case: Any, rows: Sequence[Any], *, keys: Sequence[str], route: str) -> tuple[str, ...]:
    return tuple(reverse(route, args=[case.code, row.pk]) for row in rows if row.key in keys)
