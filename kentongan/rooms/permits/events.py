"""
Tills: where people pay and who says that they did, a bank's system or a payment gateway.

A till is asked, it does not call: nothing listens for it, so nobody can pretend to be it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True)
class OpenBill:
    """What a till has to know of a bill: no name, no address."""

    bill_id: int
    code: str  # the permit's, which the payer quotes
    amount: Decimal
    issued_at: datetime


@dataclass(frozen=True)
class Payment:
    """What a till says was paid."""

    amount: Decimal
    reference: str
    paid_at: datetime


class Till(Protocol):
    """Asked about bills from time to time; with a timeout of its own."""

    name: str

    def find_payment(self, bill: OpenBill) -> Payment | None:
        """Return what was paid for the bill, or None while nothing was."""
        ...


_tills: dict[str, Till] = {}


def register_till(till: Till) -> Callable[[], None]:
    """Let a till be asked about open bills; returns what takes it away again."""
    _tills[till.name] = till

    def close() -> None:
        _tills.pop(till.name, None)

    return close


def list_tills() -> list[Till]:
    """Return the tills that are asked."""
    return list(_tills.values())
