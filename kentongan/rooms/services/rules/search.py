"""What a question means: words without weight removed, other words for the same thing added."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MOST_TERMS = 8
LONGEST_WORD = 40
LONGEST_QUESTION = 200
SHORTEST_PREFIX = 3
WORD = re.compile(r"[^\W_]+")
SAME, ROOT, OTHER_WORD = 1.0, 0.8, 0.7


@dataclass(frozen=True)
class Vocabulary:
    """The regency's search words: without weight, with the same meaning, and stems."""

    stop_words: frozenset[str] = frozenset()
    synonyms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    roots: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> "Vocabulary":
        """Read words.toml; every part may be missing."""
        return cls(
            frozenset(data.get("stop_words", ())), data.get("synonyms", {}), data.get("roots", {})
        )


@dataclass(frozen=True)
class Term:
    """One thing asked for: what was typed, and phrases that mean it with their share."""

    typed: str
    phrases: tuple[tuple[str, float], ...]
    is_known: bool = False  # the catalogue has the word as it was typed


def split_words(text: str) -> list[str]:
    """Return the words in small letters; `e-KTP` becomes `ektp`, so that it stays one word."""
    joined = re.sub(r"\be-(?=\w)", "e", text[:LONGEST_QUESTION].lower())
    return [word[:LONGEST_WORD] for word in WORD.findall(joined)]


def read_question(text: str, words: Vocabulary) -> tuple[Term, ...]:
    """Return what is asked for; a question of stop words alone keeps them."""
    typed = split_words(text)
    pairs = _find_pairs(typed, words)
    kept = [word for word in pairs if " " in word or word not in words.stop_words] or pairs
    unique = list(dict.fromkeys(kept))[:MOST_TERMS]
    return tuple(Term(word, tuple(_list_phrases(word, words).items())) for word in unique)


def _find_pairs(typed: Sequence[str], words: Vocabulary) -> list[str]:
    """Join two words that the vocabulary knows as one thing: `kartu kuning`."""
    found: list[str] = []
    position = 0
    while position < len(typed):
        pair = " ".join(typed[position : position + 2])
        step = 2 if " " in pair and pair in words.synonyms else 1
        found.append(pair if step == 2 else typed[position])  # noqa: PLR2004 - a pair
        position += step
    return found


def _list_phrases(word: str, words: Vocabulary) -> dict[str, float]:
    phrases = {word: SAME}
    if word in words.roots:
        phrases.setdefault(words.roots[word], ROOT)
    for other in words.synonyms.get(word, ()):
        phrases.setdefault(other, OTHER_WORD)
    return phrases


def add_roots(text: str, words: Vocabulary) -> str:
    """Return the text with the stems that Indonesian affixes hide behind it, for the index."""
    roots = {words.roots[word] for word in split_words_of_all(text) if word in words.roots}
    return " ".join([text, *sorted(roots)])


def split_words_of_all(text: str) -> list[str]:
    """Return every word of a text of any length, in small letters."""
    return [word for word in WORD.findall(text.lower()) if len(word) <= LONGEST_WORD]


def list_spellings(*texts: str) -> set[str]:
    """Return words worth correcting typing errors to: three letters or more, no numbers."""
    return {
        word
        for text in texts
        for word in split_words_of_all(text)
        if len(word) >= SHORTEST_PREFIX and not word.isdigit()
    }
