"""Which list somebody looks at, as it stands in an address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from kentongan.rooms.cases import api as cases


@dataclass(frozen=True)
class Queue:
    """Which part of which list somebody looks at."""

    name: str = "mine"
    after: str = ""
    words: str = ""

    def make_query(self, **more: str) -> str:
        """Return the query of an address, with the question mark; nothing for the first queue."""
        facts = {
            "antrean": self.name if self.name != cases.QUEUES[0] else "",
            "setelah": self.after,
            "cari": self.words,
            **more,
        }
        asked = urlencode({name: value for name, value in facts.items() if value})
        return f"?{asked}" if asked else ""
