"""An exported archive is hostile until proven otherwise: what of it may be opened at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

MOST_ENTRIES = 20_000
MOST_TEXT_BYTES = 30 * 1024 * 1024
MOST_PHOTO_BYTES = 10 * 1024 * 1024
MOST_RATIO = 200  # text packs to a tenth, photos to nothing: more is a bomb
SMALL = 100_000


class Fault(StrEnum):
    """Why an archive is not opened."""

    TOO_MANY = "chat_too_many_files"
    LOCKED = "chat_locked"
    NO_TEXT = "chat_no_text"
    TOO_LONG = "chat_too_long"
    BOMB = "chat_bomb"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the archive describes itself; nothing of it is believed but checked."""

    path: str
    size: int
    packed: int
    is_locked: bool = False

    @property
    def name(self) -> str:
        """Return the last part of the path: no folder of an archive matters here."""
        return self.path.replace("\\", "/").rpartition("/")[2]

    @property
    def is_bomb(self) -> bool:
        """Whether it unpacks to far more than any real file."""
        return self.size > SMALL and self.size > MOST_RATIO * max(1, self.packed)


@dataclass(frozen=True, slots=True)
class Contents:
    """The text of the chat and, by name, what was sent with it."""

    text: Entry
    media: Mapping[str, Entry]


def check_archive(entries: Iterable[Entry], *, count: int) -> Contents | Fault:
    """Return what may be opened, or why nothing is."""
    if count > MOST_ENTRIES:
        return Fault.TOO_MANY
    files = [entry for entry in entries if entry.name and not entry.name.startswith(".")]
    texts = [entry for entry in files if entry.name.lower().endswith(".txt")]
    if not texts:
        return Fault.NO_TEXT
    text = min(texts, key=_rank_text)
    faults = (
        (Fault.LOCKED, text.is_locked),
        (Fault.BOMB, text.is_bomb),
        (Fault.TOO_LONG, text.size > MOST_TEXT_BYTES),
    )
    fault = next((fault for fault, holds in faults if holds), None)
    if fault is not None:
        return fault
    media = {
        entry.name: entry
        for entry in files
        if entry is not text and not entry.is_bomb and entry.size <= MOST_PHOTO_BYTES
    }
    return Contents(text, media)


def _rank_text(entry: Entry) -> tuple[bool, int, str]:
    """Prefer the names that the program gives; a text file sent in the group comes later."""
    name = entry.name.lower()
    is_chat = name == "_chat.txt" or "whatsapp" in name
    return (not is_chat, entry.path.count("/"), name)


def find_group_name(file_name: str) -> str:
    """Return the group's name as the exported file says it; empty when it does not."""
    stem = file_name.replace("\\", "/").rpartition("/")[2]
    for ending in (".zip", ".txt"):
        if stem.lower().endswith(ending):
            stem = stem[: -len(ending)]
    for start in ("Chat WhatsApp dengan ", "WhatsApp Chat with ", "WhatsApp Chat - ",
                  "Chat WhatsApp - "):  # fmt: skip
        if stem.startswith(start):
            return stem.removeprefix(start).rstrip("0123456789() ").strip() or stem
    return ""
