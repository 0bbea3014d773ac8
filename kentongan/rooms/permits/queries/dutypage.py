"""The page of a camera duty: what it needs, its cameras, warnings and requests for relief."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from kentongan.rooms.people import api as people
from kentongan.rooms.permits.models import Duty, Relief
from kentongan.rooms.permits.permissions import is_owner
from kentongan.rooms.permits.queries.camerarows import CameraRow, list_duty_cameras
from kentongan.rooms.permits.queries.gate import is_fulfilled
from kentongan.rooms.permits.queries.ledger import list_warnings
from kentongan.rooms.permits.queries.pages import DutyRow, show_duty_row
from kentongan.rooms.permits.rules.words import DutyStanding


@dataclass(frozen=True)
class WarningRow:
    """A letter of a duty: which, when, and where it is read."""

    ordinal: int
    number: str
    sent_at: datetime
    answer_by: date
    url: str


@dataclass(frozen=True)
class DutyPage:
    """A duty for its owner and for who keeps the ledger."""

    row: DutyRow
    warnings: Sequence[WarningRow]
    reliefs: Sequence[Relief]
    cameras: Sequence[CameraRow]
    is_own: bool
    may_ask_relief: bool
    may_declare: bool


def get_duty_page(duty: Duty, *, by: people.Actor) -> DutyPage:
    """Return everything about a duty that was fetched for `by`."""
    own = is_owner(by=by, building=duty.building)
    reliefs = list(duty.reliefs.select_related("case").order_by("asked_at"))
    has_open = any(relief.decided_at is None for relief in reliefs)
    return DutyPage(
        row=show_duty_row(duty),
        warnings=[
            WarningRow(
                letter.ordinal, letter.letter_number, letter.sent_at, letter.answer_by,
                reverse("letters:show_letter", args=[letter.letter_token])
                if letter.letter_token else "",
            )
            for letter in list_warnings(duty)
        ],
        reliefs=reliefs,
        cameras=list_duty_cameras(duty),
        is_own=own,
        may_ask_relief=own and not has_open and not is_fulfilled(duty),
        may_declare=own and duty.standing != DutyStanding.RELIEVED,
    )  # fmt: skip
