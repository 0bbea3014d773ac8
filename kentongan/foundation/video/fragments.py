"""
Makes fragments of MP4 from pictures, on a clock that only goes forward.

Cameras' RTP clocks step back, jump and begin anew after each dial; Media Source Extensions forgive
no decode time that goes back. So each picture gets a decode time of our own, after the last one.
"""

from dataclasses import dataclass, field

from kentongan.foundation.video import boxes, h264
from kentongan.foundation.video.rtp import Unit

FULL_CIRCLE = 1 << 32
FIRST_GUESS = boxes.CLOCK // 25
SHORTEST, LONGEST = boxes.CLOCK // 240, boxes.CLOCK * 2  # of one picture
JUMP = boxes.CLOCK * 10
BATCH = boxes.CLOCK // 10 - boxes.CLOCK // 100  # pictures sent together, in ticks
REORDER = 3  # pictures that a stream with B pictures is shown later


@dataclass(slots=True)
class Timeline:
    """Gives each picture its decode time; `mended` counts where the camera's clock went wrong."""

    at: int = 0
    usual: int = FIRST_GUESS
    mended: int = 0
    reorders: bool = False
    _camera: int = -1
    _shown: int = 0  # when the picture of the highest camera time is shown

    def place(self, unit: Unit, *, elapsed: int) -> tuple[int, int]:
        """Return decode time and how much later it is shown; `elapsed` ticks since the last one."""
        if self._camera < 0:
            self._camera = unit.time
            self.at += max(SHORTEST, elapsed)
            self._shown = self.at
            return self.at, 0
        step = (unit.time - self._camera + FULL_CIRCLE // 2) % FULL_CIRCLE - FULL_CIRCLE // 2
        if -JUMP < step < 0 and not unit.is_key and h264.is_b_slice(unit.nals[0]):
            self.reorders = True
            self.usual = max(SHORTEST, min(self.usual, -step))
            return self._advance(self._shown + step)
        if not 0 < step < JUMP:
            self.mended += 1
            step = max(self.usual, min(elapsed, JUMP))
        self._camera = unit.time
        self._shown += step
        if self.reorders:
            return self._advance(self._shown)
        self.usual = min(max(step, SHORTEST), LONGEST)
        self.at = self._shown = max(self._shown, self.at + 1)
        return self.at, 0

    def restart(self) -> None:
        """Forget the camera's clock: it was dialled anew."""
        self._camera = -1

    def _advance(self, shown: int) -> tuple[int, int]:
        """Step by the usual length: with B pictures the order of sending is not that of showing."""
        self.at = max(self.at + SHORTEST, min(self.at + self.usual, shown + REORDER * self.usual))
        return self.at, max(shown + REORDER * self.usual - self.at, 0)


@dataclass(frozen=True, slots=True)
class Piece:
    """What is sent at once: one fragment; `is_key` when a film can begin with it."""

    data: bytes
    is_key: bool


@dataclass(frozen=True, slots=True)
class Beginning:
    """The init segment and what a browser must know to take it."""

    picture: h264.Picture
    data: bytes = field(repr=False)
    parameters: bytes = field(repr=False)


class Packager:
    """Turns pictures into pieces. A key frame is sent at once, others about ten times a second."""

    def __init__(self) -> None:
        self.timeline = Timeline()
        self.pictures = self.fragments = 0
        self.beginning: Beginning | None = None
        self._samples: list[boxes.Sample] = []
        self._starts_at = self._length = 0
        self._last_at = 0.0

    def begin(self, *, sps: bytes, pps: bytes) -> bool:
        """Set the parameter sets; True when they are new. ValueError when they cannot be read."""
        if self.beginning and self.beginning.parameters == sps + pps:
            return False
        picture = h264.read_picture(sps)
        data = boxes.make_beginning(picture, sps=sps, pps=pps)
        self.beginning = Beginning(picture, data, sps + pps)
        self._samples = []
        return True

    def restart(self) -> None:
        """Drop what is unfinished and trust the camera's clock no more: it was dialled anew."""
        self._samples = []
        self.timeline.restart()

    def add(self, unit: Unit, *, now: float) -> list[Piece]:
        """Take a picture that arrived at `now` (seconds); return the pieces that are ready."""
        elapsed = int((now - self._last_at) * boxes.CLOCK) if self._last_at else 0
        self._last_at = now
        at, offset = self.timeline.place(unit, elapsed=elapsed)
        pieces = []
        if self._samples:
            self._mend_last(at)
            if unit.is_key or self._length >= BATCH * 2:
                pieces.append(self._finish(is_key=False))
        if not self._samples:
            self._starts_at, self._length = at, 0
        usual = self.timeline.usual
        self._samples.append(boxes.Sample(unit.join(), usual, unit.is_key, offset))
        self._length += usual
        self.pictures += 1
        if unit.is_key or self._length >= BATCH:
            pieces.append(self._finish(is_key=unit.is_key))
        return pieces

    def _mend_last(self, at: int) -> None:
        """Show the last picture until this one comes, not as long as was guessed."""
        last = self._samples[-1]
        begins = self._starts_at + self._length - last.duration
        duration = max(at - begins, 1)
        if duration != last.duration:
            self._length += duration - last.duration
            self._samples[-1] = boxes.Sample(last.data, duration, last.is_key, last.offset)

    def _finish(self, *, is_key: bool) -> Piece:
        self.fragments += 1
        data = boxes.make_fragment(self._samples, number=self.fragments, starts_at=self._starts_at)
        self._samples, self._length = [], 0
        return Piece(data, is_key)
