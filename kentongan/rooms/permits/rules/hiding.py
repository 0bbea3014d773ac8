"""Public numbers without anybody behind them: what is too small is shown together."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

FEWEST = 5  # a group smaller than this is not shown by itself
Key = TypeVar("Key")


def merge_small(
    totals: Mapping[Key, int], *, fewest: int = FEWEST
) -> tuple[Sequence[Key], Sequence[Key]]:
    """
    Return which groups are shown and which are merged into one, largest first.

    The merged ones must not be small together either, else the sum of all would tell them: then the
    smallest of the shown joins them. Nothing at all is shown when all together are too few.
    """
    ordered = sorted((key for key, count in totals.items() if count), key=lambda k: -totals[k])
    shown = [key for key in ordered if totals[key] >= fewest]
    merged = [key for key in ordered if totals[key] < fewest]
    while merged and shown and sum(totals[key] for key in merged) < fewest:
        merged.insert(0, shown.pop())
    if not shown and sum(totals[key] for key in merged) < fewest:
        return [], []
    return shown, merged
