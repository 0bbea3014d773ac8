"""What this room announces after commit, and by what telephones are told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from kentongan.foundation.actors import Acting

if TYPE_CHECKING:
    from kentongan.rooms.reports.models import Report


@dataclass(frozen=True)
class ReportReceived:
    """A report was received."""

    report_id: UUID
    category: str


@dataclass(frozen=True)
class Told:
    """One piece of news on its way to one telephone number."""

    report: "Report"
    what: str
    text: str  # the whole message
    phone: str
    by: Acting
    now: datetime


_by_phone: list[Callable[[Told], None]] = []


def tell_by_phone(tell: Callable[[Told], None]) -> None:
    """Register how a telephone number is told; without one only e-mail reaches people."""
    _by_phone.append(tell)


def list_phone_tellers() -> list[Callable[[Told], None]]:
    """Return by whom a telephone number is told."""
    return list(_by_phone)
