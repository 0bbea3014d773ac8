"""The letters of this room as they are really printed and sealed, and kept in the register."""

from typing import Any

import pytest

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.letters import api as letters
from kentongan.rooms.permits import api as permits
from kentongan.rooms.permits.models import Bill, Duty, Relief, WarningLetter
from kentongan.rooms.permits.services.lettering import write_bill, write_relief
from kentongan.rooms.permits.tests.conftest import (
    MONDAY,
    SHOP,
    Desk,
    FakeCameras,
    FakePress,
    days,
)
from tests.people import People


def test_each_letter_is_issued_once_with_its_number(team: People, eyes: FakeCameras) -> None:
    desk = Desk(team)
    permit = desk.price(desk.submit(facts=SHOP))
    bill = Bill.objects.get(permit=permit)
    skrd = [write_bill(bill_id=bill.pk, by=CLOCK, now=MONDAY) for _ in range(2)]
    desk.pay(permit)
    done = desk.issue(permit)
    late = MONDAY + days(182)
    permits.refresh_duties(by=CLOCK, now=late)
    permits.send_due_warnings(by=CLOCK, now=late)

    warning = WarningLetter.objects.get()
    assert skrd == ["973/0001/SKRD/2026"] * 2
    assert done.number_text == "503/0001/PBG/2026"
    assert warning.letter_number.startswith("300/001/")
    product = letters.find_letter(permit.pk)
    assert product is not None
    facts = letters.get_letter_facts(product.token, today=MONDAY.date())
    assert (facts.name, facts.number) == ("L***** C*****", "503/0001/PBG/2026")
    assert letters.get_letter_facts(warning.letter_token, today=late.date()).standing == "valid"


def test_a_letter_that_cannot_be_sealed_keeps_no_other_back(
    desk: Desk, press: FakePress, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kentongan.rooms.permits.services import _papers  # noqa: PLC0415

    duties = [desk.owe(name) for name in ("Lukman", "Hendra")]
    late = MONDAY + days(182)
    permits.refresh_duties(by=CLOCK, now=late)

    def break_for_the_first(**how: Any) -> Any:
        if how["case_id"] == duties[0].permit_id:
            raise letters.CannotSign
        return press.issue_paper(**how)

    monkeypatch.setattr(_papers, "issue_paper", break_for_the_first)
    sent = permits.send_due_warnings(by=CLOCK, now=late)

    assert sent == 1
    assert WarningLetter.objects.get().duty == duties[1]


def test_the_decision_about_a_relief_is_written(desk: Desk, duty: Duty, press: FakePress) -> None:
    relief = permits.request_relief(
        duty_id=duty.pk, reason="Bangunan terletak di gang buntu.", by=desk.by("Lukman"), now=MONDAY
    )
    desk.decide(relief, "Winda", "forward")
    desk.decide(relief, "Yusuf", "refuse", note="Jalan umum ada di depannya.")

    number = write_relief(case_id=relief.pk, by=CLOCK, now=MONDAY)

    assert number.startswith("keringanan-kamera/")
    facts = press.written[relief.pk, ""]
    assert facts["reason"] == "Jalan umum ada di depannya."
    assert facts["applicant"]["name"] == "Lukman Contoh"
    assert Relief.objects.get(pk=relief.pk).is_granted is False
