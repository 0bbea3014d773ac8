"""What the Q) line means in people's words; what is not in the table is not guessed."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kentongan.foundation.notam.facts import Notam

TABLE = Path(__file__).with_name("qcodes.toml")
LANGUAGES = ("id", "en")
PLURAL = {"is": "are", "has": "have"}
UNKNOWN_TOPIC = "other"


@dataclass(frozen=True)
class Meaning:
    """
    Subject and condition by language; empty where the code is not known.

    `level`: shut, less, well, fact, or "" when nobody knows.
    """

    subject: dict[str, str]
    condition: dict[str, str]
    topic: str = UNKNOWN_TOPIC
    level: str = ""
    is_whole_airport: bool = False

    @property
    def is_known(self) -> bool:
        """Whether both halves of the code are in the table."""
        return bool(self.subject and self.condition)


def explain(notam: Notam) -> Meaning:
    """Return what the NOTAM is about; not known without a Q) line, and for XX (plain language)."""
    if notam.q is None:
        return Meaning({}, {})
    table = _read_table()
    subject = table["subjects"].get(notam.q.subject)
    condition = table["conditions"].get(notam.q.condition)
    words = dict(zip(LANGUAGES, condition[:2], strict=True)) if condition else {}
    if words and notam.q.subject in table["many"]:
        verb, _, rest = words["en"].partition(" ")
        words["en"] = f"{PLURAL.get(verb, verb)} {rest}"
    return Meaning(
        subject=dict(zip(LANGUAGES, subject[:2], strict=True)) if subject else {},
        condition=words,
        topic=subject[2] if subject else UNKNOWN_TOPIC,
        level=condition[2] if condition else "",
        is_whole_airport=notam.q.subject == "FA",
    )


@cache
def _read_table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))
