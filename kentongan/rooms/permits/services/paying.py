"""The money of a permit: priced, paid, made void. Without a till an officer records payments."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.actors import Acting
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.permits.errors import BillEnded, NoSuchBill, NotThisStep, WrongPayment
from kentongan.rooms.permits.events import OpenBill, Payment, list_tills
from kentongan.rooms.permits.models import Bill
from kentongan.rooms.permits.permissions import list_ledger_offices
from kentongan.rooms.permits.queries.rates import say_rupiah
from kentongan.rooms.permits.rules.words import BillStanding, Standing, Step
from kentongan.rooms.permits.services._bills import PAYMENT, keep_price, record
from kentongan.rooms.permits.services._locking import lock_permit
from kentongan.rooms.permits.services._telling import tell_owner

LONGEST_REFERENCE, SHORTEST_REASON, LONGEST_REASON = 80, 10, 300
COUNTER_CHANNELS = ("counter", "bank")
BATCH = 200


@transaction.atomic
def price_permit(*, permit_id: UUID, by: people.Actor, now: datetime) -> Bill:
    """Compute the amount anew by the rates of today, as an officer of the step that prices."""
    permit = lock_permit(permit_id)
    step = permit.case.current_step
    if step is None or step.ended_at or step.key not in {Step.PRICE, Step.APPROVE}:
        raise NotThisStep
    if cases.find_holding(by=by, step=step) is None:
        raise cases.NotYourStep
    return keep_price(permit, by=by, now=now)


@transaction.atomic
def record_payment(
    *, bill_id: int, amount: Decimal, reference: str, channel: str, paid_at: datetime,
    by: people.Actor, now: datetime,
) -> Bill:  # fmt: skip
    """
    Write down, as an officer of an office that keeps the ledger, that a bill was paid in full.

    `channel` is `counter` or `bank`; the same reference twice is refused. Raises WrongPayment with
    a sentence per field, BillEnded.
    """
    if not by.offices & list_ledger_offices():
        raise NoSuchBill
    bill = _lock(bill_id)
    _check_not_own(bill, by=by)
    problems = _check_payment(
        bill, amount=amount, reference=reference, channel=channel, paid_at=paid_at, now=now
    )
    if problems:
        raise WrongPayment(fields=problems)
    payment = Payment(amount, reference.strip(), paid_at)
    return _settle(bill, payment, channel=channel, user_id=by.user_id, by=by, now=now)


def ask_tills(*, by: Acting, now: datetime) -> int:
    """Ask every till about every open bill; returns how many were paid. Safe to run again."""
    paid = 0
    for till in list_tills():
        rows = Bill.objects.filter(standing=BillStanding.OPEN).select_related("permit")
        for bill in rows.order_by("due_on", "id")[:BATCH]:
            facts = OpenBill(bill.pk, bill.permit.code, bill.amount, bill.issued_at or now)
            payment = till.find_payment(facts)
            if payment is not None and payment.amount >= bill.amount:
                paid += _settle_by_till(bill.pk, payment, channel=till.name, by=by, now=now)
    return paid


@transaction.atomic
def void_bill(*, bill_id: int, reason: str, by: people.Actor, now: datetime) -> Bill:
    """
    Make an open bill void because it is wrong; the case goes on and is returned to be priced.

    For who may act on the step that issues, or heads the office that priced. Raises BillEnded.
    """
    if not by.offices & list_ledger_offices():
        raise NoSuchBill
    bill = _lock(bill_id)
    _check_not_own(bill, by=by)
    if len(reason.strip()) < SHORTEST_REASON:
        raise cases.NeedsReason(
            minimum=SHORTEST_REASON, fields={"reason": cases.NeedsReason.message}
        )
    if bill.standing != BillStanding.OPEN:
        raise BillEnded
    bill.standing, bill.void_reason = BillStanding.VOID, reason.strip()[:LONGEST_REASON]
    bill.save(update_fields=["standing", "void_reason"])
    record(bill, "permits.bill_void", by=by, now=now)
    _go_on(bill, by=by, now=now)
    tell_owner(bill.permit, what="void", by=by, now=now, bill=bill)
    return bill


@transaction.atomic
def _settle_by_till(
    bill_id: int, payment: Payment, *, channel: str, by: Acting, now: datetime
) -> int:
    bill = _lock(bill_id)
    if bill.standing != BillStanding.OPEN:
        return 0
    _settle(bill, payment, channel=channel, user_id=None, by=by, now=now)
    return 1


def _settle(
    bill: Bill, payment: Payment, *, channel: str, user_id: int | None, by: Acting, now: datetime
) -> Bill:
    if bill.standing != BillStanding.OPEN:
        raise BillEnded
    bill.standing, bill.paid_at = BillStanding.PAID, payment.paid_at
    bill.reference, bill.channel = payment.reference[:LONGEST_REFERENCE], channel
    bill.recorded_by_id = user_id
    try:
        with transaction.atomic():
            bill.save()
    except IntegrityError as error:
        words = _("A payment with this reference was recorded for another bill.")
        raise WrongPayment(fields={"reference": words}) from error
    record(bill, "permits.bill_paid", by=by, now=now, channel=channel)
    _go_on(bill, by=by, now=now)
    tell_owner(bill.permit, what="paid", by=by, now=now, bill=bill, amount=say_rupiah(bill.amount))
    return bill


def _go_on(bill: Bill, *, by: Acting, now: datetime) -> None:
    """Let the clocks of the case go on."""
    cases.resume_case(case_id=bill.permit_id, cause=PAYMENT, by=by, now=now)
    bill.permit.standing, bill.permit.changed_at = Standing.ISSUING, now
    bill.permit.save(update_fields=["standing", "changed_at"])


def _lock(bill_id: int) -> Bill:
    """Return the bill, locked after its case."""
    permit_id = Bill.objects.filter(pk=bill_id).values_list("permit_id", flat=True).first()
    if permit_id is None:
        raise NoSuchBill
    permit = lock_permit(permit_id)
    bill = Bill.objects.select_for_update().get(pk=bill_id)
    bill.permit = permit
    return bill


def _check_not_own(bill: Bill, *, by: people.Actor) -> None:
    if by.person_id is not None and by.person_id == bill.permit.building.owner_id:
        raise cases.OwnCase


def _check_payment(
    bill: Bill, *, amount: Decimal, reference: str, channel: str, paid_at: datetime, now: datetime
) -> dict[str, Any]:
    problems: dict[str, Any] = {}
    if amount != bill.amount:
        problems["amount"] = _("The bill is about another amount.")
    if not reference.strip() or len(reference.strip()) > LONGEST_REFERENCE:
        problems["reference"] = _("Give the number of the receipt, at most 80 characters.")
    if channel not in COUNTER_CHANNELS:
        problems["channel"] = _("Choose how it was paid.")
    if paid_at > now or (bill.issued_at is not None and paid_at < bill.issued_at):
        problems["paid_at"] = _("It was paid after the bill was issued and not in the future.")
    return problems
