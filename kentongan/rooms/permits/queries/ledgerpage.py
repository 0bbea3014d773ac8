"""The page of the ledger: counts, rows with their colour, requests for relief."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kentongan.rooms.people import api as people
from kentongan.rooms.permits.models import Relief
from kentongan.rooms.permits.models.duty import DUTY_NAMES
from kentongan.rooms.permits.queries.ledger import (
    LedgerFilter,
    count_ledger,
    list_ledger,
    list_open_reliefs,
)
from kentongan.rooms.permits.queries.pages import DutyRow, show_duty_row
from kentongan.rooms.permits.rules.words import DutyStanding
from kentongan.rooms.places import api as places


@dataclass(frozen=True)
class Figure:
    """A number and what it counts."""

    value: str
    label: str


@dataclass(frozen=True)
class LedgerView:
    """What the ledger shows."""

    figures: Sequence[Figure]
    rows: Sequence[DutyRow]
    reliefs: Sequence[Relief]
    after: str


def get_ledger_page(
    wanted: Mapping[str, Any], *, after: str, by: people.Actor, now: datetime
) -> LedgerView:
    """Return a page of the ledger; strangers get 404."""
    counts = count_ledger(by=by, now=now)
    found = list_ledger(
        LedgerFilter(
            standing=wanted.get("standing", ""),
            place_code=wanted.get("district", ""),
            code=wanted.get("code", "").strip().upper(),
        ),
        after=after,
        by=by,
    )
    overdue = counts.by_standing[DutyStanding.OVERDUE]
    return LedgerView(
        figures=[
            Figure(str(overdue), _("overdue")),
            Figure(str(counts.due_soon), _("due within 30 days")),
            Figure(str(counts.by_standing[DutyStanding.MET]), _("fulfilled")),
            Figure(str(counts.open_reliefs), _("requests for relief")),
        ],
        rows=[show_duty_row(duty) for duty in found.duties],
        reliefs=list_open_reliefs(by=by),
        after=found.after,
    )


def list_standings() -> list[tuple[str, Any]]:
    """Return where a duty may stand, to choose from."""
    return [(standing.value, DUTY_NAMES[standing]) for standing in DutyStanding]


def list_district_choices() -> list[tuple[str, str]]:
    """Return the districts, to choose from: (code, name)."""
    return [(rows[0][0].rpartition(".")[0], district) for district, rows in places.list_villages()]
