"""The pages of permits: told what is missing, what it costs, what is owed; shown to whom it is."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

import pytest

from kentongan.rooms.permits.models import Building, Duty, Permit, PermitDraft
from kentongan.rooms.permits.tests.conftest import HOUSE, SHOP, Desk
from tests.people import SUMBERBERAS
from tests.sessions import log_in

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
TYPED = {**HOUSE, "village": SUMBERBERAS, "faces_road": "on"}


@pytest.fixture(autouse=True)
def _files_lie_apart(tmp_path: Path, settings: Any) -> Iterator[None]:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    with override("id"):
        yield


@pytest.fixture
def enter(desk: Desk) -> Enter:
    """Open a browser of somebody."""
    return lambda name: log_in(desk.team.users[name])


def pdf(name: str = "berkas.pdf") -> SimpleUploadedFile:
    import io  # noqa: PLC0415

    from pypdf import PdfWriter  # noqa: PLC0415

    content = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(content)
    return SimpleUploadedFile(name, content.getvalue(), content_type="application/pdf")


def now() -> Any:
    return timezone.localtime()


# --- Before anything is sent ----------------------------------------------------------------------


def test_everybody_reads_what_there_is(desk: Desk) -> None:
    for address in ("/izin/", "/izin/pbg/", "/izin/slf/", "/izin/kepatuhan/"):
        for prefix in ("", "/en"):
            assert Client().get(prefix + address).status_code == 200
    assert Client().get("/izin/imb-baru/").status_code == 404


def test_the_cost_is_told_while_typing_and_by_the_button(enter: Enter) -> None:
    browser = enter("Lukman")

    early = browser.post("/izin/pbg/perkiraan/", {"function": "dwelling"}).content.decode()
    part = browser.post("/izin/pbg/perkiraan/", TYPED, headers={"X-Part": "1"}).content.decode()
    whole = browser.post("/izin/pbg/perkiraan/", TYPED).content.decode()

    assert "data-amount" not in early
    assert "Rp405.000" in part
    assert "<html" not in part
    assert "Rp405.000" in whole
    assert "Jalan Melati 5" in whole
    assert not Building.objects.exists()


def test_what_is_wrong_is_marked_and_nothing_typed_is_lost(enter: Enter) -> None:
    answer = enter("Lukman").post(
        "/izin/pbg/ajukan/", {**TYPED, "floor_area": "banyak", "village": ""}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="banyak"' in page
    assert "Jalan Melati 5" in page
    assert page.count('class="error"') == 2


def test_a_building_becomes_a_draft_that_waits_for_its_documents(enter: Enter) -> None:
    answer = enter("Lukman").post("/izin/pbg/ajukan/", TYPED)

    draft = PermitDraft.objects.get()
    assert answer["Location"] == f"/izin/berkas/{draft.pk}/"
    assert draft.building.floor_area == 90


def test_two_missing_documents_are_named_before_anything_is_sent(desk: Desk, enter: Enter) -> None:
    draft = desk.draft(skip=("tanah", "pbb"), at=now())
    browser = enter("Lukman")

    page = browser.get(f"/en/izin/berkas/{draft.pk}/").content.decode()
    sent = browser.post(f"/en/izin/berkas/{draft.pk}/", {"kirim": "1"})

    assert "2 documents are missing" in page
    assert sent.status_code == 422
    assert 'href="#dokumen-tanah"' in sent.content.decode()
    assert not Permit.objects.exists()


def test_files_chosen_with_the_send_button_are_kept_and_sent(desk: Desk, enter: Enter) -> None:
    draft = desk.draft(skip=("tanah", "pbb"), at=now())
    address = f"/izin/berkas/{draft.pk}/"
    browser = enter("Lukman")

    answer = browser.post(
        address, {"doc_tanah": pdf(), "doc_pbb": pdf(), "kirim": "1"}, follow=True
    )

    permit = Permit.objects.get()
    assert answer.redirect_chain[-1][0] == f"/izin/milik/{permit.code}/"
    assert browser.post(address, {"kirim": "1"})["Location"] == f"/izin/milik/{permit.code}/"


def test_a_file_that_is_none_is_refused_with_its_reason(desk: Desk, enter: Enter) -> None:
    draft = desk.draft(skip=("tanah",), at=now())
    fake = SimpleUploadedFile("tanah.pdf", b"bukan pdf", content_type="application/pdf")

    answer = enter("Lukman").post(f"/izin/berkas/{draft.pk}/", {"doc_tanah": fake})

    assert answer.status_code == 422
    assert 'id="doc-tanah-error"' in answer.content.decode()


def test_nobody_else_sees_a_draft(desk: Desk, enter: Enter) -> None:
    draft = desk.draft(at=now())

    for name in ("Wati", "Budi", "Winda", "Joko"):
        for address in (f"/izin/berkas/{draft.pk}/", f"/izin/berkas/{draft.pk}/ktp/"):
            assert enter(name).get(address).status_code == 404


# --- While it is worked on ------------------------------------------------------------------------


def test_remarks_come_back_to_the_owner_and_are_answered_with_files(
    desk: Desk, enter: Enter
) -> None:
    permit = desk.submit(at=now())
    desk.decide(permit, "Winda", "forward", at=now())
    bagas = enter("Bagas")
    page = bagas.get(f"/meja/izin/{permit.code}/")
    keys = [row.key for row in page.context["page"].rows]
    verdicts = {f"verdict_{key}": "accepted" for key in keys}
    asked = bagas.post(
        f"/meja/izin/{permit.code}/periksa/",
        {**verdicts, "verdict_denah": "remarked", "remark_denah": "Ukuran ruang tidak tertulis.",
         "version": page.context["page"].case.version, "minta": "1"},
    )  # fmt: skip
    assert asked.status_code == 302

    lukman = enter("Lukman")
    own = lukman.get(f"/izin/milik/{permit.code}/").content.decode()
    assert "Ukuran ruang tidak tertulis." in own
    assert own.count('type="file"') == 1
    done = lukman.post(f"/izin/milik/{permit.code}/", {"doc_denah": pdf()})

    assert done.status_code == 302
    assert Permit.objects.get().standing == "reviewing"


def test_the_bill_tells_its_way_and_a_payment_is_recorded(desk: Desk, enter: Enter) -> None:
    permit = desk.price(desk.submit(at=now()), at=now())
    assert "Rp405.000" in enter("Lukman").get(f"/izin/milik/{permit.code}/").content.decode()
    winda = enter("Winda")
    typed = {"amount": "Rp405.000", "reference": "STS-7", "channel": "bank",
             "paid_on": now().date().isoformat()}  # fmt: skip

    wrong = winda.post(f"/meja/izin/{permit.code}/bayar/", {**typed, "amount": "1"})
    right = winda.post(f"/meja/izin/{permit.code}/bayar/", typed)

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert Permit.objects.get().standing == "issuing"


def test_strangers_see_no_permit(desk: Desk, enter: Enter) -> None:
    permit = desk.submit(at=now())

    for name in ("Wati", "Budi", "Joko", "Tono"):
        browser = enter(name)
        for address in (
            f"/izin/milik/{permit.code}/", f"/izin/milik/{permit.code}/dokumen/ktp/",
            f"/meja/izin/{permit.code}/", "/meja/izin/",
        ):  # fmt: skip
            assert browser.get(address).status_code == 404, (name, address)


# --- The duty -------------------------------------------------------------------------------------


@pytest.fixture
def owed(desk: Desk) -> Duty:
    """The duty of a shop whose approval was issued today."""
    return Duty.objects.get(permit=desk.approve(facts=SHOP, at=now()))


def test_the_owner_sees_what_is_owed(owed: Duty, enter: Enter) -> None:
    browser = enter("Lukman")
    for name in ("Wati", "Hendra", "Joko"):
        assert enter(name).get(f"/izin/kewajiban/{owed.pk}/").status_code == 404

    own = browser.get("/izin/milik/").content.decode()
    page = browser.get(f"/izin/kewajiban/{owed.pk}/").content.decode()

    assert f"/izin/kewajiban/{owed.pk}/" in own
    assert 'data-duty="open"' in page


def test_relief_is_asked_with_a_reason(owed: Duty, enter: Enter) -> None:
    browser = enter("Lukman")
    address = f"/izin/kewajiban/{owed.pk}/keringanan/"

    short = browser.post(address, {"reason": "tidak mau"})
    asked = browser.post(address, {"reason": "Tiang listrik belum ada sampai ke bangunan kami."})

    assert short.status_code == 422
    assert "tidak mau" in short.content.decode()
    assert asked["Location"].startswith("/lacak/")


def test_the_ledger_is_for_its_offices(owed: Duty, enter: Enter) -> None:
    seen = enter("Winda").get("/meja/izin/").content.decode()

    assert owed.permit.code in seen
    assert enter("Sari").get("/meja/izin/").status_code == 404
    assert enter("Winda").get("/meja/izin/?standing=overdue").status_code == 200


def test_the_desk_tells_of_the_building_and_of_the_reason_for_relief(
    owed: Duty, desk: Desk, enter: Enter
) -> None:
    permit = desk.submit("pbg", "Hendra", at=now())
    reason = "Tiang listrik belum ada sampai ke bangunan kami."
    answer = enter("Lukman").post(f"/izin/kewajiban/{owed.pk}/keringanan/", {"reason": reason})
    relief = answer["Location"].split("/")[2]
    winda = enter("Winda")

    pages = [winda.get(f"/meja/{code}/").content.decode() for code in (permit.code, relief)]

    assert f"/meja/izin/{permit.code}/" in pages[0]
    assert reason in pages[1]
    assert f"/izin/kewajiban/{owed.pk}/" in pages[1]
