"""What a person takes home after reporting: the code, until when, and how to ask."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from kentongan.foundation import press
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.models import Report
from kentongan.rooms.reports.queries.finding import get_visible_report


@dataclass(frozen=True)
class Receipt:
    """A received report, as the page and the paper say it."""

    report: Report
    case: Any
    clock: cases.ShownClock
    why: str
    address: str
    qr: SafeString


def get_receipt(code: str, *, by: people.Actor, now: datetime) -> Receipt:
    """Return the receipt of a report that `by` sent or works on; else it does not exist."""
    report = get_visible_report(code, by=by)
    case = report.case
    address = settings.PUBLIC_URL + reverse("cases:show_tracking", args=[case.code])
    return Receipt(
        report=report,
        case=case,
        clock=cases.show_clock(case, now=now),
        why=cases.explain_case_due(case),
        address=address,
        qr=SafeString(press.qr_svg(address).decode()),
    )
