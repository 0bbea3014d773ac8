"""
How comments are taken in: what may be written, for how long, how many; as a regency's data says.

Pedoman Pemberitaan Media Siber (Dewan Pers, 3 February 2012), point 3: terms for what users write,
a way to complain, and an answer to a complaint as soon as possible, at most 2 x 24 hours later.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

# Pedoman Pemberitaan Media Siber 2012, point 3 letter f.
ANSWER_COMPLAINT_WITHIN = timedelta(hours=48)
LONGEST_NAME, SHORTEST_WORDS, SHORTEST_REASON = 60, 2, 10
MOST_MARKS = 2  # accents on one letter; more of them paint over other lines
NEVER_SHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, turning of the line, nothing
JOINERS = {"\u200c", "\u200d"}  # some scripts and emoji need them
WORD = re.compile(r"\w+", re.UNICODE)
LIMITS = ("network", "address", "article", "complaints")


class WrongCommentData(ValueError):
    """A key of comments.toml that is wrong, and why."""


@dataclass(frozen=True)
class Rate:
    """So many in so many seconds."""

    limit: int
    per_seconds: int


@dataclass(frozen=True)
class Policy:
    """What a regency decided about comments."""

    needs_account: bool = False
    closed_after_days: int = 30
    longest: int = 3000
    most_links: int = 2
    spam_from: int = 5
    most_waiting_of_article: int = 100
    most_waiting: int = 2000
    keep_spam_days: int = 30
    keep_refused_days: int = 90
    rates: Mapping[str, Rate] = field(
        default_factory=lambda: {
            "network": Rate(8, 900),
            "address": Rate(5, 3600),
            "article": Rate(60, 3600),
            "complaints": Rate(10, 3600),
        }
    )
    weighed: Mapping[str, int] = field(default_factory=dict)
    reserved_names: frozenset[str] = frozenset()


def read_policy(data: Mapping[str, Any]) -> Policy:
    """Return the policy of a comments.toml; raises WrongCommentData."""
    numbers = _read_numbers(data)
    weighed = {}
    for row in data.get("words", []):
        word, points = tidy_words(str(row.get("word", ""))).casefold(), row.get("points", 0)
        if not word or not isinstance(points, int) or points < 1:
            raise WrongCommentData("words: each needs a word and points from 1")
        weighed[word] = points
    return Policy(
        needs_account=bool(data.get("needs_account", False)),
        rates={**Policy().rates, **_read_rates(data.get("limits", {}))},
        weighed=weighed,
        reserved_names=frozenset(make_skeleton(str(n)) for n in data.get("reserved_names", [])),
        **numbers,
    )


def _read_numbers(data: Mapping[str, Any]) -> dict[str, int]:
    found = {}
    for key in (
        "closed_after_days", "longest", "most_links", "spam_from", "most_waiting_of_article",
        "most_waiting", "keep_spam_days", "keep_refused_days",
    ):  # fmt: skip
        if key not in data:
            continue
        value = data[key]
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise WrongCommentData(f"{key}: must be a whole number from 1")
        found[key] = value
    return found


def _read_rates(rows: Mapping[str, Any]) -> dict[str, Rate]:
    rates = {}
    for key, row in rows.items():
        if key not in LIMITS:
            raise WrongCommentData(f"limits.{key}: must be one of {', '.join(LIMITS)}")
        limit, minutes = row.get("limit", 0), row.get("minutes", 0)
        if not isinstance(limit, int) or not isinstance(minutes, int) or min(limit, minutes) < 1:
            raise WrongCommentData(f"limits.{key}: needs limit and minutes from 1")
        rates[key] = Rate(limit, minutes * 60)
    return rates


def tidy_words(text: str) -> str:
    """Return what people can read of a text: no controls, no turned lines, few accents a letter."""
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    kept = [" ".join(_tidy_line(line).split()) for line in lines]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def tidy_name(text: str) -> str:
    """Return a name on one line."""
    return " ".join(tidy_words(text).split())


def _tidy_line(line: str) -> str:
    kept, marks = [], 0
    for letter in line.replace("\t", " "):
        kind = unicodedata.category(letter)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if marks > MOST_MARKS or (kind in NEVER_SHOWN and letter not in JOINERS):
            continue
        kept.append(letter)
    return "".join(kept)


def make_skeleton(text: str) -> str:
    """Return a name so that its look-alikes are equal: `Re daksi.`, `RÉDAKSI` and `redaksi`."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def make_fingerprint(words: str) -> bytes:
    """Return 32 bytes equal for the same words, whatever their spaces, case and signs."""
    said = " ".join(WORD.findall(unicodedata.normalize("NFKC", words).casefold()))
    return hashlib.sha256((said or words).encode()).digest()


def is_open(*, published_at: datetime | None, now: datetime, days: int) -> bool:
    """Tell whether an article still takes comments."""
    return published_at is not None and published_at <= now < published_at + timedelta(days=days)


def find_due(complained_at: Sequence[datetime]) -> datetime | None:
    """Return until when the oldest complaint must be answered; None without any."""
    return min(complained_at) + ANSWER_COMPLAINT_WITHIN if complained_at else None
