"""What a turn of the case means for its permit or relief; runs in the transaction of the turn."""

from collections.abc import Callable

from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits.errors import GateShut, NotPaid
from kentongan.rooms.permits.models import Bill, Permit
from kentongan.rooms.permits.queries.gate import check_gate
from kentongan.rooms.permits.rules.words import (
    STANDING_AT,
    BillStanding,
    Kind,
    Standing,
    Step,
)
from kentongan.rooms.permits.services._bills import issue_bill, keep_price, void_open_bill
from kentongan.rooms.permits.services._documents import (
    check_reviewed,
    take_corrections,
)
from kentongan.rooms.permits.services._duties import refresh_building


def follow_permit(taken: cases.TurnTaken) -> None:
    """Check what the turn may not do, and bring the permit up to date."""
    permit = Permit.objects.select_related("building").get(pk=taken.case.pk)
    permit.case = taken.case
    turn = TURNS.get(taken.turn)
    if turn is None:
        return
    turn(permit, taken)
    permit.changed_at = taken.now
    permit.save()


def _forward(permit: Permit, taken: cases.TurnTaken) -> None:
    """Leave a step: what it owed must be there."""
    left = taken.case.case_type.plan.get_before(taken.case.step_plan.key)  # type: ignore[union-attr]
    LEAVING.get(left.key if left else "", _leave)(permit, taken)


def _leave(permit: Permit, taken: cases.TurnTaken) -> None:
    plan = taken.case.step_plan
    permit.standing = STANDING_AT[Step(plan.key)] if plan else permit.standing


def _leave_review(permit: Permit, taken: cases.TurnTaken) -> None:
    check_reviewed(permit)
    _leave(permit, taken)


def _leave_pricing(permit: Permit, taken: cases.TurnTaken) -> None:
    keep_price(permit, by=taken.by, now=taken.now)
    _leave(permit, taken)


def _leave_approval(permit: Permit, taken: cases.TurnTaken) -> None:
    """Let no certificate come to the desk that grants while its gate is shut."""
    _leave(permit, taken)
    if permit.kind == Kind.SLF:
        _check_gate(permit, taken)
    else:
        issue_bill(permit, taken)


def _grant(permit: Permit, taken: cases.TurnTaken) -> None:
    if permit.kind == Kind.SLF:
        _check_gate(permit, taken)
    elif not Bill.objects.filter(permit=permit, standing=BillStanding.PAID).exists():
        raise NotPaid
    permit.standing = Standing.ISSUING


def _check_gate(permit: Permit, taken: cases.TurnTaken) -> None:
    """Look at the cameras as they are now, with the duties locked until this turn is written."""
    refresh_building(permit.building_id, by=taken.by, now=taken.now)
    reasons = check_gate(permit.building_id)
    if reasons:
        raise GateShut(reasons)


def _return(permit: Permit, taken: cases.TurnTaken) -> None:
    _leave(permit, taken)


def _refuse(permit: Permit, taken: cases.TurnTaken) -> None:
    permit.standing = Standing.REFUSED
    void_open_bill(permit, reason=taken.note)


def _withdraw(permit: Permit, taken: cases.TurnTaken) -> None:
    permit.standing = Standing.WITHDRAWN
    void_open_bill(permit, reason=taken.note)


def _ask(permit: Permit, taken: cases.TurnTaken) -> None:
    del taken
    permit.standing = Standing.REMARKED


def _answer(permit: Permit, taken: cases.TurnTaken) -> None:
    take_corrections(permit, now=taken.now)
    _leave(permit, taken)


LEAVING: dict[str, Callable[[Permit, cases.TurnTaken], None]] = {
    Step.REVIEW: _leave_review,
    Step.PRICE: _leave_pricing,
    Step.APPROVE: _leave_approval,
}
TURNS: dict[str, Callable[[Permit, cases.TurnTaken], None]] = {
    "forward": _forward,
    "grant": _grant,
    "refuse": _refuse,
    "return": _return,
    "ask": _ask,
    "answer": _answer,
    "withdraw": _withdraw,
}
