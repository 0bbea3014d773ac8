"""
Live video: 20 cameras beside one ffmpeg each, 100 viewers, 200 cameras lost and back, memory.

python -m bench.cameras [--quick]; KENTONGAN_BENCH_MINUTES=30 for half an hour of cuts and stalls
"""

import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator

from bench.report import Figure, Scale, at_least, at_most, inform, run_alone, say
from bench.video import (
    FIRST_CAMERA,
    Live,
    Process,
    count_threads,
    open_cameras,
    open_ffmpeg,
    open_viewers,
    read_counts,
    read_cpu,
    read_memory,
)
from kentongan.config import env

CAMERAS, VIEWERS, LOST, RATE = 20, 100, 200, 25
PORTS = range(FIRST_CAMERA, FIRST_CAMERA + CAMERAS)
CPU_SHARE, MEMORY_MB, VIEWER_SHARE, BACK_SECONDS = 0.7, 10, 0.1, 60
SETTLE_SECONDS = 6


def run(scale: Scale) -> Iterator[Figure]:
    yield from _beside_ffmpeg(seconds=scale.pick(30, 8))
    yield from _lose_all(scale.pick(LOST, 40))
    yield from _cut_and_stall(minutes=_read_minutes(scale))


def _read_minutes(scale: Scale) -> float:
    return env.integer("KENTONGAN_BENCH_MINUTES", 0) or (0.5 if scale.quick else 2)


def _beside_ffmpeg(*, seconds: float) -> Iterator[Figure]:
    """Pull the same 20 cameras at the same time with ours and with one ffmpeg each."""
    ffmpeg = shutil.which("ffmpeg")
    with open_cameras(CAMERAS) as _, Live() as live:
        empty = read_memory([live.worker])
        with (
            open_viewers(live, PORTS) as viewers,
            open_ffmpeg(ffmpeg or "", PORTS if ffmpeg else []) as theirs,
        ):
            time.sleep(SETTLE_SECONDS)
            yield from _measure_both(live, viewers, theirs, seconds=seconds, empty=empty)
        if ffmpeg is None:
            say("there is no ffmpeg here: nothing to compare with (apt install ffmpeg)")
        with open_viewers(live, PORTS) as viewers:
            yield from _measure_viewers(live, seconds=seconds)


def _measure_both(
    live: Live, viewers: Process, theirs: list[Process], *, seconds: float, empty: float
) -> Iterator[Figure]:
    pids = [one.child.pid for one in theirs]
    before, seen = [read_cpu([live.worker]), read_cpu(pids)], read_counts(viewers)
    began = time.monotonic()
    time.sleep(seconds)
    took = time.monotonic() - began
    after, shown = [read_cpu([live.worker]), read_cpu(pids)], read_counts(viewers)
    ours, other = ((after[at] - before[at]) / took * 100 / CAMERAS for at in (0, 1))
    pictures = [now - then for now, then in zip(shown, seen, strict=True)]
    memory = read_memory([live.worker])
    yield at_most("20 × 720p25, CPU per camera (with one viewer)", ours, "% core", CPU_SHARE)
    yield at_most(
        "20 × 720p25, memory per camera, whole process", memory / CAMERAS, "MB", MEMORY_MB
    )
    yield inform("   of it, above the process without cameras", (memory - empty) / CAMERAS, "MB")
    expected = int(took * RATE) - RATE
    yield at_least("pictures of the slowest of 20 streams", min(pictures), "", expected)
    if theirs:
        yield inform("ffmpeg -c copy per camera, same run: CPU", other, "% core")
        their_memory = read_memory(pids) / CAMERAS
        yield inform("ffmpeg -c copy per camera, same run: memory (PSS)", their_memory, "MB")
        yield inform("   as RSS", read_memory(pids, kind="Rss") / CAMERAS, "MB")
        yield at_most("CPU, ours as a share of ffmpeg's", ours / other, "", 1)
        yield at_most("memory, ours as a share of ffmpeg's", memory / CAMERAS / their_memory, "", 1)
        yield at_least("frames of the slowest ffmpeg", min(map(_read_frames, theirs)), "", expected)


def _read_frames(process: Process) -> int:
    """Return the last frame number that an ffmpeg reported; it is ended to read to the end."""
    process.child.terminate()
    assert process.child.stdout
    told = [line for line in process.child.stdout if line.startswith("frame=")]
    return int(told[-1].partition("=")[2]) if told else 0


def _measure_viewers(live: Live, *, seconds: float) -> Iterator[Figure]:
    time.sleep(SETTLE_SECONDS / 2)
    before = _use(live, seconds)
    crowd = [*PORTS] * (VIEWERS // CAMERAS)
    with open_viewers(live, crowd) as viewers:
        time.sleep(SETTLE_SECONDS / 2)
        counts = read_counts(viewers)
        after = _use(live, seconds)
        pictures = [b - a for a, b in zip(counts, read_counts(viewers), strict=True)]
    yield at_most(
        "each of 100 more viewers, CPU", (after - before) / VIEWERS, "% core", VIEWER_SHARE
    )
    yield at_least(
        "pictures of the slowest of 100 viewers", min(pictures), "", (seconds - 1) * RATE
    )


def _use(live: Live, seconds: float) -> float:
    cpu, began = read_cpu([live.worker]), time.monotonic()
    time.sleep(seconds)
    return (read_cpu([live.worker]) - cpu) / (time.monotonic() - began) * 100


def _lose_all(count: int) -> Iterator[Figure]:
    """Cut all cameras at once for ten seconds and see when each is back."""
    ports = range(FIRST_CAMERA, FIRST_CAMERA + count)
    small = {"width": 320, "height": 180, "rate": 5, "group": 5, "kbits": 50}
    with (
        open_cameras(count, **small) as source,
        Live() as live,
        open_viewers(live, ports) as viewers,
    ):
        _wait(lambda: min(read_counts(viewers)) > 0, seconds=60)
        threads, memory = count_threads(live.worker), read_memory([live.worker])
        source.tell("cut")
        time.sleep(10)
        assert live.count()["cameras_live"] == 0
        seen = read_counts(viewers)
        source.tell("back")
        began = time.monotonic()
        _wait(
            lambda: all(b > a for a, b in zip(seen, read_counts(viewers), strict=True)), seconds=90
        )
        took = time.monotonic() - began
        yield at_most(f"{count} cameras lost and all back", took, "s", BACK_SECONDS)
        leaked = count_threads(live.worker) - threads
        yield at_most("threads more than before", leaked, "", 0)
        yield inform("memory more than before", read_memory([live.worker]) - memory, "MB")


def _cut_and_stall(*, minutes: float) -> Iterator[Figure]:
    """Cut and stall cameras by chance, each soon whole again; memory must not grow."""
    chance = random.Random(11)  # noqa: S311 - the same each time
    say(f"{minutes:g} minutes of cuts and stalls")
    small = {"width": 640, "height": 360, "kbits": 500}
    with (
        open_cameras(CAMERAS, **small) as source,
        Live() as live,
        open_viewers(live, PORTS) as viewers,
    ):
        time.sleep(SETTLE_SECONDS)
        ends = time.monotonic() + minutes * 60
        threads = count_threads(live.worker)
        samples = []
        while time.monotonic() < ends:
            some = " ".join(map(str, chance.sample(range(CAMERAS), 4)))
            wrong, right = chance.choice([("cut", "back"), ("stall", "flow")])
            source.tell(f"{wrong} {some}")
            time.sleep(chance.choice([1, 7]))
            source.tell(f"{right} {some}")
            time.sleep(4)
            samples.append(read_memory([live.worker]))
        seen = read_counts(viewers)
        _wait(
            lambda: all(b > a for a, b in zip(seen, read_counts(viewers), strict=True)), seconds=20
        )
        third = max(len(samples) // 3, 1)
        first, last = (sum(part) / len(part) for part in (samples[:third], samples[-third:]))
        yield inform(f"memory in {minutes:g} minutes of cuts, mean of the first third", first, "MB")
        yield at_most("memory, last third more than the first", last - first, "MB", 5)
        yield at_most(
            "threads more after cuts and stalls", count_threads(live.worker) - threads, "", 0
        )


def _wait(is_done: Callable[[], object], *, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not is_done():
        if time.monotonic() > until:
            raise SystemExit(f"not after {seconds:.0f} s")
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
