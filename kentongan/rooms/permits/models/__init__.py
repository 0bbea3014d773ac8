"""Tables of permits, their bills and the camera duty."""

from kentongan.rooms.permits.models.bill import Bill, RetributionScheme
from kentongan.rooms.permits.models.building import Building, DraftDocument, PermitDraft
from kentongan.rooms.permits.models.duty import (
    Duty,
    DutyCamera,
    DutyRule,
    Relief,
    WarningLetter,
)
from kentongan.rooms.permits.models.permit import Inspection, Permit, PermitDocument

__all__ = [
    "Bill",
    "Building",
    "DraftDocument",
    "Duty",
    "DutyCamera",
    "DutyRule",
    "Inspection",
    "Permit",
    "PermitDocument",
    "PermitDraft",
    "Relief",
    "RetributionScheme",
    "WarningLetter",
]
