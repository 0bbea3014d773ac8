"""What a dead sender's journal says of each delivery it had claimed."""

from collections.abc import Iterable
from enum import StrEnum


class Mark(StrEnum):
    """How far a delivery had come; each is written before the step it names."""

    PREPARED = "P"  # on the disk before the server is told of it
    DOT = "D"  # the next thing is the final dot
    SENT = "S"  # 250 was read
    REFUSED = "R"  # another answer was read: it was not taken


class Verdict(StrEnum):
    """What becomes of a claimed delivery whose sender died."""

    AGAIN = "again"
    SENT = "sent"
    DOUBTFUL = "doubtful"


def read_marks(lines: Iterable[str]) -> dict[int, Mark]:
    """Return the last mark of each delivery; a line cut by the death of its writer is dropped."""
    found: dict[int, Mark] = {}
    for line in lines:
        if line.endswith("\n") and line[:1] in set(Mark) and line[2:-1].isdigit():
            found[int(line[2:-1])] = Mark(line[0])
    return found


def judge(mark: Mark | None, *, is_same_boot: bool) -> Verdict:
    """
    Decide for one claimed delivery.

    A killed process loses no line that it wrote: without DOT the server never got the end of the
    mail, so it has not taken it. After DOT the answer was not seen; it is hardly ever a no, so
    sending again would nearly always be a second mail. When the machine itself fell, only PREPARED
    is sure to be on the disk.
    """
    if mark is Mark.SENT:
        return Verdict.SENT
    if mark is Mark.DOT or (mark is Mark.PREPARED and not is_same_boot):
        return Verdict.DOUBTFUL
    return Verdict.AGAIN
