"""All cameras that somebody looks at through this process, each pulled once."""

import asyncio
import contextlib
from collections.abc import Iterator
from typing import Any

from kentongan.foundation.video.pulling import Patience
from kentongan.foundation.video.source import FindAddress, Pace, Source, Stagger, Standing
from kentongan.foundation.video.viewer import Viewer


class VideoHub:
    """Pulls a camera when the first viewer comes and lingers after the last one left."""

    def __init__(self, *, pace: Pace | None = None, patience: Patience | None = None) -> None:
        self.pace = pace or Pace()
        self.patience = patience or Patience()
        self.stagger = Stagger(self.pace)
        self.sources: dict[str, Source] = {}
        self.closed_fragments = 0
        self._leaving: dict[str, asyncio.TimerHandle] = {}
        self._closing: set[asyncio.Task[None]] = set()

    @contextlib.contextmanager
    def watch(self, key: str, find_address: FindAddress) -> Iterator[Viewer]:
        """Look at a camera: `with hub.watch(key, find_address) as viewer: await viewer.next()`."""
        source = self.sources.get(key)
        if source is None:
            source = Source(key, find_address, self.pace, self.patience, self.stagger)
            self.sources[key] = source
        if leaving := self._leaving.pop(key, None):
            leaving.cancel()
        viewer = Viewer()
        source.admit(viewer)
        try:
            yield viewer
        finally:
            source.dismiss(viewer)
            if not source.viewers and self.sources.get(key) is source:
                loop = asyncio.get_running_loop()
                self._leaving[key] = loop.call_later(self.pace.linger, self._let_go, key)

    def end(self, key: str, words: dict[str, Any]) -> None:
        """End a camera for all who look, at once: it is owned by another process, or retired."""
        source = self.sources.get(key)
        if source is not None:
            for viewer in source.viewers:
                viewer.end(words)
            self._let_go(key)

    async def close(self) -> None:
        """Let go of all cameras and wait until nothing is left."""
        for key in [*self.sources]:
            self._let_go(key)
        while self._closing:
            await asyncio.wait(self._closing)

    def count(self) -> dict[str, int]:
        """Return what monitoring wants to know."""
        sources = self.sources.values()
        return {
            "cameras": len(self.sources),
            "cameras_live": sum(one.standing is Standing.LIVE for one in sources),
            "viewers": sum(len(one.viewers) for one in sources),
            "fragments": self.closed_fragments + sum(one.packager.fragments for one in sources),
            "pictures_mended": sum(one.packager.timeline.mended for one in sources),
            "dropped": sum(viewer.dropped for one in sources for viewer in one.viewers),
        }

    def _let_go(self, key: str) -> None:
        if leaving := self._leaving.pop(key, None):
            leaving.cancel()
        source = self.sources.pop(key, None)
        if source is not None:
            self.closed_fragments += source.packager.fragments
            task = asyncio.create_task(source.close())
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)
