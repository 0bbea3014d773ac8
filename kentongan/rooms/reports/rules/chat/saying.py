"""What one message says: a place, a problem, an answer, or nothing for the desk."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from kentongan.rooms.reports.rules.chat.shapes import Kind, Message
from kentongan.rooms.reports.rules.chat.vocabulary import PlaceName, Vocabulary

WORD = re.compile(r"[^\W_]+")
ADDRESS = re.compile(r"https?://\S+", re.I)
MENTION = re.compile(r"@\S+")
VOWELS = "aeiou"
WORDLESS = {
    Kind.STICKER, Kind.AUDIO, Kind.POLL, Kind.DELETED, Kind.SYSTEM, Kind.CONTACT, Kind.DOCUMENT,
}  # fmt: skip
SHORTEST = 3
LONGEST_PHRASE = 4
LONG_TEXT = 600  # longer than anybody types with one thumb: it was forwarded
SURE_OF_PLACE = 2
MANY_GREETINGS = 2


class Role(StrEnum):
    """What a message is for."""

    SHOWS = "shows"  # a picture without words
    TELLS = "tells"  # a place, a problem or a request
    ASKS = "asks"
    ANSWERS = "answers"  # somebody takes care, or it is done
    ACTIVITY = "activity"  # what an office did today, news, things for sale
    AGAIN = "again"  # "from the other side": the picture beside belongs to what was told
    CHATTER = "chatter"


@dataclass(frozen=True, slots=True)
class Said:
    """What one message says, and by which words."""

    role: Role
    words: tuple[str, ...] = ()
    has_place: bool = False
    has_problem: bool = False
    has_request: bool = False
    is_reporting: bool = False
    is_moving: bool = False
    villages: tuple[str, ...] = ()  # codes of villages and districts named
    categories: tuple[tuple[str, int], ...] = ()

    @property
    def is_anchor(self) -> bool:
        """Whether pictures around belong to these words."""
        return self.role in {Role.TELLS, Role.ANSWERS, Role.ACTIVITY}


class Gazetteer:
    """Names of villages and districts, found in running words."""

    def __init__(self, places: Iterable[PlaceName]) -> None:
        self._by_name: dict[str, list[PlaceName]] = {}
        for place in places:
            self._by_name.setdefault(" ".join(split(place.name)), []).append(place)
        self._bones: dict[str, str] = {}
        self._words: set[str] = set()

    def spell_out(self, word: str, *, words: Vocabulary) -> str:
        """Return the word that was shortened by leaving vowels out, as people do: dpn, mampt."""
        if not self._bones:
            self._learn(words)
        bones = strip_vowels(word)
        if word in self._words or len(bones) < (SHORTEST if bones == word else SHORTEST + 1):
            return word
        found = self._bones.get(bones, "")
        return found if len(found) > len(word) and _is_within(word, found) else word

    def _learn(self, words: Vocabulary) -> None:
        named = {part for name in self._by_name for part in name.split()}
        self._words = {*named, *words.single_words}
        for word in (*sorted(named), *sorted(words.single_words)):
            self._bones[strip_vowels(word)] = word

    def find(self, phrases: Iterable[str]) -> list[list[PlaceName]]:
        """Return, for each name among the phrases, the places that bear it."""
        return [self._by_name[phrase] for phrase in phrases if phrase in self._by_name]


def split(text: str) -> list[str]:
    """Return the words in small letters, without addresses and mentions."""
    return WORD.findall(MENTION.sub(" ", ADDRESS.sub(" ", text.lower())))


def strip_vowels(word: str) -> str:
    """Return the first letter and the consonants after it."""
    return word[:1] + "".join(sign for sign in word[1:] if sign not in VOWELS)


def _is_within(short: str, whole: str) -> bool:
    """Tell whether the short word is the whole one with signs left out."""
    signs = iter(whole)
    return all(sign in signs for sign in short)


def understand(message: Message, *, words: Vocabulary, places: Gazetteer) -> Said:
    """Return what a message says; pictures with a caption are understood by the caption."""
    if message.kind is Kind.LOCATION:
        return Said(Role.TELLS, has_place=True)
    if message.kind in WORDLESS or not message.text.strip():
        return Said(Role.SHOWS if message.has_picture else Role.CHATTER)
    said = understand_words(message.text, words=words, places=places)
    if message.lat is not None and said.role is not Role.ACTIVITY:
        return replace(said, role=Role.TELLS, has_place=True)
    if message.has_picture and said.role is Role.CHATTER:
        return replace(said, role=Role.SHOWS)
    return said


def understand_words(text: str, *, words: Vocabulary, places: Gazetteer) -> Said:
    """Return what a text says."""
    tokens = [part for word in split(text) for part in _spell_out(word, words, places)]
    phrases = _list_phrases(tokens)
    named = places.find(phrases)
    categories = _count_categories(phrases, words)
    said = Said(
        Role.CHATTER,
        words=tuple(tokens),
        has_place=_weigh_place(tokens, phrases, named, words) >= SURE_OF_PLACE,
        has_problem=bool(categories) or bool(phrases & words.problems),
        has_request=bool(phrases & words.requests),
        is_reporting=bool(phrases & words.reporting),
        is_moving=bool(phrases & words.moving),
        villages=choose_villages(named),
        categories=tuple(categories.most_common()),
    )
    return replace(said, role=_find_role(said, text, phrases, words))


def _spell_out(word: str, words: Vocabulary, places: Gazetteer) -> list[str]:
    known = words.short_forms.get(word)
    return known.split() if known else [places.spell_out(word, words=words)]


def choose_villages(named: Sequence[Sequence[PlaceName]]) -> tuple[str, ...]:
    """
    Return codes of the places meant: villages first, then districts that stand alone.

    A name that several villages bear means the one whose district is named as well, else none.
    """
    districts = {place.code for group in named for place in group if not place.within}
    villages: list[str] = []
    for group in named:
        here = [place for place in group if place.within]
        fitting = [place for place in here if place.within in districts] or here
        if len(fitting) == 1:
            villages.append(fitting[0].code)
    covered = {code.rpartition(".")[0] for code in villages}
    return tuple(dict.fromkeys([*villages, *sorted(districts - covered)]))


def _find_role(said: Said, text: str, phrases: set[str], words: Vocabulary) -> Role:
    tells = said.has_place or said.has_problem or said.has_request
    is_busy = bool(phrases & words.activities) and not (said.has_problem and said.has_request)
    is_polite = len(phrases & words.greetings) >= MANY_GREETINGS + said.has_problem
    is_done = phrases & words.done and not phrases & words.not_yet and not _begs(phrases)
    roles = (
        (Role.ACTIVITY, len(text) > LONG_TEXT or _is_news(text, phrases, words)),
        (Role.ANSWERS, is_done),
        (Role.ASKS, _is_question(text, phrases, words)),
        (Role.ACTIVITY, is_busy),
        (Role.TELLS, tells and not is_polite),
        (Role.AGAIN, phrases & words.same_again),
    )
    return next((role for role, holds in roles if holds), Role.CHATTER)


def _begs(phrases: set[str]) -> bool:
    return bool(phrases & {"mohon", "tolong", "lapor", "melaporkan", "please"})


def _is_news(text: str, phrases: set[str], words: Vocabulary) -> bool:
    has_address = any("google." not in found and "goo.gl" not in found
                      for found in ADDRESS.findall(text))  # fmt: skip
    return has_address or bool(phrases & words.news)


def _is_question(text: str, phrases: set[str], words: Vocabulary) -> bool:
    if not phrases & words.asking:
        return False
    return "?" in text or bool(phrases & {"dimana", "di mana", "mana", "where"})


def _weigh_place(
    tokens: Sequence[str], phrases: set[str], named: Sequence[object], words: Vocabulary
) -> int:
    """Add up what shows a place: a name counts double, so does saying that one follows."""
    announced = 2 * bool(phrases & words.says_place) * (len(tokens) > 1)
    roads = 2 * _has_named_road(tokens, words)
    return (
        2 * len(named) + announced + roads
        + len(phrases & words.relations) + len(phrases & words.landmarks)
    )  # fmt: skip


def _has_named_road(tokens: Sequence[str], words: Vocabulary) -> bool:
    """Tell "jalan Ahmad Yani", a place, from "jalan rusak", a problem."""
    common = words.problems | words.requests | words.relations | words.not_yet
    return any(
        word in words.roads and len(after) > 2 and after not in common  # noqa: PLR2004
        for word, after in pairwise(tokens)
    )


def _list_phrases(tokens: Sequence[str]) -> set[str]:
    return {
        " ".join(tokens[start : start + length])
        for length in range(1, LONGEST_PHRASE + 1)
        for start in range(len(tokens) - length + 1)
    }


def _count_categories(phrases: set[str], words: Vocabulary) -> Counter[str]:
    """Longer phrases say more: "lampu jalan mati" weighs three, "mati" one."""
    found: Counter[str] = Counter()
    for phrase, slugs in words.category_words.items():
        if phrase in phrases:
            for slug in slugs:
                found[slug] += len(phrase.split())
    return found
