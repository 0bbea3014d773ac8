"""How often one address may be asked: whoever types a stranger's address must not flood it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

SAME_AGAIN = timedelta(hours=6)
DAY = timedelta(days=1)
MONTH = timedelta(days=30)
A_DAY = 3
A_MONTH = 6  # without a single yes; each yes forgets the requests before it


@dataclass(frozen=True)
class Asked:
    """That an address was asked about topics."""

    topics: tuple[str, ...]
    at: datetime


def may_ask_again(wish: Asked, *, before: Sequence[Asked]) -> bool:
    """Tell whether one more mail may go to an address that was asked these times before."""
    is_same = any(old.topics == wish.topics and wish.at - old.at < SAME_AGAIN for old in before)
    of_day = sum(wish.at - old.at < DAY for old in before)
    of_month = sum(wish.at - old.at < MONTH for old in before)
    return not is_same and of_day < A_DAY and of_month < A_MONTH
