"""Which category is meant, from the words a person wrote."""

import re
from collections.abc import Mapping, Sequence

WORD = re.compile(r"[a-z0-9]+")
SHORTEST_START = 5  # so long a beginning counts as the word: "berlubang" for "berlubangnya"
WHOLE, BEGINNING = 3, 2


def suggest_categories(
    text: str, *, keywords: Mapping[str, Sequence[str]], limit: int = 3
) -> list[str]:
    """
    Return slugs whose keywords stand in the text, best first; none when nothing fits.

    A keyword of several words counts once for each of its words when all of them are there.
    """
    words = set(WORD.findall(text.lower()))
    scores = {slug: _score(words, known) for slug, known in keywords.items()}
    found = sorted((slug for slug in scores if scores[slug]), key=lambda s: -scores[s])
    return found[:limit]


def _score(words: set[str], keywords: Sequence[str]) -> int:
    total = 0
    for keyword in keywords:
        parts = [_match(part, words) for part in WORD.findall(keyword.lower())]
        total += sum(parts) if all(parts) else 0
    return total


def _match(part: str, words: set[str]) -> int:
    if part in words:
        return WHOLE
    long_enough = len(part) >= SHORTEST_START
    return BEGINNING if long_enough and any(word.startswith(part) for word in words) else 0
