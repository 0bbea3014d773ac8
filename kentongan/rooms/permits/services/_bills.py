"""What turns do with the bill of a permit."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from procrastinate.contrib.django import app as queue

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits.models import Bill, Permit
from kentongan.rooms.permits.queries.rates import (
    compute_retribution,
    get_scheme,
    keep_lines,
    say_rupiah,
)
from kentongan.rooms.permits.rules.words import BillStanding, Standing
from kentongan.rooms.permits.services._telling import tell_owner
from kentongan.rooms.permits.services.lettering import BILL_JOB

PAYMENT = "payment"  # cause of the pause
NOTHING = "none"  # channel of a bill of nothing
LONGEST_REASON = 300


def find_bill(permit: Permit) -> Bill | None:
    """Return the bill that counts, locked, or None."""
    rows = Bill.objects.select_for_update(of=("self",)).exclude(standing=BillStanding.VOID)
    return rows.filter(permit=permit).first()


def keep_price(permit: Permit, *, by: Acting, now: datetime) -> Bill:
    """Compute the amount by the rates of today and keep it as a draft, unless it was asked for."""
    bill = find_bill(permit)
    if bill is not None and bill.standing != BillStanding.DRAFT:
        return bill
    scheme = get_scheme(localdate(now))
    found = compute_retribution(permit.building, scheme)
    facts = {
        "scheme": scheme, "amount": found.amount, "breakdown": keep_lines(found.lines),
        "computed_at": now,
    }  # fmt: skip
    if bill is None:
        bill = Bill(permit=permit)
    for name, value in facts.items():
        setattr(bill, name, value)
    bill.save()
    record(bill, "permits.priced", by=by, now=now)
    return bill


def issue_bill(permit: Permit, taken: cases.TurnTaken) -> None:
    """Ask for the payment and stop both clocks until it comes; nothing to pay is paid at once."""
    bill = keep_price(permit, by=taken.by, now=taken.now)
    if bill.standing == BillStanding.PAID:
        return
    days = int(taken.case.case_type.plan.raw.get("payment_days", 30))
    bill.issued_at = taken.now
    bill.due_on = localdate(taken.now) + timedelta(days=days)
    if not bill.amount:
        bill.standing, bill.paid_at, bill.channel = BillStanding.PAID, taken.now, NOTHING
        bill.save()
        record(bill, "permits.bill_of_nothing", by=taken.by, now=taken.now)
        return
    bill.standing = BillStanding.OPEN
    bill.save()
    permit.standing = Standing.UNPAID
    record(bill, "permits.bill_issued", by=taken.by, now=taken.now)
    paused = cases.pause_case(case_id=permit.pk, cause=PAYMENT, by=taken.by, now=taken.now)
    taken.case.state, taken.case.version = paused.state, paused.version
    taken.case.pause_count = paused.pause_count
    queue.configure_task(BILL_JOB).defer(bill_id=bill.pk)
    tell_owner(
        permit, what="bill", by=taken.by, now=taken.now, bill=bill, amount=say_rupiah(bill.amount)
    )


def void_open_bill(permit: Permit, *, reason: str) -> None:
    """Make a bill void that nobody will pay any more; the turn's own line tells of it."""
    rows = Bill.objects.filter(permit=permit, standing__in=[BillStanding.DRAFT, BillStanding.OPEN])
    rows.update(standing=BillStanding.VOID, void_reason=reason[:LONGEST_REASON])


def record(bill: Bill, action: str, *, by: Acting, now: datetime, **detail: object) -> None:
    """Write a change of a bill into the chain: no name, only numbers."""
    audit.record(
        by=by, action=action, subject=f"case:{bill.permit_id}", now=now,
        detail={"bill": bill.pk, "amount": str(bill.amount), **detail},
        topics=(f"case:{bill.permit_id}",),
    )  # fmt: skip
