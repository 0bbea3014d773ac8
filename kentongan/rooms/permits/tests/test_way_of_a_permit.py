"""A building approval from the first document to its letter, as its people live it."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model

import pytest
import time_machine

from kentongan.foundation.audit import chain
from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits import api as permits
from kentongan.rooms.permits.models import Bill, Permit, PermitDocument, PermitDraft
from kentongan.rooms.permits.tests.conftest import MONDAY, SHOP, Desk, days, store_file

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
REMARK = "Gambar tidak memuat ukuran ruang."


def test_two_missing_documents_are_told_before_anything_is_sent(desk: Desk) -> None:
    draft = desk.draft(skip=("tanah", "pbb"))

    with pytest.raises(permits.NotComplete) as refused:
        permits.submit_draft(draft_id=draft.pk, by=desk.by("Lukman"), now=MONDAY)

    assert set(refused.value.fields) == {"tanah", "pbb"}
    assert "Bukti hak atas tanah" in str(refused.value.fields["tanah"])
    assert not Permit.objects.exists()


def test_the_precheck_tells_what_it_will_cost(desk: Desk) -> None:
    found = permits.precheck(desk.draft(skip=("pbb",)), now=MONDAY)

    assert found.amount == 405_000
    assert [plan.key for plan in found.missing] == ["pbb"]
    assert not found.is_complete


def test_documents_depend_on_the_building(desk: Desk) -> None:
    def list_keys(**facts: Any) -> set[str]:
        building = desk.register(facts={**SHOP, **facts})
        return {plan.key for plan in permits.list_documents("pbg", building)}

    assert {"struktur", "lingkungan"} <= list_keys()
    assert "struktur" not in list_keys(floors="1")
    assert "akta" in list_keys(is_company="on")
    assert "cagar_budaya" in list_keys(work="heritage_main")
    assert "struktur_khusus" in list_keys(complexity="complex")


def test_sent_twice_is_one_permit(desk: Desk) -> None:
    draft = desk.draft()

    first, second = (
        permits.submit_draft(draft_id=draft.pk, by=desk.by("Lukman"), now=MONDAY) for _ in range(2)
    )

    assert first == second
    assert not PermitDraft.objects.exists()
    assert PermitDocument.objects.filter(permit=first).count() == 5
    with pytest.raises(permits.AskedAlready):
        permits.start_draft(
            kind="pbg", building_id=first.building_id, by=desk.by("Lukman"), now=MONDAY
        )


def test_a_document_that_is_not_asked_for_is_refused(desk: Desk) -> None:
    draft = desk.draft()

    with pytest.raises(permits.NoSuchDocument):
        permits.put_document(
            draft_id=draft.pk, key="akta", file_id=store_file(), by=desk.by("Lukman"), now=MONDAY
        )


def test_the_review_ends_only_with_every_document_accepted(desk: Desk) -> None:
    permit = desk.submit()
    desk.decide(permit, "Winda", "forward")

    with pytest.raises(permits.NotReviewed) as refused:
        desk.decide(permit, "Bagas", "forward")

    assert refused.value.facts["count"] == 5


def remark(desk: Desk, permit: Permit, key: str = "denah") -> None:
    permits.review_document(
        permit_id=permit.pk, key=key, standing="remarked", remark=REMARK, by=desk.by("Bagas"),
        now=MONDAY,
    )  # fmt: skip


@pytest.fixture
def remarked(desk: Desk) -> Permit:
    permit = desk.submit()
    desk.decide(permit, "Winda", "forward")
    desk.accept_all(permit)
    remark(desk, permit)
    version = cases.get_case(permit.pk).version
    return permits.ask_for_corrections(
        permit_id=permit.pk, version=version, by=desk.by("Bagas"), now=MONDAY
    )


def test_remarks_are_asked_at_once_and_the_clock_stands_still(remarked: Permit) -> None:
    case = cases.get_case(remarked.pk)
    question = case.messages.get(purpose="ask").text

    assert (remarked.standing, case.state) == ("remarked", "waiting")
    assert REMARK in question
    assert "denah" in question.lower()


def test_only_what_was_remarked_is_sent_anew(desk: Desk, remarked: Permit) -> None:
    later = MONDAY + days(2)
    lukman = desk.by("Lukman", later)

    with pytest.raises(permits.StillRemarked):
        cases.answer_applicant(case_id=remarked.pk, text="Sudah benar", by=lukman, now=later)
    with pytest.raises(permits.NotRemarked):
        permits.send_corrections(
            permit_id=remarked.pk, files=[("pbb", store_file()), ("denah", store_file())],
            by=lukman, now=later,
        )  # fmt: skip
    due = cases.get_case(remarked.pk).due_at
    done = permits.send_corrections(
        permit_id=remarked.pk, files=[("denah", store_file())], by=lukman, now=later
    )

    versions = permits.list_document_versions(done, "denah")
    assert [(row.version, row.standing) for row in versions] == [(2, "given"), (1, "remarked")]
    assert done.standing == "reviewing"
    assert cases.get_case(done.pk).due_at == due + days(2)


def test_an_answer_on_the_tracking_page_says_which_document_is_missing(
    desk: Desk, remarked: Permit, client: Any
) -> None:
    client.force_login(get_user_model().objects.get(pk=desk.team.users["Lukman"]), BACKEND)

    with time_machine.travel(MONDAY + days(1), tick=False):
        answer = client.post(f"/lacak/{remarked.code}/jawab/", {"text": "Sudah benar kok"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert REMARK in page
    assert "Sudah benar kok" in page


def test_only_the_reviewing_office_reviews(desk: Desk) -> None:
    permit = desk.submit()
    desk.decide(permit, "Winda", "forward")

    for name in ("Winda", "Lina", "Sari", "Budi", "Lukman"):
        with pytest.raises(cases.NotYourStep):
            permits.review_document(
                permit_id=permit.pk, key="ktp", standing="accepted", by=desk.by(name), now=MONDAY
            )


def test_another_office_is_asked_its_opinion(desk: Desk) -> None:
    permit = desk.submit()
    desk.decide(permit, "Winda", "forward")
    desk.accept_all(permit)
    consult = cases.ask_office(
        case_id=permit.pk, version=cases.get_case(permit.pk).version, office_rule="office:dlh",
        question="Apakah perlu UKL-UPL?", by=desk.by("Bagas"), now=MONDAY,
    )  # fmt: skip

    with pytest.raises(cases.StillConsulting):
        desk.decide(permit, "Bagas", "forward")
    cases.advise(step_id=consult.pk, text="Cukup dengan SPPL.", by=desk.by("Lina"), now=MONDAY)

    assert desk.decide(permit, "Bagas", "forward").standing == "pricing"


def test_the_bill_stops_the_clock_until_it_is_paid(desk: Desk) -> None:
    permit = desk.price(desk.submit())
    case = cases.get_case(permit.pk)
    bill = Bill.objects.get(permit=permit)

    assert (permit.standing, case.state, bill.standing) == ("unpaid", "waiting", "open")
    assert bill.amount == 405_000
    assert not cases.is_asked(case)
    with pytest.raises(cases.WrongTurn):
        cases.answer_applicant(
            case_id=permit.pk, text="Lanjutkan saja", by=desk.by("Lukman"), now=MONDAY
        )

    desk.pay(permit, at=MONDAY + days(1))

    after = cases.get_case(permit.pk)
    assert after.state == "running"
    assert after.due_at == case.due_at + days(1)
    assert Permit.objects.get(pk=permit.pk).standing == "issuing"


def test_the_way_to_the_amount_is_told_line_by_line(desk: Desk) -> None:
    permit = desk.price(desk.submit())

    lines = permits.explain_bill(Bill.objects.select_related("scheme").get(permit=permit))

    said = {line.key: line for line in lines}
    assert said["index"].value == "0,18"
    assert said["price"].value == "Rp25.000"
    assert said["amount"].value == "Rp405.000"
    assert said["building"].how == "90 × 25.000 × 0,18 × 1"
    assert all(line.label for line in lines)


def test_paid_and_issued_it_has_its_end(desk: Desk) -> None:
    permit = desk.price(desk.submit())
    desk.pay(permit)

    done = desk.issue(permit)

    assert (done.standing, done.valid_until) == ("issued", None)
    assert cases.get_case(permit.pk).outcome == "granted"
    again = permits.issue_permit(case_id=permit.pk, by=desk.by("Yusuf"), now=MONDAY)
    assert again == done
    assert chain.verify().is_whole


WRONG_PAYMENTS: dict[str, Any] = {
    "amount": 405_001,
    "reference": " ",
    "channel": "cash",
    "paid_at": MONDAY + timedelta(days=1),
}


def test_a_payment_that_cannot_be_right_is_said(desk: Desk) -> None:
    permit = desk.price(desk.submit())

    for field, value in [*WRONG_PAYMENTS.items(), ("paid_at", MONDAY - timedelta(days=1))]:
        with pytest.raises(permits.WrongPayment) as refused:
            desk.pay(permit, **{field: value})
        assert set(refused.value.fields) == {field}


def test_the_same_receipt_pays_one_bill_only(desk: Desk) -> None:
    first, second = (desk.price(desk.submit(name=name)) for name in ("Lukman", "Hendra"))
    desk.pay(first, reference="STS-1")

    with pytest.raises(permits.WrongPayment):
        desk.pay(second, reference="STS-1")
    with pytest.raises(permits.BillEnded):
        desk.pay(first, reference="STS-2")


def test_nobody_else_records_a_payment(desk: Desk) -> None:
    permit = desk.price(desk.submit())
    bill = Bill.objects.get(permit=permit)

    for name in ("Lukman", "Budi", "Sari", "Lina"):
        with pytest.raises(permits.NoSuchBill):
            permits.record_payment(
                bill_id=bill.pk, amount=bill.amount, reference="1", channel="bank",
                paid_at=MONDAY, by=desk.by(name), now=MONDAY,
            )  # fmt: skip


def test_a_wrong_bill_is_made_void_and_priced_anew(desk: Desk) -> None:
    permit = desk.price(desk.submit())
    bill = Bill.objects.get(permit=permit)

    permits.void_bill(
        bill_id=bill.pk, reason="Luas lantai salah ketik.", by=desk.by("Winda"), now=MONDAY
    )
    with pytest.raises(permits.BillEnded):
        permits.void_bill(
            bill_id=bill.pk, reason="Luas lantai salah ketik.", by=desk.by("Winda"), now=MONDAY
        )
    desk.decide(permit, "Yusuf", "return", note="Hitung ulang retribusinya.")
    again = desk.decide(permit, "Eko", "forward")

    assert again.standing == "unpaid"
    assert [row.standing for row in Bill.objects.filter(permit=permit)] == ["void", "open"]


def test_unpaid_is_never_granted(desk: Desk) -> None:
    permit = desk.price(desk.submit())
    bill = Bill.objects.get(permit=permit)
    permits.void_bill(
        bill_id=bill.pk, reason="Luas lantai salah ketik.", by=desk.by("Winda"), now=MONDAY
    )

    with pytest.raises(permits.NotPaid):
        desk.decide(permit, "Yusuf", "grant")


def test_what_costs_nothing_is_not_waited_for(desk: Desk) -> None:
    permit = desk.price(desk.submit(facts={**SHOP, "function": "worship"}))

    bill = Bill.objects.get(permit=permit)
    assert (bill.standing, bill.channel) == ("paid", "none")
    assert bill.amount == 0
    assert permit.standing == "issuing"
    assert cases.get_case(permit.pk).state == "running"


class SlowBank:
    """A till that has received one payment."""

    name = "bank-uji"

    def __init__(self, code: str) -> None:
        self.code = code

    def find_payment(self, bill: permits.OpenBill) -> permits.Payment | None:
        if bill.code != self.code:
            return None
        return permits.Payment(bill.amount, "UJI-7", bill.issued_at)


def test_a_till_is_asked_and_pays_once(desk: Desk) -> None:
    first, second = (desk.price(desk.submit(name=name)) for name in ("Lukman", "Hendra"))
    close = permits.register_till(SlowBank(first.code))
    try:
        paid = [permits.ask_tills(by=desk.by("Winda"), now=MONDAY) for _ in range(2)]
    finally:
        close()

    assert paid == [1, 0]
    assert Bill.objects.get(permit=first).reference == "UJI-7"
    assert Bill.objects.get(permit=second).standing == "open"


def test_taken_back_while_unpaid_nothing_is_owed(desk: Desk) -> None:
    permit = desk.price(desk.submit())

    cases.withdraw_case(case_id=permit.pk, by=desk.by("Lukman"), now=MONDAY)

    assert Permit.objects.get(pk=permit.pk).standing == "withdrawn"
    assert Bill.objects.get(permit=permit).standing == "void"


def test_facts_under_a_permit_do_not_change(desk: Desk) -> None:
    permit = desk.submit()

    with pytest.raises(permits.BuildingInProgress):
        permits.change_building(
            building_id=permit.building_id, village_code=permit.building.place_id, facts=SHOP,
            by=desk.by("Lukman"), now=MONDAY,
        )  # fmt: skip


def test_what_cannot_be_a_building_is_said_at_its_field(desk: Desk) -> None:
    wrong = {**SHOP, "floors": "0", "floor_area": "banyak", "work": "", "basements": "1"}

    with pytest.raises(permits.WrongBuilding) as refused:
        desk.register(facts=wrong)

    assert set(refused.value.fields) == {"floors", "floor_area", "work", "basement_area"}
