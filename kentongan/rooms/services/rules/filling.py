"""The words of a letter as its service gives them, filled with what the case knows."""

import re
from collections.abc import Iterable, Mapping

PLACEHOLDER = re.compile(r"\{(\w+)\}")
LOOSE_ENDS = " ,;"


def fill(text: str, values: Mapping[str, str]) -> str:
    """
    Put values into `{placeholders}`, in one pass: what people typed is never read again.

    An empty value takes the comma beside it along.
    """
    parts = PLACEHOLDER.split(text)
    filled = [values.get(part, "") if at % 2 else part for at, part in enumerate(parts)]
    for at in range(1, len(filled), 2):
        if not filled[at].strip():
            filled[at] = ""
            filled[at + 1] = filled[at + 1].lstrip(",;")
    return "".join(filled).strip(LOOSE_ENDS if len(parts) > 1 else None)


def fill_rows(rows: Iterable[Iterable[str]], values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (label, value) of the rows that have something to say."""
    found = []
    for label, text in rows:
        names = PLACEHOLDER.findall(text)
        if not names or any(values.get(name, "").strip() for name in names):
            found.append((label, fill(text, values)))
    return found
