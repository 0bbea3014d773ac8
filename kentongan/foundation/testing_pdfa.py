"""
Says what keeps a PDF from being PDF/A-2b and tagged: the structural rules a letter can break.

For tests. Not a full validator: it trusts typst with the inside of fonts and colour profiles.
Every rule names its clause of ISO 19005-2:2011 (UA: ISO 14289-1:2014). Where the command `verapdf`
is on the path the tests ask it too, and it says more.
"""

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    IndirectObject,
    NullObject,
    StreamObject,
)

PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUAID = "{http://www.aiim.org/pdfua/ns/id/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
FORBIDDEN_ACTIONS = {
    "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState",
    "/Rendition", "/Trans", "/GoTo3DView", "/JavaScript",
}  # fmt: skip
NAMED_ACTIONS = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}
FORBIDDEN_ANNOTATIONS = {"/3D", "/Sound", "/Screen", "/Movie"}
BLEND_MODES = {
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten",
    "/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion",
    "/Hue", "/Saturation", "/Color", "/Luminosity",
}  # fmt: skip
HIDDEN, INVISIBLE, PRINT, NO_VIEW, TOGGLE = 1 << 1, 1 << 0, 1 << 2, 1 << 5, 1 << 8
HIGH_BYTE = 128
BINARY_BYTES = 4
LONGEST_STRING = 32767
LONGEST_NAME = 127
MOST_OBJECTS = 8388607
DIRECT_COLOURS = {
    "rg": "/RGB",
    "RG": "/RGB",
    "k": "/CMYK",
    "K": "/CMYK",
    "g": "/Gray",
    "G": "/Gray",
}


def is_pdfa_2b(pdf: bytes) -> list[str]:
    """Return the broken rules, empty when none was found."""
    reader = PdfReader(io.BytesIO(pdf), strict=True)
    problems = [*_check_file(pdf, reader), *_check_catalog(reader), *_check_metadata(reader)]
    for number, thing in _walk(reader):
        problems += [f"object {number}: {text}" for text in _check_object(thing)]
    for page in reader.pages:
        problems += [*_check_page(page), *_check_annotations(page)]
    return problems


def is_tagged(pdf: bytes) -> list[str]:
    """Return what keeps the file from being a tagged PDF/UA-1 a screen reader can read aloud."""
    root = _root(PdfReader(io.BytesIO(pdf), strict=True))
    problems = []
    if _at(_at(root, "/MarkInfo", {}), "/Marked") != True:  # noqa: E712 - a PDF boolean
        problems.append("UA 7.1: not marked as tagged")
    if not str(_at(root, "/Lang", "")):
        problems.append("UA 7.2: no language")
    if _at(_at(root, "/ViewerPreferences", {}), "/DisplayDocTitle") != True:  # noqa: E712 - a PDF boolean
        problems.append("UA 7.1: the title is not shown")
    if "/StructTreeRoot" not in root:
        return [*problems, "UA 7.1: no structure tree"]
    kinds = list(_list_structure(root["/StructTreeRoot"]))
    if "/H1" not in [kind for kind, _ in kinds]:
        problems.append("UA 7.4: no first heading")
    problems += [
        "UA 7.3: a picture without words" for kind, alt in kinds if kind == "/Figure" and not alt
    ]
    if _read_xmp(root, PDFUAID + "part") != "1":
        problems.append("UA 5: the metadata do not claim PDF/UA-1")
    return problems


def _root(reader: PdfReader) -> DictionaryObject:
    root = reader.trailer["/Root"]
    if not isinstance(root, DictionaryObject):
        raise TypeError(type(root))
    return root


def _at(thing: Any, key: str, default: Any = None) -> Any:
    """Return what stands at `key`, followed when it is a reference; pypdf's `get` does not."""
    return thing[key] if key in thing else default  # noqa: SIM401 - see above


def _check_file(pdf: bytes, reader: PdfReader) -> Iterator[str]:  # noqa: C901 - a list of rules
    head = re.match(rb"%PDF-1\.[0-7][\r\n]{1,2}%(.{4})", pdf, re.DOTALL)
    if head is None or any(byte < HIGH_BYTE for byte in head[1]):
        yield "6.1.2: header or its binary comment"
    if not re.search(rb"%%EOF(\r\n|\r|\n)?\Z", pdf):
        yield "6.1.3: something stands after the end"
    if "/Encrypt" in reader.trailer:
        yield "6.1.3: encrypted"
    if len(_at(reader.trailer, "/ID", [])) != len(("first", "last")):
        yield "6.1.3: no file identifier"
    if len(reader.xref_objStm) + sum(map(len, reader.xref.values())) > MOST_OBJECTS:
        yield "6.1.13: too many objects"
    for generation, places in reader.xref.items():
        for number, place in places.items():
            written = pdf[max(place - 1, 0) : place + 32]
            if number and not re.match(rb"[\r\n]%d %d obj[\r\n]" % (number, generation), written):
                yield f"6.1.9: object {number} does not stand on a line of its own"
    for match in re.finditer(rb"stream(\r\n|\n|)", pdf):
        if match[1] == b"" and pdf[match.start() - 3 : match.start()] != b"end":
            yield f"6.1.7.1: stream at {match.start()} not followed by an end of line"


def _check_catalog(reader: PdfReader) -> Iterator[str]:
    root = _root(reader)
    intents = [item.get_object() for item in _at(root, "/OutputIntents", [])]
    profiles = [item for item in intents if _at(item, "/S") == "/GTS_PDFA1"]
    if not profiles or not isinstance(_at(profiles[0], "/DestOutputProfile"), StreamObject):
        yield "6.2.3: no output intent with a colour profile"
    for key, clause in (("/AA", "6.5.2"), ("/NeedsRendering", "6.4.2"), ("/Requirements", "6.11")):
        if key in root:
            yield f"{clause}: {key} in the catalogue"
    names = _at(root, "/Names", {})
    for key, clause in (
        ("/JavaScript", "6.5.1"),
        ("/AlternatePresentations", "6.10"),
        ("/EmbeddedFiles", "6.8"),
    ):
        if key in names:
            yield f"{clause}: {key} in the names"
    form = _at(root, "/AcroForm", {})
    if "/XFA" in form or _at(form, "/NeedAppearances") == True:  # noqa: E712 - a PDF boolean
        yield "6.4: the form draws itself"
    unknown = set(_at(root, "/Perms", {})) - {"/DocMDP", "/UR3"}
    if unknown:
        yield f"6.1.12: permissions {unknown}"


def _check_metadata(reader: PdfReader) -> Iterator[str]:
    root = _root(reader)
    stream = _at(root, "/Metadata")
    if not isinstance(stream, StreamObject):
        yield "6.6.2: no metadata"
        return
    if "/Filter" in stream:
        yield "6.6.2: the metadata are compressed"
    if _read_xmp(root, PDFAID + "part") != "2" or _read_xmp(root, PDFAID + "conformance") != "B":
        yield "6.6.4: the metadata do not claim PDF/A-2b"
    packet = stream.get_data()
    if b"bytes=" in packet[:200] or b"encoding=" in packet[:200]:
        yield "6.6.2: the packet header has forbidden attributes"


def _read_xmp(root: DictionaryObject, name: str) -> str:
    stream = root["/Metadata"]
    if not isinstance(stream, StreamObject):
        return ""
    for node in ET.fromstring(stream.get_data()).iter():  # noqa: S314 - our own file, in tests
        if name in node.attrib:
            return node.attrib[name]
        if node.tag == name:
            return (node.text or "").strip()
    return ""


def _walk(reader: PdfReader) -> Iterator[tuple[int, Any]]:
    """Give every object reachable from the trailer once."""
    seen: set[int] = set()
    todo: list[tuple[int, Any]] = [(0, reader.trailer.raw_get("/Root"))]
    while todo:
        number, thing = todo.pop()
        if isinstance(thing, IndirectObject):
            if thing.idnum in seen:
                continue
            seen.add(thing.idnum)
            number, thing = thing.idnum, thing.get_object()
        yield number, thing
        if isinstance(thing, DictionaryObject):
            todo += [(number, thing.raw_get(key)) for key in thing]
        elif isinstance(thing, ArrayObject):
            todo += [(number, item) for item in list.__iter__(thing)]


def _check_object(thing: Any) -> Iterator[str]:  # noqa: C901 - a list of rules
    if isinstance(thing, str | bytes) and len(thing) > LONGEST_STRING:
        yield "6.1.13: a string too long"
    if not isinstance(thing, DictionaryObject):
        return
    if any(len(key.encode()) > LONGEST_NAME for key in thing):
        yield "6.1.13: a name too long"
    if isinstance(thing, StreamObject):
        yield from _check_stream(thing)
    if "/FontDescriptor" in thing or _at(thing, "/Type") == "/Font":
        yield from _check_font(thing)
    if _at(thing, "/S") in FORBIDDEN_ACTIONS and "/K" not in thing:
        yield f"6.5.1: action {thing['/S']}"
    if _at(thing, "/S") == "/Named" and _at(thing, "/N") not in NAMED_ACTIONS:
        yield "6.5.1: named action"
    if _at(thing, "/Type") == "/ExtGState":
        yield from _check_graphics_state(thing)
    if _at(thing, "/Type") == "/SigRef" and set(thing) & {
        "/DigestLocation",
        "/DigestMethod",
        "/DigestValue",
    }:
        yield "6.1.12: digest in a signature reference"


def _check_stream(stream: StreamObject) -> Iterator[str]:
    filters = _at(stream, "/Filter", ArrayObject())
    used = {str(item) for item in (filters if isinstance(filters, ArrayObject) else [filters])}
    if used & {"/LZWDecode", "/Crypt"}:
        yield "6.1.7.2: forbidden filter"
    if set(stream) & {"/F", "/FFilter", "/FDecodeParms"}:
        yield "6.1.7.1: the stream lies in another file"
    if _at(stream, "/Subtype") == "/PS" or "/PS" in stream:
        yield "6.2.9: PostScript"
    if _at(stream, "/Subtype") == "/Image" and (
        "/Alternates" in stream or "/OPI" in stream or _at(stream, "/Interpolate") == True  # noqa: E712
    ):
        yield "6.2.8: picture with alternates, OPI or interpolation"


def _check_font(font: DictionaryObject) -> Iterator[str]:
    kind = _at(font, "/Subtype")
    if kind in {"/Type0", "/Type3"}:
        if kind == "/Type0" and str(_at(font, "/Encoding")) not in {"/Identity-H", "/Identity-V"}:
            yield "6.2.11.3.3: character map neither Identity nor embedded"
        if "/ToUnicode" not in font:
            yield "6.2.11.7: letters cannot be read out"
        return
    descriptor = _at(font, "/FontDescriptor", DictionaryObject())
    files = [_at(descriptor, key) for key in ("/FontFile", "/FontFile2", "/FontFile3")]
    if not any(isinstance(file, StreamObject) for file in files):
        yield f"6.2.11.4.1: font {font.get('/BaseFont')} is not embedded"
    if kind == "/CIDFontType2" and "/CIDToGIDMap" not in font:
        yield "6.2.11.3.2: no map from characters to glyphs"
    if kind not in {"/CIDFontType0", "/CIDFontType2", "/Type1", "/TrueType", "/MMType1"}:
        yield f"6.2.11.2: font type {kind}"


def _check_graphics_state(state: DictionaryObject) -> Iterator[str]:
    if "/TR" in state or _at(state, "/TR2", "/Default") != "/Default" or "/HTP" in state:
        yield "6.2.5: transfer function"
    modes = _at(state, "/BM", "/Normal")
    if {str(mode) for mode in (modes if isinstance(modes, ArrayObject) else [modes])} - BLEND_MODES:
        yield "6.2.10: unknown blend mode"


def _check_page(page: DictionaryObject) -> Iterator[str]:
    if "/AA" in page or "/PresSteps" in page:
        yield "6.5.2 or 6.10: a page that acts by itself"
    content = page["/Contents"].get_object()
    operators = {operator.decode() for _, operator in ContentStream(content, None).operations}
    direct = {DIRECT_COLOURS[name] for name in operators & set(DIRECT_COLOURS)}
    if "/CMYK" in direct:
        yield "6.2.4.3: CMYK while the output intent is RGB"
    if "ri" in operators or "PS" in operators:
        yield "6.2.6 or 6.2.9: rendering intent or PostScript"


def _check_annotations(page: DictionaryObject) -> Iterator[str]:
    for item in _at(page, "/Annots", []):
        note = item.get_object()
        kind = _at(note, "/Subtype")
        flags = int(_at(note, "/F", 0))
        if kind in FORBIDDEN_ANNOTATIONS:
            yield f"6.3.1: annotation {kind}"
        if (kind != "/Popup" and not flags & PRINT) or flags & (
            HIDDEN | INVISIBLE | NO_VIEW | TOGGLE
        ):
            yield f"6.3.2: flags {flags} of a {kind}"
        left, bottom, right, top = (float(side) for side in note["/Rect"])
        has_size = left != right and bottom != top
        if (
            kind not in {"/Popup", "/Link"}
            and has_size
            and isinstance(_at(note, "/AP", NullObject()), NullObject)
        ):
            yield f"6.3.3: {kind} without an appearance"
        if kind == "/Widget" and set(note) & {"/A", "/AA"}:
            yield "6.4.1: a field that acts"
        if _at(page, "/Tabs") != "/S":
            yield "UA 7.18.3: no order of tabs on a page with annotations"


def _list_structure(node: Any) -> Iterator[tuple[str, str]]:
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for item in node:
            yield from _list_structure(item)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield str(node["/S"]), str(_at(node, "/Alt", ""))
        if "/K" in node:
            yield from _list_structure(node.raw_get("/K"))
