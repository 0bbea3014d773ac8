"""Letters the queue writes after a turn: the bill, and the decision about a relief."""

from datetime import datetime
from uuid import UUID

from kentongan.foundation.actors import Acting
from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits.models import Bill, Relief
from kentongan.rooms.permits.queries.papers import describe_bill, describe_relief
from kentongan.rooms.permits.rules.words import BillStanding
from kentongan.rooms.permits.services import _papers

BILL_JOB, RELIEF_JOB = "permits.write_bill", "permits.write_relief"


def write_bill(*, bill_id: int, by: Acting, now: datetime) -> str:
    """Write the letter of a bill (SKRD) and return its number; made already it is the same."""
    rows = Bill.objects.select_related("scheme", "permit__building")
    bill = rows.exclude(standing__in=[BillStanding.DRAFT, BillStanding.VOID]).filter(pk=bill_id)
    found = bill.first()
    if found is None:
        return ""
    case = found.permit.case = cases.get_case(found.permit_id)
    plan = case.case_type.plan.raw.get("bill_letter")
    if not plan:
        return ""
    signer = _papers.find_office_signer(plan["office"], by=by, now=now)
    paper = _papers.issue_paper(
        case_id=case.pk, purpose=f"bill-{found.pk}", plan=plan,
        facts=describe_bill(found, now=now), signer=signer, by=by, now=now,
    )  # fmt: skip
    return paper.number


def write_relief(*, case_id: UUID, by: Acting, now: datetime) -> str:
    """Write the letter about a decided relief and return its number."""
    rows = Relief.objects.select_related("duty__rule", "duty__building")
    relief = rows.filter(pk=case_id, is_granted__isnull=False).first()
    plan = cases.get_case(case_id).case_type.plan.raw.get("relief_letter")
    if relief is None or not plan:
        return ""
    signer = _papers.find_office_signer(plan["office"], by=by, now=now)
    paper = _papers.issue_paper(
        case_id=case_id, plan=plan, facts=describe_relief(relief, now=now), signer=signer, by=by,
        now=now,
    )  # fmt: skip
    return paper.number
