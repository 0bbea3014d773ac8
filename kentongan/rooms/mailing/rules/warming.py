"""
How much a receiving domain gets from us, and more each day: a new sender is trusted slowly.

Big mailbox providers ask new senders to begin small and grow; the numbers are the regency's data.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

HOURS_A_DAY = 8  # in which what a day allows may go out


@dataclass(frozen=True)
class Warming:
    """What a domain gets on its first day, how that grows, and the most of an hour."""

    first_day: int
    factor: float
    most_an_hour: int

    def allow(self, *, days_known: int) -> int:
        """Return how many mails a domain may get in one hour after so many days."""
        days = min(max(days_known, 0), 60)
        return max(1, min(self.most_an_hour, int(self.first_day * self.factor**days / HOURS_A_DAY)))


def read_warming(facts: Mapping[str, Any]) -> Warming | None:
    """Return the plan of `[mailing.warming]`, or None where the regency sets no limits."""
    if not facts:
        return None
    return Warming(
        first_day=int(facts["first_day"]),
        factor=float(facts["factor"]),
        most_an_hour=int(facts["most_an_hour"]),
    )
