"""
Answers of Open311 GeoReport v2: one tree, written as XML or as JSON.

A list is named after what it holds (`services` holds `service`); nothing is null in JSON and an
empty element in XML. Characters that XML cannot hold are left out of both, so that both say the
same.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

XML, JSON = "xml", "json"
MEDIA_TYPES = {XML: "text/xml; charset=utf-8", JSON: "application/json; charset=utf-8"}
MEMBERS = {
    "services": "service",
    "service_requests": "request",
    "errors": "error",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
    "media_urls": "media_url",
}
# XML 1.0, production 2: everything else may not stand in a document, not even escaped.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Tree = Mapping[str, Any]


@dataclass(frozen=True)
class Document:
    """What is answered: a list of things under its root, or one thing."""

    root: str
    content: Sequence[Tree] | Tree


def write_document(document: Document, *, form: str) -> str:
    """Return the document as `xml` or `json`."""
    return _write_xml(document) if form == XML else _write_json(document)


def _write_json(document: Document) -> str:
    return json.dumps(_clean(document.content), ensure_ascii=False, allow_nan=False)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return NOT_IN_XML.sub("", value)
    if isinstance(value, Mapping):
        return {key: _clean(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(part) for part in value]
    return value


def _write_xml(document: Document) -> str:
    body = _write_element(document.root, document.content)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _write_element(name: str, value: Any) -> str:
    inside = _write_inside(name, value)
    return f"<{name}>{inside}</{name}>" if inside else f"<{name}/>"


def _write_inside(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return "".join(_write_element(key, part) for key, part in value.items())
    if isinstance(value, list | tuple):
        return "".join(_write_element(MEMBERS[name], part) for part in value)
    return escape(_say(value), quote=False)


def _say(value: Any) -> str:
    """Return the words of a leaf, as both forms have them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return NOT_IN_XML.sub("", str(value)).replace("\r", "\n")
