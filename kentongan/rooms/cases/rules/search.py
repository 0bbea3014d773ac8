"""What an officer's search means: words of services and places; never a word about a person."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

MOST_WORDS = 6
LONGEST_WORD = 40


@dataclass(frozen=True)
class Wanted:
    """Cases of these services, at these places; None: wherever."""

    slugs: tuple[str, ...]
    places: tuple[str, ...] | None


def read_words(text: str) -> list[str]:
    """Return the words that were typed, in small letters."""
    return [word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", text.lower())[:MOST_WORDS]]


def understand(
    words: list[str], *, services: Mapping[str, str], places: Mapping[str, str]
) -> list[Wanted]:
    """
    Return which cases have every word, as the beginning of a word of their service or place.

    `services` and `places` are names by slug and code. Both are few and cases are many: so words
    are looked for in the names, and cases by service and place.
    """
    if not words:
        return []
    everything = (1 << len(words)) - 1
    known_places = {code: _find(words, name) for code, name in places.items()}
    groups: dict[int, list[str]] = defaultdict(list)
    for slug, name in services.items():
        groups[_find(words, name)].append(slug)
    found = []
    for has, slugs in groups.items():
        missing = everything & ~has
        fitting = tuple(code for code, mask in known_places.items() if mask & missing == missing)
        if not missing or fitting:
            found.append(Wanted(tuple(slugs), fitting if missing else None))
    return found


def _find(words: list[str], name: str) -> int:
    """Return one bit for each word with which a word of the name begins."""
    known = _read_name(name)
    return sum(
        1 << position
        for position, word in enumerate(words)
        if any(one.startswith(word) for one in known)
    )


@lru_cache(maxsize=2000)
def _read_name(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", name.lower()))
