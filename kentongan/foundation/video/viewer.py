"""One who looks: a short queue of what is still to be sent, that forgets rather than grows."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from kentongan.foundation.video.fragments import Beginning, Piece

Message = dict[str, Any] | bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may wait for one viewer."""

    pieces: int = 60  # about six seconds
    size: int = 6_000_000


@dataclass(eq=False)
class Viewer:
    """A queue of messages (dict: words about the stream; bytes: film). Ends with `end`."""

    limits: Limits = field(default_factory=Limits)
    dropped: int = 0
    _queue: deque[Message] = field(default_factory=deque)
    _size: int = 0
    _beginning: bytes = b""
    _owes_beginning: bool = False  # "start" was sent, what it announced was not
    _waits_for_key: bool = True
    _is_ending: bool = False
    _has_news: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, words: dict[str, Any]) -> None:
        """Queue words; they are never forgotten, and there are few of them."""
        if not self._is_ending:
            if len(self._queue) > self.limits.pieces * 2:
                self._forget()
            self._queue.append(words)
            self._has_news.set()

    def begin(self, beginning: Beginning, words: dict[str, Any], film: bytes = b"") -> None:
        """Begin a film, anew or for the first time, with what there is of it: forget the old."""
        self._forget(keep_start=False)
        self._beginning = beginning.data
        self._owes_beginning = False
        self.tell(words)
        self._waits_for_key = not film
        if film:
            self._put(film)

    def take(self, piece: Piece) -> None:
        """Queue a piece; when too much waits, forget all and go on with the next key frame."""
        if self._waits_for_key and not piece.is_key:
            self.dropped += 1
            return
        if len(self._queue) >= self.limits.pieces or self._size >= self.limits.size:
            self.dropped += len(self._queue)
            self._forget()
            if not piece.is_key:
                self._waits_for_key = True
                return
        self._waits_for_key = False
        self._put(piece.data)

    def end(self, words: dict[str, Any]) -> None:
        """Say why it ends; after these words comes nothing more."""
        self._forget(keep_start=False)
        self._owes_beginning = False
        self.tell(words)
        self._is_ending = True

    async def next(self) -> Message | None:
        """Return what is to be sent next; film that waits is joined. None after the end."""
        while not self._queue and not self._owes_beginning:
            if self._is_ending:
                return None
            self._has_news.clear()
            await self._has_news.wait()
        if self._owes_beginning:
            self._owes_beginning = False
            return self._join([self._beginning])
        first = self._queue.popleft()
        if isinstance(first, dict):
            self._owes_beginning = first["kind"] == "start"
            return first
        self._size -= len(first)
        return self._join([first])

    def _join(self, film: list[bytes]) -> bytes:
        while self._queue and isinstance(following := self._queue[0], bytes):
            self._queue.popleft()
            self._size -= len(following)
            film.append(following)
        return film[0] if len(film) == 1 else b"".join(film)

    def _put(self, data: bytes) -> None:
        self._queue.append(data)
        self._size += len(data)
        self._has_news.set()

    def _forget(self, *, keep_start: bool = True) -> None:
        """Forget the film that waits, and old words; the newest words stay."""
        words = [one for one in self._queue if isinstance(one, dict)]
        if not keep_start:
            words = [one for one in words if one["kind"] != "start"]
        self._queue = deque(words[-4:])
        self._size = 0
