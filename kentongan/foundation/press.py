"""
Prints letters: a typst template and plain data become one tagged PDF/A-2b file.

What people typed reaches the template as data (JSON), never as markup, so nothing in a name can
run or change the page. The same template, data, pictures and fonts give the same bytes. typst keeps
threads: a process that has printed must not be forked to print again (start a fresh one instead).
"""

import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

STANDARDS: "list[typst.PDFStandard]" = ["a-2b", "ua-1"]
BOX = "\u25a1"  # stands where no font has the letter; PDF/A forbids a missing glyph
ROUNDS = 6  # typst names the letters it cannot draw a few at a time
COMMON_SCRIPTS = 0x024F  # the last letter of Latin Extended-B
# Format characters that turn the reading direction: a name must not rewrite the words after it.
DIRECTION_MARKS = frozenset(
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
NOT_TEXT = frozenset({"Cc", "Cs", "Co", "Cn"})  # control, half surrogate, private use, unassigned

_MISSING = re.compile(r'the text `"((?:\\.|[^"\\])*)"` could not be displayed')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|(.))")
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}

_LIST_TEMPLATE = b"""
#set document(title: "-")
#set text(lang: "id")
#for line in json("data.json").texts [#par(line)]
"""


class CannotPrint(Exception):
    """The template is broken or asks for something that is not there; says what typst said."""


def print_letter(
    *,
    template: Path,
    data: Mapping[str, Any],
    fonts: Path | None = None,
    images: Mapping[str, bytes] | None = None,
) -> bytes:
    """
    Return the PDF of `template` filled with `data`; `data["made_at"]` is its aware moment.

    The template reads `json("data.json")` and the pictures by the names given in `images`; it may
    import what lies beside it. What neither the bundled fonts nor `fonts` can draw becomes a box.
    """
    job = _Job(
        main=template.read_bytes(),
        root=template.parent,
        made_at=_read_moment(data),
        fonts=fonts,
        images=images or {},
    )
    return _print(job, _clean(data))[0]


def list_unprintable(texts: Iterable[str], *, fonts: Path | None = None) -> list[str]:
    """Return what in `texts` would be printed as a box, so that a form can say so early."""
    job = _Job(
        main=_LIST_TEMPLATE,
        root=Path(__file__).parent,
        made_at=datetime(2000, 1, 1, tzinfo=UTC),
        fonts=fonts,
        images={},
    )
    return _print(job, {"texts": [clean_text(text) for text in texts]})[1]


def qr_svg(text: str) -> bytes:
    """Return a QR code as SVG; a quarter of it may be stained and it is still read."""
    picture = io.BytesIO()
    segno.make_qr(text, error="q").save(picture, kind="svg", border=0, xmldecl=False, omitsize=True)
    return picture.getvalue()


def clean_text(text: str) -> str:
    """Return `text` composed (NFC), without control characters and turns of direction."""
    kept = (
        "\n" if sign in "\u2028\u2029" else sign
        for sign in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
        if sign == "\n"
        or (sign not in DIRECTION_MARKS and unicodedata.category(sign) not in NOT_TEXT)
    )
    return "".join(kept)


def _clean(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return clean_text(str(value))


def _read_moment(data: Mapping[str, Any]) -> datetime:
    made_at = data.get("made_at")
    moment = datetime.fromisoformat(made_at) if isinstance(made_at, str) else made_at
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise CannotPrint("data['made_at'] must be an aware moment")
    # typst wants whole seconds and a fixed offset
    return moment.replace(microsecond=0).astimezone(timezone(moment.utcoffset() or timedelta()))


@cache
def _load_fonts(folder: Path | None) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[folder] if folder else [])


@dataclass(frozen=True, kw_only=True)
class _Job:
    main: bytes
    root: Path
    made_at: datetime
    fonts: Path | None
    images: Mapping[str, bytes]


def _print(job: _Job, data: Any) -> tuple[bytes, list[str]]:
    missing: list[str] = []
    for _ in range(ROUNDS):
        try:
            return _compile(job, data), missing
        except typst.TypstError as error:
            found = _read_missing(error) or _list_rare(data)
            boxed = _put_boxes(data, found)
            if boxed == data:
                raise CannotPrint(f"{error.message}\n{error.diagnostic}") from error
            missing += found
            data = boxed
    return _compile(job, _put_boxes(data, _list_rare(data))), missing


def _compile(job: _Job, data: Any) -> bytes:
    files = {"main.typ": job.main, "data.json": json.dumps(data).encode(), **job.images}
    pdf = typst.compile(  # type: ignore[call-overload] # a folder in memory: the stub forgets it
        files,
        root=job.root,
        font_paths=_load_fonts(job.fonts),
        pdf_standards=STANDARDS,
        timestamp=job.made_at,
    )
    if not isinstance(pdf, bytes):
        raise CannotPrint("more than one file came back")
    # A seal is appended behind: its first object must stand on a new line (ISO 19005-2, 6.1.9).
    return pdf if pdf.endswith(b"\n") else pdf + b"\n"


def _read_missing(error: typst.TypstError) -> list[str]:
    """Return the letters typst names in its diagnostics, written the way Rust writes strings."""
    said = f"{error.message}\n{error.diagnostic}"
    return list(dict.fromkeys(_ESCAPE.sub(_unescape, text) for text in _MISSING.findall(said)))


def _unescape(match: re.Match[str]) -> str:
    number, plain = match.groups()
    return chr(int(number, 16)) if number else _PLAIN_ESCAPES.get(plain, plain)


def _list_rare(data: Any) -> list[str]:
    signs = set(json.dumps(data, ensure_ascii=False))
    return sorted(sign for sign in signs if ord(sign) > COMMON_SCRIPTS and sign != BOX)


def _put_boxes(data: Any, letters: list[str]) -> Any:
    if isinstance(data, str):
        for letter in letters:
            data = data.replace(letter, BOX)
        return data
    if isinstance(data, dict):
        return {key: _put_boxes(value, letters) for key, value in data.items()}
    if isinstance(data, list):
        return [_put_boxes(value, letters) for value in data]
    return data
