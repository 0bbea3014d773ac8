"""From the text of an exported chat to its messages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kentongan.rooms.reports.rules.chat import formats, phrases
from kentongan.rooms.reports.rules.chat.shapes import (
    Format,
    Kind,
    Leftover,
    Message,
    NotAChat,
    Order,
    Reading,
    Undecided,
    Why,
)

SENDER = re.compile(r"(?P<sender>[^\n]{1,100}?): ?(?P<text>.*)", re.S)
GROUP_MARK = "\u200e"  # iOS puts it before what the program wrote, not a person


@dataclass(frozen=True, slots=True)
class _Block:
    """A stamped line with the lines below that belong to it."""

    line: int
    stamp: formats.Stamp
    lines: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def read_chat(
    text: str, *, order: Order | None = None, latest: date | None = None
) -> Reading | Undecided | NotAChat:
    """
    Read an exported chat; `latest` is a day after which nothing can have been written.

    Without `order` the whole file decides which number is the month; where it cannot, both
    readings are returned.
    """
    lines = formats.split_lines(text)
    shape = formats.find_format(lines)
    if shape is None:
        return NotAChat(lines=len([line for line in lines if line.strip()]))
    blocks, strays = _gather(lines, shape)
    found = order or formats.find_order([block.stamp for block in blocks], latest=latest)
    if found is None:
        day, month = (_read(blocks, strays, shape, o) for o in (Order.DAY_FIRST, Order.MONTH_FIRST))
        return Undecided(day_first=day, month_first=month)
    return _read(blocks, strays, shape, found)


def _gather(lines: Sequence[str], shape: Format) -> tuple[list[_Block], list[Leftover]]:
    blocks: list[_Block] = []
    strays: list[Leftover] = []
    for number, line in enumerate(lines, start=1):
        stamp = formats.read_stamp(line, shape)
        if stamp is not None:
            blocks.append(_Block(number, stamp, [stamp.rest]))
        elif blocks:
            blocks[-1].lines.append(line)
        elif line.strip():
            strays.append(Leftover(number, line, Why.BEFORE_FIRST))
    return blocks, strays


def _read(
    blocks: Sequence[_Block], strays: Sequence[Leftover], shape: Format, order: Order
) -> Reading:
    messages: list[Message] = []
    leftovers = list(strays)
    for block in blocks:
        moment = formats.make_moment(block.stamp, order)
        if moment is None:
            leftovers.append(Leftover(block.line, block.text, Why.NO_SUCH_DATE))
            continue
        empty = Message(len(messages), block.line, moment, "", Kind.SYSTEM)
        messages.append(_fill(empty, block.text.rstrip("\n ")))
    return Reading(shape, order, tuple(messages), tuple(leftovers))


def _fill(message: Message, text: str) -> Message:
    match = SENDER.match(text)
    if match is None or _is_system(match["sender"], match["text"]):
        return replace(message, text=clean(text))
    body = clean(match["text"])
    edited = phrases.EDITED.sub("", body)
    signed = replace(message, sender=clean_name(match["sender"]), is_edited=edited != body)
    return _read_body(signed, edited)


def _is_system(sender: str, text: str) -> bool:
    """Tell whether nobody said this: a quoted subject may hold a colon, iOS names the group."""
    if phrases.SYSTEM.search(clean(sender)):
        return True
    return text.startswith(GROUP_MARK) and bool(phrases.SYSTEM.search(clean(text)))


def _read_body(message: Message, body: str) -> Message:
    for reader in (_read_media, _read_omitted, _read_place, _read_rest):
        found = reader(message, body)
        if found is not None:
            return found
    return replace(message, kind=Kind.TEXT, text=body)


def _read_media(message: Message, body: str) -> Message | None:
    first, _, rest = body.partition("\n")
    match = phrases.ATTACHED.match(first)
    if match:
        return _attach(message, match["file"], rest)
    match = phrases.ATTACHED_IOS.search(body)
    if match is None:
        return None
    return _attach(message, match["file"], f"{body[: match.start()]}{body[match.end() :]}")


def _attach(message: Message, file: str, caption: str) -> Message:
    kind = phrases.get_kind_by_name(file)
    return replace(message, kind=kind, file=file.strip(), text=caption.strip())


def _read_omitted(message: Message, body: str) -> Message | None:
    first, _, rest = body.partition("\n")
    match = phrases.OMITTED.match(first.strip())
    if match is None:
        return None
    kind = phrases.OMITTED_KINDS[match["what"].lower()]
    return replace(message, kind=kind, text=rest.strip())


def _read_place(message: Message, body: str) -> Message | None:
    if phrases.LIVE.match(body):
        return replace(message, kind=Kind.LOCATION)
    match = phrases.LOCATION.match(body)
    if match is None:
        return None
    return _put(replace(message, kind=Kind.LOCATION, text=(match["name"] or "").strip()), body)


def _read_rest(message: Message, body: str) -> Message | None:
    if phrases.DELETED.match(body):
        return replace(message, kind=Kind.DELETED)
    if phrases.POLL.match(body):
        return replace(message, kind=Kind.POLL, text=body)
    if phrases.POINT.search(body):
        return _put(replace(message, kind=Kind.TEXT, text=body), body)
    return None


def _put(message: Message, body: str) -> Message:
    point = phrases.POINT.search(body)
    if point is None:
        return message
    lat, lon = float(point["lat"]), float(point["lon"])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004 - the globe
        return message
    return replace(message, lat=lat, lon=lon)


def clean(text: str) -> str:
    """Return the words without invisible marks; line breaks stay."""
    return formats.MARKS.sub("", text).translate(formats.NARROW).strip()


def clean_name(sender: str) -> str:
    """Return the sender without marks and without the sign of people outside of the contacts."""
    return clean(sender).removeprefix("~").strip()
