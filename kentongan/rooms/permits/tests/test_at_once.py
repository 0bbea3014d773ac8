"""Two officers at the same moment, in two connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

import pytest

from kentongan.foundation.errors import Refusal
from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits import api as permits
from kentongan.rooms.permits.models import Bill
from kentongan.rooms.permits.tests.conftest import HOUSE, MONDAY, SHOP, Desk


def both(do: Any) -> list[str]:
    """Do it twice at once and return what came of each: "done" or the code of the refusal."""
    start = Barrier(2)

    def run(number: int) -> str:
        start.wait()
        try:
            do(number)
        except Refusal as refusal:
            return refusal.code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(run, range(2)))


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_round_and_nothing_happens_twice(desk: Desk) -> None:
    shop = desk.owe(facts=SHOP)
    slf = desk.certify(desk.submit("slf", building=shop.building), at=MONDAY)
    version, eko = cases.get_case(slf.pk).version, desk.by("Eko")
    house = desk.price(desk.submit(name="Hendra", facts=HOUSE))
    bill = Bill.objects.get(permit=house)
    winda, hendra = desk.by("Winda"), desk.by("Hendra")

    def confirm(number: int) -> None:
        del number
        cases.decide(case_id=slf.pk, version=version, decision="forward", by=eko, now=MONDAY)

    def pay_or_withdraw(number: int) -> None:
        if number:
            cases.withdraw_case(case_id=house.pk, by=hendra, now=MONDAY)
            return
        permits.record_payment(
            bill_id=bill.pk, amount=bill.amount, reference="STS-9", channel="bank",
            paid_at=MONDAY, by=winda, now=MONDAY,
        )  # fmt: skip

    assert both(confirm) == ["gate_shut", "gate_shut"]
    came = both(pay_or_withdraw)
    bill.refresh_from_db()
    assert (came, bill.standing) in [(["bill_ended", "done"], "void"), (["done", "done"], "paid")]
