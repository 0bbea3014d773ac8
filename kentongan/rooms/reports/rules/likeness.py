"""
How much two reports are alike, and why: by place, time, category and words.

The score is a weighted sum that can be read aloud; nothing is learned, nothing hidden. Weights and
limits were set by hand and are measured by `bench.duplicates`.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

EARTH_METRES = 111_320  # a degree of latitude
NEAR_METRES, FAR_METRES = 30, 300
NEW_DAYS, OLD_DAYS = 3, 90
# Weights with two positions, and without: then words have to carry it.
WITH_PIN = {"place": 0.45, "category": 0.2, "words": 0.2, "time": 0.15}
WITHOUT_PIN = {"place": 0.1, "category": 0.25, "words": 0.5, "time": 0.15}
ALIKE = 0.55  # from here on it is shown
FEWEST_SHARED = 0.3  # of the words, where there are no two positions
FEWEST_OTHERWISE = 0.5  # of the words, where the category is another: a place alone says nothing
ALIKE_LETTERS = 0.3  # of the trigrams, for a mistyped word
SAME_GROUP = 0.4
SHORTEST_STEM = 4
MOST_WORDS = 60
WORD = re.compile(r"[a-z0-9]+")
# Words without a place or a thing in them; people write them in every report.
EMPTY = frozenset(
    re.findall(
        r"[a-z]+",
        "yang dan di ke dari ini itu ada pada untuk dengan juga sudah belum tidak tdk gak ga nggak"
        " bisa mohon tolong min admin pak bu bapak ibu kami saya sy kita selamat pagi siang sore"
        " malam terima kasih segera karena krn atau akan sangat sekali depan dekat jalan jl jln"
        " desa the a an of in on at is are and to for it this that please there here not with by",
    )
)
BEFORE = re.compile(r"^(meng|meny|mem|men|me|peng|peny|pem|pen|pe|ber|ter|di|ke|se)(?=[a-z]{4})")
BEHIND = re.compile(r"(?<=[a-z]{4})(kannya|annya|nya|lah|kah|kan|an|i)$")


@dataclass(frozen=True)
class Traits:
    """What of a report is compared; without a position `lat` and `lon` are None."""

    lat: float | None
    lon: float | None
    place: str
    category: str
    group: str
    stems: frozenset[str]


@dataclass(frozen=True)
class Likeness:
    """How alike, 0 to 1, and what makes it so."""

    score: float
    metres: int | None  # apart, in tens
    days: int  # between them
    is_same_category: bool
    shared: tuple[str, ...]  # words of the other that this one has too

    @property
    def is_alike(self) -> bool:
        """Whether it is worth showing."""
        return self.score >= ALIKE


def compare(mine: Traits, other: Traits, *, days: float, other_words: str) -> Likeness:
    """Return how much `other`, told `days` ago in `other_words`, is like mine."""
    metres = measure_metres(mine, other)
    weights = WITHOUT_PIN if metres is None else WITH_PIN
    words = _share_words(mine.stems, other.stems)
    same = mine.category == other.category
    parts = {
        "place": float(mine.place == other.place) if metres is None else _fall(metres),
        "category": 1.0 if same else SAME_GROUP * (mine.group == other.group),
        "words": words,
        "time": _fade(days),
    }
    score = sum(weights[name] * part for name, part in parts.items())
    if words < (FEWEST_SHARED if same else FEWEST_OTHERWISE) and (not same or metres is None):
        score = min(score, ALIKE - 0.01)  # something else at the same corner
    if metres is not None and metres > FAR_METRES:
        score = min(score, ALIKE - 0.01)
    return Likeness(
        score=round(score, 3),
        metres=None if metres is None else round(metres, -1),
        days=max(0, int(days)),
        is_same_category=same,
        shared=_name_shared(mine.stems & other.stems, other_words),
    )


def find_stems(text: str) -> frozenset[str]:
    """
    Return the words that carry meaning, without the usual endings and beginnings.

    A light stemmer after Tala (2003): `memarkir`, `parkirnya` and `diparkir` meet in `parkir`.
    """
    words = WORD.findall(text.lower())[:MOST_WORDS]
    return frozenset(stem for word in words if (stem := find_stem(word)) not in EMPTY)


def find_stem(word: str) -> str:
    """Return one word without particle, suffix and prefix."""
    if word in EMPTY or len(word) <= SHORTEST_STEM:
        return word
    bare = BEHIND.sub("", word)
    stem = BEFORE.sub("", bare)
    if bare != stem and bare.startswith(("mem", "pem")) and stem[0] in "aiueo":
        stem = "p" + stem  # me + parkir → memarkir
    return stem


def measure_metres(one: Traits, other: Traits) -> int | None:
    """Return how far apart they are (flat earth: exact enough within a kilometre), or None."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north = (one.lat - other.lat) * EARTH_METRES
    east = (one.lon - other.lon) * EARTH_METRES * math.cos(math.radians(one.lat))
    return round(math.hypot(north, east))


def _fall(metres: float) -> float:
    return min(1.0, max(0.0, (FAR_METRES - metres) / (FAR_METRES - NEAR_METRES)))


def _fade(days: float) -> float:
    return min(1.0, max(0.0, (OLD_DAYS - days) / (OLD_DAYS - NEW_DAYS)))


def _share_words(mine: frozenset[str], others: frozenset[str]) -> float:
    """Return the share of the shorter text's stems that the longer has too, by trigrams."""
    if not mine or not others:
        return 0.0
    few, many = sorted((mine, others), key=len)
    return sum(max(_match(one, other) for other in many) for one in few) / len(few)


def _match(one: str, other: str) -> float:
    """Return 1 for the same stem, the trigram likeness of mistyped ones, else 0."""
    if one == other:
        return 1.0
    if len(one) < SHORTEST_STEM or len(other) < SHORTEST_STEM:
        return 0.0
    mine, others = _list_trigrams(one), _list_trigrams(other)
    share = len(mine & others) / len(mine | others)
    return share if share >= ALIKE_LETTERS else 0.0


def _list_trigrams(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


def _name_shared(stems: Iterable[str], words: str) -> tuple[str, ...]:
    """Return the shared words as the other report writes them, in its order, at most five."""
    wanted, named = set(stems), []
    for word in WORD.findall(words.lower()):
        if (stem := find_stem(word)) in wanted:
            wanted.discard(stem)
            named.append(word)
    return tuple(named[:5])
