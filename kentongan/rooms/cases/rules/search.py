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
    known_places = _find_words(words, places)
    groups: dict[int, list[str]] = defaultdict(list)
    known_services = _find_words(words, services)
    for slug in services:
        groups[known_services.get(slug, 0)].append(slug)
    found = []
    for has, slugs in groups.items():
        missing = everything & ~has
        fitting = tuple(code for code, mask in known_places.items() if mask & missing == missing)
        if not missing or fitting:
            found.append(Wanted(tuple(slugs), fitting if missing else None))
    return found


def _find_words(words: list[str], names: Mapping[str, str]) -> dict[str, int]:
    """Return by key one bit for each typed word with which a word of the name begins."""
    index = _index_names(tuple(names.items()))
    found: dict[str, int] = defaultdict(int)
    for position, typed in enumerate(words):
        for word, keys in index.items():
            if word.startswith(typed):
                for key in keys:
                    found[key] |= 1 << position
    return found


@lru_cache(maxsize=4)
def _index_names(names: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    """Return the keys by each word of their names."""
    index: dict[str, list[str]] = defaultdict(list)
    for key, name in names:
        for word in set(re.findall(r"[^\W_]+", name.lower())):
            index[word].append(key)
    return dict(index)
