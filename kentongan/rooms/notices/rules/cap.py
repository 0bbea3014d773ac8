"""
A message of the Common Alerting Protocol 1.2 (OASIS, 1 July 2010), in both languages.

Order and names of the elements are those of the schema; times carry their zone, never `Z`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
LANGUAGES = {"id": "id-ID", "en": "en"}
KM_PER_MILE = 1.852
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Area:
    """Where it holds: names by language, codes, and a circle (lat, lon, nautical miles)."""

    names: Mapping[str, str]
    codes: Sequence[str] = ()
    circle: tuple[float, float, int] | None = None


@dataclass(frozen=True)
class Reference:
    """An earlier message that this one updates or cancels."""

    sender: str
    identifier: str
    sent: str  # as it stands in that message

    def __str__(self) -> str:
        return f"{self.sender},{self.identifier},{self.sent}"


@dataclass(frozen=True)
class Message:
    """Everything one message says; texts by language."""

    identifier: str
    sender: str
    sent: datetime
    kind: str
    is_exercise: bool
    references: Sequence[Reference]
    category: str
    event: Mapping[str, str]
    urgency: str
    severity: str
    certainty: str
    onset: datetime
    expires: datetime | None
    sender_name: str
    headline: Mapping[str, str]
    description: Mapping[str, str]
    instruction: Mapping[str, str]
    web: Mapping[str, str]
    area: Area


def write_moment(moment: datetime) -> str:
    """Return a moment as CAP wants it: seconds, and the offset of its zone."""
    return moment.replace(microsecond=0).isoformat()


def write_message(message: Message) -> str:
    """Return the document, with one info block per language."""
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(f"{{{NAMESPACE}}}alert")
    _add(root, "identifier", message.identifier)
    _add(root, "sender", message.sender)
    _add(root, "sent", write_moment(message.sent))
    _add(root, "status", "Exercise" if message.is_exercise else "Actual")
    _add(root, "msgType", message.kind)
    _add(root, "scope", "Public")
    _add(root, "references", " ".join(str(one) for one in message.references))
    for language in LANGUAGES:
        _add_info(root, message, language)
    ElementTree.indent(root, " ")
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _add_info(root: Any, message: Message, language: str) -> None:
    info = ElementTree.SubElement(root, f"{{{NAMESPACE}}}info")
    _add(info, "language", LANGUAGES[language])
    _add(info, "category", message.category)
    _add(info, "event", message.event[language])
    _add(info, "urgency", message.urgency)
    _add(info, "severity", message.severity)
    _add(info, "certainty", message.certainty)
    _add(info, "effective", write_moment(message.sent))
    _add(info, "onset", write_moment(message.onset))
    _add(info, "expires", write_moment(message.expires) if message.expires else "")
    _add(info, "senderName", message.sender_name)
    for name in ("headline", "description", "instruction", "web"):
        _add(info, name, getattr(message, name).get(language, ""))
    area = ElementTree.SubElement(info, f"{{{NAMESPACE}}}area")
    _add(area, "areaDesc", message.area.names[language])
    if message.area.circle:
        lat, lon, miles = message.area.circle
        _add(area, "circle", f"{lat:.4f},{lon:.4f} {miles * KM_PER_MILE:.1f}")
    for code in message.area.codes:
        geocode = ElementTree.SubElement(area, f"{{{NAMESPACE}}}geocode")
        _add(geocode, "valueName", "Kemendagri")
        _add(geocode, "value", code)


def _add(parent: Any, name: str, text: str) -> None:
    """Add an element; one without words is left out."""
    clean = NOT_IN_XML.sub(" ", text).strip()
    if clean:
        ElementTree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = clean
