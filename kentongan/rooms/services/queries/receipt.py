"""What a person takes home who has no phone: the code, the date, and how to ask."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from kentongan.foundation import press
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.services.errors import NoSuchService


@dataclass(frozen=True)
class Receipt:
    """A received case, as the paper says it."""

    case: Any
    applicant: str
    nik: str
    explanation: str
    address: str
    qr: SafeString


def get_receipt(slug: str, code: str, *, by: people.Actor) -> Receipt:
    """Return the receipt of a case that `by` may see; else it does not exist."""
    case = cases.get_visible_case(code, by=by)
    if case.type_slug != slug:
        raise NoSuchService
    person = people.get_person(case.applicant_id)
    address = settings.PUBLIC_URL + reverse("cases:show_tracking", args=[case.code])
    return Receipt(
        case=case,
        applicant=person.name,
        nik=person.nik,
        explanation=cases.explain_case_due(case),
        address=address,
        qr=SafeString(press.qr_svg(address).decode()),
    )
