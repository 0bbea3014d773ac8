"""A report from the street to its end, as its people live it."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.outbox.models import Mail
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.reports import api as reports
from kentongan.rooms.reports.models import Category, Follower, Report, WaTalk
from kentongan.rooms.reports.queries.talks import index_talk
from kentongan.rooms.reports.tests.conftest import MONDAY, PARKED, store_photo
from tests.people import SUMBERBERAS, People

NOTE = "Bukan di wilayah kami, sudah dicek."


def test_a_report_goes_to_the_village_and_is_not_public_yet(send: Any) -> None:
    report = send()

    assert report.case.current_step.office.key == "desa-35.10.05.2001"
    assert (report.standing, report.is_public) == ("received", False)
    with pytest.raises(reports.NoSuchReport):
        reports.get_public_report(report.code)


def test_after_the_check_everybody_reads_it_without_numbers(send: Any, act: Any) -> None:
    report = send(description="Mobil di trotoar, hubungi saya 0812-3456-7001 atau a@b.example.")

    checked = act(report, "Sari", "forward")

    assert (checked.standing, checked.is_public) == ("working", True)
    assert checked.public_words == "Mobil di trotoar, hubungi saya […] atau […]."
    assert checked.first_answer_at == checked.verified_at == MONDAY


def test_it_is_mended_with_a_photo_and_confirmed(mended: Report, folk: People) -> None:
    by = folk.actor("Wati", now=MONDAY)

    done = reports.confirm_report(report_id=mended.pk, by=by, now=MONDAY + timedelta(days=1))

    assert (mended.standing, done.standing) == ("mended", "confirmed")
    assert [photo.stage for photo in done.photos.all()] == ["before", "after"]


def test_it_is_reopened_and_mended_again(mended: Report, folk: People, act: Any) -> None:
    at = MONDAY + timedelta(days=1)

    again = reports.reopen_report(
        report_id=mended.pk, reason="Mobilnya kembali lagi sore ini.", photos=[store_photo(at)],
        by=folk.actor("Wati", now=at), now=at,
    )  # fmt: skip
    done = act(again, "Yudi", "grant", files=[("after", store_photo(at))], at=at)

    assert (again.standing, again.reopened_count) == ("working", 1)
    assert (done.standing, done.reopened_count) == ("mended", 1)
    assert [photo.stage for photo in done.photos.all()] == ["before", "after", "after"]


def test_only_who_reported_confirms(mended: Report, folk: People) -> None:
    with pytest.raises(cases.NoSuchCase):
        reports.confirm_report(report_id=mended.pk, by=folk.actor("Budi", now=MONDAY), now=MONDAY)


def test_a_secret_report_is_never_public(send: Any, act: Any) -> None:
    report = act(send(secrecy="secret"), "Sari", "forward")

    assert not report.is_public


def test_a_category_can_make_every_report_secret(send: Any) -> None:
    report = send(category="pungli", answers={})

    assert report.secrecy == "secret"
    assert report.case.current_step.office.key == "inspektorat"


def test_the_agency_never_learns_who_an_anonymous_reporter_is(send: Any) -> None:
    report = send(secrecy="anonymous", name="Wati", phone="081234567001", email="w@w.example")

    shown = people.get_person(report.case.applicant_id)
    assert (shown.name, shown.phone, shown.email) == ("", "", "")
    assert people.get_contact(report.case.applicant_id).phone.endswith("4567001")


def test_who_leaves_no_number_gets_a_pin(categories: None) -> None:
    sent = reports.submit_report(
        category="parkir-trotoar", description=PARKED, place_words="depan pasar",
        answers={"vehicle": "mobil"}, by=people.VISITOR, now=MONDAY,
    )  # fmt: skip

    again = reports.submit_report(
        category="parkir-trotoar", description=PARKED, case_id=sent.report.pk,
        by=people.VISITOR, now=MONDAY,
    )  # fmt: skip
    assert len(sent.pin) == 4
    assert again.pin == sent.pin
    assert cases.prove_case(sent.report.code, last_four=sent.pin).id == sent.report.pk
    assert sent.report.case.current_step.office.key == "diskominfo"


def test_sent_twice_from_the_device_it_is_one_report(send: Any) -> None:
    case_id = uuid4()

    first, second = send(case_id=case_id), send(case_id=case_id)

    assert first.pk == second.pk
    assert Report.objects.count() == 1


def test_who_knows_only_the_number_of_a_report_learns_nothing(send: Any) -> None:
    case_id = uuid4()
    send(case_id=case_id)

    with pytest.raises(reports.WrongReport):
        send("Budi", case_id=case_id, description="Sesuatu yang lain.")


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"description": ""}, "description"),
        ({"description": "x" * 4001}, "description"),
        ({"village_code": "", "place_words": ""}, "place"),
        ({"village_code": "99.99"}, "village"),
        ({"answers": {}}, "q_vehicle"),
        ({"answers": {"vehicle": "kapal"}}, "q_vehicle"),
        ({"secrecy": "whatever"}, "secrecy"),
    ],
)
def test_what_cannot_be_right_is_said_beside_its_field(
    facts: dict[str, Any], key: str, send: Any
) -> None:
    with pytest.raises(reports.WrongReport) as refused:
        send(**facts)

    assert set(refused.value.fields) == {key}


def test_joining_makes_the_reporter_follow_the_other(send: Any, act: Any, folk: People) -> None:
    main, copy = act(send("Budi"), "Sari", "forward"), send()

    reports.join_report(
        report_id=copy.pk, into_code=main.code, version=1, by=folk.actor("Sari", now=MONDAY),
        now=MONDAY,
    )  # fmt: skip

    copy.refresh_from_db()
    main.refresh_from_db()
    assert (copy.standing, copy.joined_to_id, copy.case.outcome) == ("joined", main.pk, "joined")
    assert main.follower_count == 1
    assert Follower.objects.get(report=main).person_id == folk.persons["Wati"]


def test_joining_needs_another_report(send: Any, folk: People, act: Any) -> None:
    report = send()

    with pytest.raises(reports.CannotJoin):
        reports.join_report(
            report_id=report.pk, into_code=report.code, version=1,
            by=folk.actor("Sari", now=MONDAY), now=MONDAY,
        )  # fmt: skip
    with pytest.raises(reports.CannotJoin):
        act(report, "Sari", "join")


def test_followers_hear_the_refusal_and_why(send: Any, act: Any) -> None:
    report = act(send("Budi"), "Sari", "forward")
    reports.follow_report(
        code=report.code, email="ikut@warga.example", by=people.VISITOR, now=MONDAY
    )
    before = Mail.objects.count()

    act(report, "Yudi", "refuse", note=NOTE)

    assert Mail.objects.count() >= before + 1
    assert Report.objects.get(pk=report.pk).follower_count == 1


def test_a_blocked_number_is_told_why_and_others_still_come_in(send: Any, folk: People) -> None:
    sari = folk.actor("Sari", now=MONDAY)
    reports.block_number(
        phone="0812 3456 7999", reason="Dua puluh laporan palsu.", by=sari, now=MONDAY
    )

    with pytest.raises(reports.NumberBlocked) as refused:
        send("Budi", phone="+6281234567999")

    assert "palsu" in str(refused.value)
    assert send("Budi", phone="081234567998").pk


def test_forgetting_who_reported_leaves_the_count(mended: Report, folk: People) -> None:
    people.forget_person(person_id=folk.persons["Wati"], by=TERMINAL, now=MONDAY)

    mended.refresh_from_db()
    assert (mended.description, mended.standing) == ("", "mended")


def test_forgetting_who_reported_ends_the_talk_with_them(send: Any, folk: People) -> None:
    report = send("Budi")
    talk = WaTalk.objects.create(
        phone_index=index_talk(people.get_contact(folk.persons["Budi"]).phone),
        phone_sealed=b"x", updated_at=MONDAY,
    )  # fmt: skip

    people.forget_person(person_id=folk.persons["Budi"], by=TERMINAL, now=MONDAY)

    report.refresh_from_db()
    assert report.description == ""
    assert not WaTalk.objects.filter(pk=talk.pk).exists()


def test_loading_the_categories_again_changes_nothing(categories: None) -> None:
    again = reports.load_categories(settings.REGENCY_FOLDER, by=TERMINAL, now=MONDAY)

    assert again == {"report categories": 0}
    assert Category.objects.filter(is_active=True).count() >= 20
    kinds = set(Category.objects.values_list("kind", flat=True))
    assert kinds == {"complaint", "information", "aspiration"}


def test_with_boundaries_the_village_is_found_from_the_pin(
    categories: None, tmp_path: Path
) -> None:
    ring = [[114.3, -8.5], [114.4, -8.5], [114.4, -8.4], [114.3, -8.4], [114.3, -8.5]]
    feature = {
        "type": "Feature", "properties": {"code": SUMBERBERAS},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }  # fmt: skip
    file = tmp_path / "desa.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    places.import_boundaries(file, source="peta uji", by=TERMINAL, now=MONDAY)

    inside, outside = (
        reports.submit_report(
            category="parkir-trotoar", description=PARKED, lat=lat, lon=114.35,
            answers={"vehicle": "mobil"}, by=people.VISITOR, now=MONDAY,
        ).report
        for lat in (-8.45, -8.3)
    )  # fmt: skip

    assert inside.place_id == SUMBERBERAS
    assert inside.case.current_step.office.key == f"desa-{SUMBERBERAS}"
    assert outside.place_id == places.get_regency_code()
