"""What this room announces after commit."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class CaseSubmitted:
    """A case was received and its clocks run."""

    case_id: UUID
    type_slug: str


@dataclass(frozen=True)
class CaseMoved:
    """A case went to another office or step."""

    case_id: UUID
    office_id: int


@dataclass(frozen=True)
class CaseClosed:
    """A case ended; outcome is a workflow.Outcome."""

    case_id: UUID
    type_slug: str
    outcome: str
