"""Reading both forms of an answer as one, for tests."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from kentongan.rooms.reports.rules.open311_documents import MEMBERS

BASE = "/open311/v2"
FORMS = pytest.mark.parametrize("form", ["xml", "json"])
LAT, LON = "-8.4501234", "114.2987654"


def read_answer(response: Any) -> Any:
    """Return an answer as words in lists and objects, whatever its form."""
    if response.headers["Content-Type"].startswith("application/json"):
        return as_words(json.loads(response.content))
    return read_element(ElementTree.fromstring(response.content))  # noqa: S314 - our own


def read_element(element: ElementTree.Element) -> Any:
    """Return an element as JSON has it; a list is what holds its members."""
    if element.tag in MEMBERS:
        return [read_element(child) for child in element]
    if len(element):
        return {child.tag: read_element(child) for child in element}
    return element.text or ""


def as_words(value: Any) -> Any:
    """Return JSON with every leaf as XML writes it."""
    if isinstance(value, dict):
        return {key: as_words(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_words(part) for part in value]
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")
