"""What can be said about the seal of a PDF."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class SealReport:
    """`intact`: not a byte of what was sealed changed. `trusted`: sealed under a known root."""

    intact: bool
    trusted: bool = False
    signer: str = ""
    organisation: str = ""
    signed_at: datetime | None = None
    covers_whole_file: bool = False
    modified_after: bool = False
    problem: str = ""

    @property
    def holds(self) -> bool:
        """Return whether the file is, byte for byte, what a trusted signer sealed."""
        return self.intact and self.trusted and self.covers_whole_file and not self.modified_after
