"""
How much a comment looks like advertising: points with their reasons, nothing asked of anybody else.

No point refuses: enough of them put a comment into a box of its own, which people look at too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LINK = re.compile(
    r"(?:https?://|www\.)\S+|\[/?url|<a\s|\]\(\s*\w+:|\b[\w-]{2,}\.(?:com|net|org|info|xyz|top|site|"
    r"online|club|shop|vip|bet|win|link|ly|me|io|ru|cn)\b(?:/\S*)?",
    re.IGNORECASE,
)
WORD = re.compile(r"\w+", re.UNICODE)
SAME_LETTER = re.compile(r"(\S)\1{9,}")
TOO_FAST_SECONDS = 3.0
LONG_ENOUGH = 20  # words, or letters, from which a habit can be seen
FEW_DIFFERENT, MOSTLY = 0.35, 0.7
TRAP, UNPROVEN, TOO_FAST, LINKS, LINK_IN_NAME = "trap", "unproven", "too_fast", "links", "link_name"
REPEATED, SHOUTED, LISTED, SAID_BEFORE, MARKUP = "repeated", "shouted", "listed", "said", "markup"
POINTS = {
    TRAP: 10, UNPROVEN: 2, TOO_FAST: 3, LINK_IN_NAME: 4, REPEATED: 3, SHOUTED: 1, MARKUP: 2,
}  # fmt: skip
POINTS_PER_LINK, POINTS_PER_ECHO, MOST_ECHOES = 2, 2, 3


@dataclass(frozen=True)
class Seen:
    """What is known of a comment when it comes in."""

    name: str
    words: str
    trap: str = ""  # what stood in the field that people do not see
    seconds: float | None = None  # the form was open; None when its stamp proves nothing
    echoes: int = 0  # comments of the last days with the same words


@dataclass(frozen=True)
class Verdict:
    """Points and why; `is_spam` from as many as the policy says."""

    points: int
    reasons: tuple[str, ...]
    is_spam: bool


def judge(
    seen: Seen, *, weighed: Mapping[str, int], most_links: int, spam_from: int
) -> Verdict:  # fmt: skip
    """Weigh a comment; `weighed` has words and their points, casefolded."""
    found = {reason: POINTS[reason] for reason in _list_signs(seen)}
    links = len(LINK.findall(seen.words))
    if links > most_links:
        found[LINKS] = POINTS_PER_LINK * (links - most_links)
    listed = _weigh_words(f"{seen.name} {seen.words}", weighed)
    if listed:
        found[LISTED] = listed
    if seen.echoes:
        found[SAID_BEFORE] = POINTS_PER_ECHO * min(seen.echoes, MOST_ECHOES)
    points = min(sum(found.values()), 99)
    return Verdict(points, tuple(found), points >= spam_from)


def _list_signs(seen: Seen) -> list[str]:
    signs = {
        TRAP: bool(seen.trap.strip()),
        UNPROVEN: seen.seconds is None,
        TOO_FAST: seen.seconds is not None and seen.seconds < TOO_FAST_SECONDS,
        LINK_IN_NAME: bool(LINK.search(seen.name)),
        REPEATED: _is_repeated(seen.words),
        SHOUTED: _is_shouted(seen.words),
        MARKUP: bool(re.search(r"<\s*/?\s*[a-z!]|\[/?(?:url|img|b)\b", seen.words, re.IGNORECASE)),
    }
    return [sign for sign, is_there in signs.items() if is_there]


def _is_repeated(words: str) -> bool:
    said = WORD.findall(words.casefold())
    few = len(said) >= LONG_ENOUGH and len(set(said)) / len(said) < FEW_DIFFERENT
    return few or bool(SAME_LETTER.search(words))


def _is_shouted(words: str) -> bool:
    letters = [letter for letter in words if letter.isalpha()]
    loud = sum(letter.isupper() for letter in letters)
    return len(letters) >= LONG_ENOUGH and loud / len(letters) > MOSTLY


def _weigh_words(text: str, weighed: Mapping[str, int]) -> int:
    said = " ".join(WORD.findall(text.casefold()))
    # Letters set apart ("s l o t") are put together too.
    close = said.replace(" ", "")
    return sum(
        points
        for word, points in weighed.items()
        if re.search(rf"\b{re.escape(word)}\b", said)
        or (len(word) >= 8 and word.replace(" ", "") in close)  # noqa: PLR2004 - short ones hide in others
    )
