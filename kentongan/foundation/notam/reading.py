"""From text to a Notam: find the head, cut the items apart, read each, refuse what is unsure."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from kentongan.foundation.notam import items
from kentongan.foundation.notam.errors import NotamError
from kentongan.foundation.notam.facts import Kind, Notam
from kentongan.foundation.notam.hours import read_hours
from kentongan.foundation.notam.schedule import Spot

LONGEST = 20_000
NUMBER = r"([A-Z])\s?(\d{1,4})\s?/\s?(\d{2})(?!\d)"
PART_CODE = r"(?:(?P<{0}>[EP]\d\d[EP]\d\d))?"
HEAD = re.compile(
    rf"(?<![A-Z0-9]){NUMBER}{PART_CODE.format('a')}\s*NOTAM\s?([NRC])?(?![A-Z])"
    rf"|(?<![A-Z0-9])NOTAM\s?([NRC])?\s+{NUMBER}{PART_CODE.format('b')}"
)
TARGET = re.compile(rf"\s*{NUMBER}(?![A-Z0-9])")
OTHERS = re.compile(r"\b(SNOWTAM|ASHTAM|BIRDTAM|METAR|SIGMET|TAF)\b")
ITEM_A = re.compile(r"(?<![A-Z])A\s?[).:]\s*[A-Z]{4}|^\s*A\s+[A-Z]{4}\b", re.MULTILINE)
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
OTHER_BLANKS = re.compile(r"[^\S\n\r\t ]|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
OTHER_DASHES = re.compile("[\u2010-\u2015\u2212]")
PART_WORDS = re.compile(r"[( ]*(?:END )?PART (\d{1,2}) ?(?:OF|/) ?(\d{1,2})[) ]*")


@dataclass(frozen=True)
class Head:
    """The first line, and where in the text it begins and ends."""

    number: str
    kind: str
    target: str
    part: tuple[int, int]
    starts: int
    ends: int


def parse(text: str, *, received: datetime | None = None) -> Notam:
    """
    Return the one NOTAM in the text, all its parts joined.

    `received` is when WIE (with immediate effect) began. Raises NotamError with a reason.
    """
    clean = _fold(text)
    heads = _find_heads(clean)
    numbers = list(dict.fromkeys(head.number for head in heads))
    if len(numbers) > 1:
        raise NotamError("many", ", ".join(numbers))
    bodies = [
        clean[head.ends : after.starts if after else len(clean)]
        for head, after in zip(heads, [*heads[1:], None], strict=True)
    ]
    wholes = [items.split_items(body, opened=_is_opened(clean, head))
              for head, body in zip(heads, bodies, strict=True)]  # fmt: skip
    parts = [_read_part(head, whole) for head, whole in zip(heads, wholes, strict=True)]
    head, whole = _join(parts)
    return _make(
        head, whole, parts=len(parts), original=text.replace("\0", "").strip(), received=received
    )


def split_messages(text: str) -> list[str]:
    """Return the texts of the NOTAMs in a mail or file, one for each number, in their order."""
    try:
        heads = _find_heads(_fold(text))
    except NotamError:
        return [text]
    text = _tidy(text)
    pieces: dict[str, str] = {}
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        begins = head.starts - 1 if _is_opened(text, head) else head.starts
        piece = text[begins : after.starts if after else len(text)].rstrip(" (\n\r\t")
        pieces[head.number] = f"{pieces.get(head.number, '')}\n{piece}".strip()
    return list(pieces.values())


def _is_opened(text: str, head: Head) -> bool:
    return text[: head.starts].rstrip().endswith("(")


def _tidy(text: str) -> str:
    """Return the text with plain blanks and dashes, and without signs that nobody sees."""
    plain = OTHER_BLANKS.sub(" ", HIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))
    return OTHER_DASHES.sub("-", plain)


def _fold(text: str) -> str:
    """Return the tidy text in capitals, sign for sign: no letter becomes two."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in _tidy(text))


def _find_heads(clean: str) -> list[Head]:
    if not clean.strip():
        raise NotamError("empty")
    if len(clean) > LONGEST:
        raise NotamError("too_long")
    matches = list(HEAD.finditer(clean))
    if matches:
        heads = [match for match in matches if not _is_mention(match, matches, clean)]
        return [_read_head(match, clean) for match in heads or matches]
    other = OTHERS.search(clean)
    raise NotamError("other_message", other.group()) if other else NotamError("not_a_notam")


def _is_mention(match: re.Match[str], all_: list[re.Match[str]], clean: str) -> bool:
    """Tell whether a text only names a NOTAM (`REF NOTAM B0111/26`): no letter, no items after."""
    if match[5] or match[6]:
        return False
    after = [other.start() for other in all_ if other.start() > match.start()]
    return ITEM_A.search(clean, match.end(), min(after, default=len(clean))) is None


def _read_head(match: re.Match[str], text: str) -> Head:
    groups = match.groups()
    letter, digits, year, code, kind = groups[:5] if groups[0] else (*groups[6:10], groups[5])
    number = f"{letter}{int(digits):04}/{year}"
    if not kind:
        raise NotamError("kind")
    target, ends = "", match.end()
    if kind != Kind.NEW:
        named = TARGET.match(text, ends)
        if named is None:
            raise NotamError("target")
        target = f"{named[1]}{int(named[2]):04}/{named[3]}"
        ends = named.end()
        _check_target(number, target)
    return Head(number, kind, target, _read_code(code), match.start(), ends)


def _check_target(number: str, target: str) -> None:
    if number == target:
        raise NotamError("same_number")
    if number[0] != target[0]:
        raise NotamError("series", target)


def _read_code(code: str | None) -> tuple[int, int]:
    """Return part and parts of `E02P01` or `P01E02`; (1, 1) without such a code."""
    if not code:
        return 1, 1
    said = {code[0]: int(code[1:3]), code[3]: int(code[4:6])}
    if set(said) != {"E", "P"}:
        raise NotamError("part", code)
    return _check_part(said["P"], said["E"])


def _check_part(part: int, parts: int) -> tuple[int, int]:
    if not 1 <= part <= parts:
        raise NotamError("part", f"{part}/{parts}")
    return part, parts


def _read_part(head: Head, whole: dict[str, str]) -> tuple[Head, dict[str, str]]:
    """Take `PART 1 OF 2` out of the items; it says which part this is."""
    found: set[tuple[int, int]] = set()
    clean = {}
    for name, text in whole.items():
        where = PART_WORDS.search(text)
        ends_it = where is not None and (
            where.end() == len(text) or where.start() == 0 or name != "E"
        )
        if where is not None and ends_it:
            found.add(_check_part(int(where[1]), int(where[2])))
            text = f"{text[: where.start()]} {text[where.end() :]}".strip()  # noqa: PLW2901
        if text or name:
            clean[name] = text
    if head.part != (1, 1):
        found.add(head.part)
    if len(found) > 1:
        raise NotamError("part", ", ".join(f"{part}/{parts}" for part, parts in sorted(found)))
    return (replace(head, part=found.pop()) if found else head), clean


def _join(parts: list[tuple[Head, dict[str, str]]]) -> tuple[Head, dict[str, str]]:
    """Return one head and its items: the texts of E) one after another, all else the same."""
    parts = sorted(parts, key=lambda part: part[0].part)
    (first, whole), count = parts[0], parts[0][0].part[1]
    if [head.part for head, _ in parts] != [(n + 1, count) for n in range(count)]:
        if len(parts) > 1 and count == 1:
            raise NotamError("many", ", ".join(head.number for head, _ in parts))
        raise NotamError("part_missing", count)
    for head, other in parts[1:]:
        if (head.kind, head.target) != (first.kind, first.target):
            raise NotamError("parts_differ", "NOTAM")
        for name in "QABCDFG":
            said, here = whole.get(name, ""), other.get(name, "")
            if here and said and " ".join(said.split()) != " ".join(here.split()):
                raise NotamError("parts_differ", name)
            if here:
                whole[name] = here
        whole["E"] = f"{whole.get('E', '')}\n{other.get('E', '')}".strip()
    return first, whole


def _make(
    head: Head, whole: dict[str, str], *, parts: int, original: str, received: datetime | None
) -> Notam:
    """Read every item."""
    items.check_items(whole)
    kind = Kind(head.kind)
    q = items.read_q(whole["Q"]) if "Q" in whole else None
    starts_at = items.read_start(whole["B"], received=received)
    end = items.read_end(whole.get("C"), kind=kind, starts_at=starts_at)
    spot = Spot(q.lat, q.lon) if q and q.lat is not None and q.lon is not None else None
    hours = whole.get("D", "")
    schedule = read_hours(hours, starts_at=starts_at, ends_at=end.at, spot=spot) if hours else None
    lower, upper = items.read_levels(whole.get("F"), whole.get("G"))
    _check_year(head, starts_at)
    return Notam(
        number=head.number, kind=kind, target=head.target, q=q,
        locations=items.read_locations(whole["A"]), starts_at=starts_at, ends_at=end.at,
        is_permanent=end.is_permanent, is_estimated=end.is_estimated, schedule=schedule,
        schedule_text=" ".join(hours.split()), text=whole["E"], lower=lower, upper=upper,
        parts=parts, original=original,
    )  # fmt: skip


def _check_year(head: Head, starts_at: datetime) -> None:
    """Refuse a number whose year is not near B), or that ends one of a later year."""
    year = int(head.number[-2:])
    is_near = abs(starts_at.year % 100 - year) <= 1
    if not is_near or (head.target and int(head.target[-2:]) > year):
        raise NotamError("year", head.target if is_near else head.number)
