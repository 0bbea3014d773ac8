"""How this regency mails: facts of its data, `[mailing]` in regency.toml."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from django.conf import settings

from kentongan.rooms.mailing.rules.warming import Warming, read_warming

SATURDAY = 6  # ISO weekday


@dataclass(frozen=True)
class Plan:
    """Times are local."""

    daily_at: time
    weekly_on: int
    weekly_at: time
    connections: int
    return_path: str
    warming: Warming | None
    keeper: str


def read_plan() -> Plan:
    """Return the plan; what the regency does not say has a value that harms nobody."""
    facts: Any = settings.REGENCY_FACTS.get("mailing", {})
    news: Any = settings.REGENCY_FACTS.get("news", {})
    sender = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].strip("> ")
    return Plan(
        daily_at=time.fromisoformat(facts.get("daily_at", "06:30")),
        weekly_on=int(facts.get("weekly_on", SATURDAY)),
        weekly_at=time.fromisoformat(facts.get("weekly_at", "07:00")),
        connections=int(facts.get("connections", 1)),
        return_path=str(facts.get("return_path", sender)),
        warming=read_warming(facts.get("warming", {})),
        keeper=str(news.get("keeper", "")),
    )
