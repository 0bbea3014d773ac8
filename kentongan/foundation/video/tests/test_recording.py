"""Films that are written while a camera plays, is cut, or the process dies."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import pytest

from kentongan.foundation.video.address import StreamAddress, make_address
from kentongan.foundation.video.recording import Studio
from kentongan.foundation.video.simulator import Camera, make_film

pytestmark = pytest.mark.enable_socket


@contextmanager
def play_camera(**facts: Any) -> Iterator[StreamAddress]:
    """Play a camera in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    camera = Camera(make_film(group=10), **facts)

    def do(work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(5)

    do(camera.open())
    try:
        yield make_address(camera.url, ip="127.0.0.1")
    finally:
        do(camera.cut())
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


def until(enough: Callable[[], object]) -> None:
    """Wait until something is so, ten seconds at most."""
    ends = time.monotonic() + 10
    while not enough():
        assert time.monotonic() < ends
        time.sleep(0.02)


def count_pictures(path: Path) -> int:
    with av.open(str(path)) as film:
        return sum(1 for _ in film.decode(video=0))


def test_a_camera_becomes_films_that_each_play_alone(tmp_path: Path) -> None:
    with play_camera() as address, Studio(tmp_path, film_seconds=0.3) as studio:
        studio.start("a", address)
        until(lambda: len(studio.list_films("a")) >= 2)
        studio.stop("a")

        films = studio.list_films("a")

    assert all(count_pictures(film.path) > 0 for film in films)
    assert all(film.starts_at <= film.ends_at for film in films)
    assert not list(tmp_path.glob("*.part"))


def test_what_a_dead_process_left_is_ended_and_plays(tmp_path: Path) -> None:
    with play_camera() as address, Studio(tmp_path) as studio:
        studio.start("a", address)
        until(lambda: any(one.stat().st_size > 20_000 for one in tmp_path.glob("*.part")))
        left = next(tmp_path.glob("*.part")).read_bytes()
    (tmp_path / "b.1000.part").write_bytes(left)

    with Studio(tmp_path) as studio:
        (film,) = studio.list_films("b")

    assert count_pictures(film.path) > 0
