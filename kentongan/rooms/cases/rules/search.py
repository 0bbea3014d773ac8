"""Words for searching cases; never a word about a person."""

import re
from collections.abc import Sequence

MOST_WORDS = 6
LONGEST_WORD = 40


def office_token(office_id: int) -> str:
    """Return the word under which an office's cases are found."""
    return f"kantor{office_id}"


def make_tsquery(text: str, *, tokens: Sequence[str]) -> str:
    """
    Return a PostgreSQL tsquery: every typed word as a prefix, and one of the tokens.

    Only letters and digits of what was typed survive, so nothing typed can be syntax.
    """
    words = re.findall(r"[^\W_]+", text.lower())[:MOST_WORDS]
    if not words or not tokens:
        return ""
    typed = " & ".join(f"{word[:LONGEST_WORD]}:*" for word in words)
    return f"({' | '.join(tokens)}) & {typed}"
