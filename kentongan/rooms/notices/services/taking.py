"""
NOTAMs that come without a hand: from a mail system's pipe, or from a folder.

A source has `read()` and yields letters; one's own adapter is a class like those below. Every NOTAM
becomes a draft: nothing is published by itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Protocol

from kentongan.foundation import notam
from kentongan.foundation.actors import Acting
from kentongan.foundation.errors import Refusal
from kentongan.rooms.notices.services.drafts import take_notam

LONGEST_LETTER = 200_000
TAKEN, REFUSED = ".taken", ".refused"


@dataclass(frozen=True)
class Letter:
    """What came: its bytes, and what to do once it is known whether it was taken."""

    name: str
    content: bytes
    settle: Callable[[bool], None] = lambda _taken: None


class Source(Protocol):
    """Where letters come from."""

    def read(self) -> Iterator[Letter]:
        """Yield the letters that wait; a letter that was settled does not come again."""
        ...


@dataclass(frozen=True)
class Folder:
    """Every file of a folder; a taken one is renamed to .taken, another one to .refused."""

    path: Path

    def read(self) -> Iterator[Letter]:
        """Yield the files by name."""
        for file in sorted(self.path.iterdir()):
            if file.is_file() and file.suffix not in {TAKEN, REFUSED}:
                with file.open("rb") as opened:
                    content = opened.read(LONGEST_LETTER)
                yield Letter(file.name, content, lambda taken, f=file: _rename(f, taken=taken))  # type: ignore[misc]


def _rename(file: Path, *, taken: bool) -> None:
    file.rename(file.with_name(file.name + (TAKEN if taken else REFUSED)))


@dataclass(frozen=True)
class One:
    """One letter that is here already: from a pipe."""

    content: bytes

    def read(self) -> Iterator[Letter]:
        """Yield it."""
        yield Letter("-", self.content)


@dataclass(frozen=True)
class Outcome:
    """What became of one NOTAM of a letter: its number, or why it was refused."""

    letter: str
    number: str = ""
    refusal: str = ""


def take_letters(source: Source, *, by: Acting, now: datetime) -> list[Outcome]:
    """Keep a draft for every NOTAM in the letters; a refused one stops no other."""
    outcomes = []
    for letter in source.read():
        texts = notam.split_messages(_read_text(letter.content))
        found = [_take(letter.name, text, by=by, now=now) for text in texts]
        letter.settle(all(not outcome.refusal for outcome in found))
        outcomes += found
    return outcomes


def _take(name: str, text: str, *, by: Acting, now: datetime) -> Outcome:
    try:
        draft = take_notam(text, by=by, now=now)
    except Refusal as refusal:
        return Outcome(name, refusal=str(refusal))
    return Outcome(name, number=draft.number)


def _read_text(content: bytes) -> str:
    """Return the plain text of a letter, or the bytes as text when it is no letter."""
    message = message_from_bytes(content[:LONGEST_LETTER], policy=policy.default)
    if "from" in message or "received" in message:
        body = message.get_body(preferencelist=("plain",))
        if body is not None:
            try:
                return str(body.get_content())
            except LookupError:  # a character set that nobody knows
                content = body.get_payload(decode=True)  # type: ignore[assignment]
    return content[:LONGEST_LETTER].decode("utf-8", errors="replace")
