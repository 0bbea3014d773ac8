"""Whom silence reaches: the head above the role that holds the step, then the head above that."""

from collections.abc import Iterator, Mapping

HEAD = "head"


def climb(*, office_id: int, role: str, parents: Mapping[int, int | None]) -> Iterator[int]:
    """
    Yield the offices whose head is told, nearest first.

    It depends on the office and role of the step, not on persons: an officer's own head comes
    first; a head's superior is the head of the parent office.
    """
    at: int | None = office_id if role != HEAD else parents.get(office_id)
    seen: set[int] = set()
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = parents.get(at)
