"""What differs between two texts, word by word, for who agrees to a correction."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from kentongan.rooms.news.rules.content import Content

PART = re.compile(r"\s+|\w+|[^\w\s]")
MOST_PARTS = 4000
COMPARED = ("title", "summary", "body")


@dataclass(frozen=True)
class Piece:
    """Some words: kept, taken away or added."""

    words: str
    how: str = ""  # "", "gone" or "new"


@dataclass(frozen=True)
class Change:
    """A field of which something changed."""

    field: str
    pieces: tuple[Piece, ...]


def list_changes(before: Content, after: Content) -> list[Change]:
    """Return the fields whose words changed, in the order in which they are read."""
    names = [f"{part}_{code}" for code in ("id", "en") for part in COMPARED] + ["authors"]
    return [
        Change(name, tuple(_compare(getattr(before, name), getattr(after, name))))
        for name in names
        if getattr(before, name) != getattr(after, name)
    ]


def _compare(before: str, after: str) -> Iterator[Piece]:
    old, new = PART.findall(before), PART.findall(after)
    if len(old) + len(new) > MOST_PARTS:
        yield from (Piece(before, "gone"), Piece(after, "new"))
        return
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("".join(old[i:j]))
            continue
        if i < j:
            yield Piece("".join(old[i:j]), "gone")
        if k < m:
            yield Piece("".join(new[k:m]), "new")
