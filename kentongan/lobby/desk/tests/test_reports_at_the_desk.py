"""A report from the street on an officer's desk."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.files.tests.makers import paint, send
from kentongan.rooms.people import api as people
from kentongan.rooms.reports import api as reports
from kentongan.rooms.reports.models import PhoneBlock, Report
from tests.people import SUMBERBERAS, People
from tests.sessions import log_in

WORDS = "Mobil putih di trotoar depan pasar."


@pytest.fixture
def report(folk: People, now: datetime) -> Report:
    reports.load_categories(settings.REGENCY_FOLDER, by=TERMINAL, now=now)
    return _send(now)


def _send(now: datetime, **facts: Any) -> Report:
    whole = {"secrecy": "anonymous", "phone": "081234567999", **facts}
    sent = reports.submit_report(
        category="parkir-trotoar", description=WORDS, village_code=SUMBERBERAS,
        answers={"vehicle": "mobil"}, by=people.VISITOR, now=now, **whole,
    )  # fmt: skip
    return sent.report


def _post(client: Any, name: str, report: Report, **data: Any) -> Any:
    return client.post(reverse(f"desk:{name}", args=[report.code]), data, follow=True)


def test_the_desk_shows_what_was_seen_and_not_who_saw_it(report: Report, folk: People) -> None:
    page = log_in(folk.users["Sari"]).get(reverse("desk:show_case", args=[report.code]))

    text = page.content.decode()
    assert WORDS in text
    assert "Mobil" in text
    assert "67999" not in text


def test_a_field_officer_ends_it_with_a_photo(report: Report, folk: People) -> None:
    _post(log_in(folk.users["Sari"]), "decide", report, decision="forward", version=1)
    yudi = log_in(folk.users["Yudi"])

    without = _post(yudi, "decide", report, decision="grant", version=2)
    photo = send(paint(), "sesudah.jpg")
    _post(yudi, "decide", report, decision="grant", version=2, file_after=photo)

    report.refresh_from_db()
    assert without.status_code == 422
    assert report.standing == "mended"
    assert report.photos.get().stage == "after"


def test_sari_hands_it_to_another_office(report: Report, folk: People) -> None:
    sari = log_in(folk.users["Sari"])

    _post(
        sari, "decide", report, decision="reassign", version=1, office="dinkes",
        note="Bukan wewenang desa, milik dinas.",
    )  # fmt: skip

    report.case.refresh_from_db()
    assert report.case.current_step.office.key == "dinkes"


def test_sari_joins_two_that_tell_of_the_same(report: Report, folk: People, now: datetime) -> None:
    sari, other = log_in(folk.users["Sari"]), _send(now)

    _post(sari, "join_report", other, into=report.code, version=1)

    other.refresh_from_db()
    assert other.joined_to_id == report.pk


def test_the_desk_proposes_what_tells_of_the_same(
    report: Report, folk: People, now: datetime
) -> None:
    other = _send(now)

    page = log_in(folk.users["Sari"]).get(reverse("desk:show_case", args=[other.code]))

    assert f'name="into" value="{report.code}"' in page.content.decode()


def test_a_wrong_code_is_said_beside_its_field(report: Report, folk: People) -> None:
    page = _post(log_in(folk.users["Sari"]), "join_report", report, into="BWI-0000-00", version=1)

    assert page.status_code == 422
    assert Report.objects.get(pk=report.pk).joined_to_id is None


def test_sari_words_what_everybody_reads(report: Report, folk: People) -> None:
    _post(log_in(folk.users["Sari"]), "edit_words", report, text="Mobil di trotoar pasar.")

    report.refresh_from_db()
    assert report.public_words == "Mobil di trotoar pasar."


def test_sari_blocks_a_number_without_seeing_it(
    report: Report, folk: People, now: datetime
) -> None:
    _post(
        log_in(folk.users["Sari"]), "block_number", report, reason="Sudah dua puluh laporan palsu."
    )

    assert PhoneBlock.objects.count() == 1
    with pytest.raises(reports.NumberBlocked):
        _send(now)


@pytest.mark.parametrize("name", ["join_report", "edit_words", "block_number"])
@pytest.mark.parametrize("person", ["Gita", "Hadi"])
def test_officers_elsewhere_find_nothing(
    name: str, person: str, report: Report, folk: People
) -> None:
    page = _post(
        log_in(folk.users[person]), name, report, into="x", text="x", reason="Tidak perlu alasan"
    )

    assert page.status_code == 404
