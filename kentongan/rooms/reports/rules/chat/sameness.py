"""By what a message is known again in another export of the same group."""

from collections import Counter
from collections.abc import Sequence

from kentongan.rooms.reports.rules.chat.shapes import MEDIA_KINDS, Kind, Message

UNKEPT = {Kind.SYSTEM, Kind.DELETED}  # nobody said them, or nobody may read them any more
MINUTE = "%Y%m%d%H%M"


def name_sameness(message: Message) -> str:
    """
    Return what stays equal when the same message is exported again.

    Minutes, as Android knows no seconds; not the name of a media file, which is missing in an
    export without media; of a poll only its question, as votes are counted anew.
    """
    kind = "media" if message.kind in MEDIA_KINDS else str(message.kind)
    text = message.text
    if message.kind is Kind.POLL:
        text = "".join(text.split("\n")[1:2])
    point = f"{message.lat:.5f},{message.lon:.5f}" if message.lat and message.lon else ""
    parts = (f"{message.at:{MINUTE}}", message.sender, kind, " ".join(text.split()), point)
    return "\x1f".join(parts)


def number_occurrences(messages: Sequence[Message]) -> list[tuple[Message, str, int]]:
    """
    Return the messages worth keeping, each with its sameness and how often that came before.

    "siap" twice in one minute are two messages; both are there again in the next export.
    """
    seen: Counter[str] = Counter()
    found = []
    for message in messages:
        if message.kind in UNKEPT or not message.sender:
            continue
        same = name_sameness(message)
        found.append((message, same, seen[same]))
        seen[same] += 1
    return found
