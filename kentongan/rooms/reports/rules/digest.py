"""What is bad enough for a leader, and when they are told: values in, values out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Any

DEFAULT_TIMES = (time(7, 0), time(15, 30))
DEFAULT_FOLLOWERS = 10
SHOWN = 20  # of each fault: a longer list is not read


class Fault(StrEnum):
    """Why a report is told to a leader, the worst first."""

    LATE = "late"
    REOPENED = "reopened"
    MANY = "many"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Plan:
    """When leaders are told, and from how many followers on; of the regency's data."""

    times: tuple[time, ...] = DEFAULT_TIMES
    many_followers: int = DEFAULT_FOLLOWERS

    @classmethod
    def read(cls, facts: Mapping[str, Any]) -> "Plan":
        """Read `[digest]` of regency.toml: times = ["07:00"], many_followers = 10."""
        given = facts.get("digest", {})
        times = tuple(sorted(time.fromisoformat(one) for one in given.get("times", ())))
        return cls(times or DEFAULT_TIMES, int(given.get("many_followers", DEFAULT_FOLLOWERS)))


@dataclass(frozen=True)
class Running:
    """An open report as the digest looks at it; no words of anybody."""

    office_id: int
    role: str
    due_at: datetime  # the earlier one of case and step
    is_waiting: bool
    followers: int
    reopened: int


def find_slot(now: datetime, plan: Plan) -> datetime | None:
    """Return the last time of today that has come; None before the first. `now` is local."""
    slots = [datetime.combine(now.date(), at, now.tzinfo) for at in plan.times]
    return max((slot for slot in slots if slot <= now), default=None)


def find_faults(
    running: Running, *, owners: Collection[tuple[int, str]], plan: Plan, now: datetime
) -> tuple[Fault, ...]:
    """
    Return what is bad about a report, the worst first; nothing when it is on its way.

    `owners` are (office, role) that somebody holds today.
    """
    found = {
        Fault.LATE: not running.is_waiting and running.due_at < now,
        Fault.REOPENED: running.reopened > 0,
        Fault.MANY: running.followers >= plan.many_followers,
        Fault.NOBODY: (running.office_id, running.role) not in owners,
    }
    return tuple(fault for fault, is_so in found.items() if is_so)
