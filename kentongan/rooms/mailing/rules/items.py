"""What other rooms announce and readers choose: items, topics, paces, places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

LONGEST_WORDS = 500
DISTRICT_PARTS = 3  # "35.10.05": province, regency, district


class Pace(StrEnum):
    """How soon somebody hears of a topic."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True)
class Topic:
    """What can be followed; a key with "/" is a child, and who follows the parent hears it too."""

    key: str
    name: Any  # str, or a lazy translation
    summary: Any = ""
    is_offered: bool = True  # on the page of all topics
    group: Any = ""  # the heading it stands under there


@dataclass(frozen=True)
class Item:
    """One thing to tell, in both languages; `path` is its public address without language."""

    key: str  # "news:<uuid>"
    topic: str
    title: Mapping[str, str]
    words: Mapping[str, str]
    path: str
    published_at: datetime
    places: tuple[str, ...] = ()  # Kemendagri codes; empty: it concerns everybody
    urgent: bool = False  # goes at once to everybody of the topic
    ends_at: datetime | None = None


def list_ancestors(topic: str) -> list[str]:
    """Return the topic and those above: "a/b/c" gives a, a/b, a/b/c."""
    parts = topic.split("/")
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]


def list_districts(codes: Iterable[str]) -> list[str]:
    """Return the districts of these codes in order; empty when one of them is wider than that."""
    found = [tuple(code.split(".")) for code in codes]
    if any(len(parts) < DISTRICT_PARTS for parts in found):
        return []
    return sorted({".".join(parts[:DISTRICT_PARTS]) for parts in found})


def shorten(text: str, *, limit: int = LONGEST_WORDS) -> str:
    """Return plain text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rpartition(" ")[0].rstrip(" ,;:.") + "…"
