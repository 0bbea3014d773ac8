"""Who acts. Every change has an actor behind it; a timer and a terminal are actors too."""

from dataclasses import dataclass
from typing import Protocol


class Acting(Protocol):
    """Anyone who can stand in the audit chain."""

    @property
    def ref(self) -> str:
        """What the audit line says: `user:12`, `visitor`, `clock`; never a name."""
        ...


@dataclass(frozen=True)
class SystemActor:
    """The house itself."""

    ref: str


CLOCK = SystemActor("clock")
TERMINAL = SystemActor("terminal")
