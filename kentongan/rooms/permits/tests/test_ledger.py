"""The ledger: page by page along an index, counted, public without anybody behind it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

import pytest

from kentongan.foundation import measures
from kentongan.foundation.actors import CLOCK, TERMINAL
from kentongan.foundation.keys import make_key
from kentongan.rooms.people import api as people
from kentongan.rooms.permits import api as permits
from kentongan.rooms.permits.models import (
    Bill,
    Building,
    Duty,
    DutyRule,
    PermitDocument,
    PermitDraft,
    RetributionScheme,
)
from kentongan.rooms.permits.queries.ledger import LedgerFilter
from kentongan.rooms.permits.tests.conftest import HOUSE, MONDAY, Desk, FakeCameras, days
from kentongan.rooms.places import api as places
from tests.people import SUMBERBERAS, People

ELSEWHERE = "35.10.09.2003"


def multiply(duty: Duty, count: int, **facts: Any) -> None:
    """Put more duties of other rules on the same permit: rows for lists, quickly."""
    rule = DutyRule.objects.get(pk=duty.rule_id)
    for number in range(count):
        rule.pk = f"{facts.get('place_id', 'uji')}-{facts.get('standing', '')}-{number}"[:60]
        rule.save(force_insert=True)
        duty_facts = {"place_id": duty.place_id, "standing": "open", **facts}
        Duty.objects.create(
            id=make_key(), permit_id=duty.permit_id, rule_id=rule.pk,
            building_id=duty.building_id, cameras_needed=1, opened_at=MONDAY, changed_at=MONDAY,
            due_on=duty.due_on + timedelta(days=number // 2), **duty_facts,
        )  # fmt: skip


def test_pages_of_the_ledger_miss_nothing_and_repeat_nothing(desk: Desk, duty: Duty) -> None:
    multiply(duty, 10)
    seen, after = [], ""
    while True:
        page = permits.list_ledger(after=after, limit=4, by=desk.by("Winda"))
        seen += [row.pk for row in page.duties]
        if not (after := page.after):
            break

    assert seen == list(Duty.objects.order_by("due_on", "id").values_list("pk", flat=True))
    assert len(seen) == 11


def test_the_ledger_is_filtered_and_counted(desk: Desk, duty: Duty) -> None:
    multiply(duty, 3, standing="overdue")
    multiply(duty, 2, place_id=ELSEWHERE)
    winda = desk.by("Winda")

    def count(**wanted: Any) -> int:
        return len(permits.list_ledger(LedgerFilter(**wanted), by=winda).duties)

    assert count(standing="overdue") == 3
    assert count(place_code=ELSEWHERE) == count(place_code="35.10.09") == 2
    assert count(due_until=duty.due_on - timedelta(days=1)) == 0
    assert count(code=duty.permit.code) == 6
    counts = permits.count_ledger(by=winda, now=MONDAY + days(170))
    assert counts.by_standing["overdue"] == permits.count_overdue() == 3
    assert counts.by_standing["open"] == counts.due_soon == 3


def test_a_page_asks_as_much_for_ten_rows_as_for_one(desk: Desk, duty: Duty) -> None:
    winda = desk.by("Winda")

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            for row in permits.list_ledger(by=winda).duties:
                assert row.building.owner.name
                assert row.permit.code
                assert row.rule.name
                assert row.place.name
            rows, _more = permits.list_permits(by=winda)
            assert all(row.building.place.name for row in rows)
        return len(asked)

    few = count_queries()
    multiply(duty, 10)

    assert count_queries() == few


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (LedgerFilter(), "duty_by_due"),
        (LedgerFilter(standing="overdue"), "duty_by_standing"),
    ],
)
def test_a_page_is_read_from_an_index(desk: Desk, duty: Duty, wanted: Any, index: str) -> None:
    after = f"{duty.due_on.isoformat()}_{duty.pk}"
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    with CaptureQueriesContext(connection) as asked:
        permits.list_ledger(wanted, after=after, by=desk.by("Winda"))
    page = asked.captured_queries[-1]["sql"]

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {page}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert index in plan


def test_an_owner_sees_everything_of_theirs_in_few_questions(desk: Desk) -> None:
    duty = Duty.objects.get(permit=desk.approve())
    desk.draft("slf", building=duty.building)
    desk.register(facts=HOUSE)
    lukman = desk.by("Lukman")

    with CaptureQueriesContext(connection) as asked:
        found = permits.list_own_buildings(by=lukman)

    assert len(asked) == 5
    assert [len(row.permits) for row in found] == [0, 1]
    shop = found[1]
    assert (len(shop.drafts), len(shop.bills), len(shop.duties)) == (1, 1, 1)
    assert permits.list_own_buildings(by=desk.by("Budi")) == []
    assert permits.list_own_buildings(by=people.VISITOR) == []


def test_public_numbers_merge_what_is_small(duty: Duty) -> None:
    assert permits.get_public_numbers().whole is None

    multiply(duty, 7, standing="overdue")
    multiply(duty, 2, place_id=ELSEWHERE)
    few = permits.get_public_numbers()

    assert [row.owed for row in few.districts] == [10]
    assert few.districts[0].is_merged
    multiply(duty, 5, place_id="35.10.16.1014")
    more = permits.get_public_numbers()
    assert more.whole is not None
    assert more.whole.owed == 15
    assert sorted(row.owed for row in more.districts) == [7, 8]


def test_the_rooms_numbers_are_read_by_name(desk: Desk, eyes: FakeCameras) -> None:
    duty = Duty.objects.get(permit=desk.approve())
    eyes.set(desk.declare(duty), uptime=100.0)
    permits.refresh_duties(by=CLOCK, now=MONDAY + days(8))

    def measure(name: str, office: str | None = None) -> float | None:
        period = {"since": MONDAY - days(1), "until": MONDAY + days(300)}
        return measures.get(name).compute(**period, office_key=office)

    assert measure("permits.pbg_days") == 0
    assert measure("permits.returned_share") == 0
    assert measure("permits.duty_met_share") == 100
    bill = Bill.objects.get(standing="paid")
    assert measure("permits.retribution_paid") == float(bill.amount)
    assert measure("permits.retribution_paid", "dpmptsp") == float(bill.amount)
    assert measure("permits.retribution_paid", "dinkes") is None


def test_a_forgotten_owner_leaves_only_what_is_counted(desk: Desk, duty: Duty) -> None:
    desk.draft("slf", building=duty.building)

    people.forget_person(person_id=desk.team.persons["Lukman"], by=TERMINAL, now=MONDAY)

    building = Building.objects.get(pk=duty.building_id)
    assert (building.name, bytes(building.address_sealed), building.lat) == ("", b"", None)
    assert not PermitDraft.objects.exists()
    assert not PermitDocument.objects.exclude(file=None).exists()
    assert permits.list_ledger(by=desk.by("Winda")).duties[0].standing == "open"


def test_an_address_stands_sealed(desk: Desk) -> None:
    building = desk.register()

    with connection.cursor() as cursor:
        cursor.execute("SELECT building::text FROM building")
        row = cursor.fetchone()[0]
    assert "Melati" not in row
    assert permits.read_address(building) == "Jalan Melati 5"


# --- The regency's data ---


def test_loading_again_changes_nothing_and_keeps_what_is_gone(loaded: None) -> None:
    again = permits.load_permits(settings.REGENCY_FOLDER, by=TERMINAL, now=MONDAY)

    assert again == {"rules and rates of permits": 0}
    assert DutyRule.objects.filter(is_active=True).count() == 3


@pytest.mark.parametrize(
    ("file", "was", "becomes"),
    [
        ("pbg.toml", 'key = "teknis"', 'key = "tinjau"'),
        ("pbg.toml", 'office = "office:dpmptsp"', 'office = "office:dinas-gaib"'),
        ("slf.toml", "years = 5", "years = 0"),
        ("slf.toml", "without_pbg", "without_imb"),
        ("camera_duty.toml", "warn_days = [1, 8, 15]", "warn_days = [8, 1, 15]"),
        ("retribution.toml", 'ilo_percent = "0.5"', 'ilo_percent = "5"'),
        ("retribution.toml", "[[schemes]]", "[[schemes"),
    ],
)
def test_wrong_data_is_refused_with_its_file(
    loaded: None, tmp_path: Any, file: str, was: str, becomes: str
) -> None:
    folder = tmp_path / "permits"
    folder.mkdir()
    for source in (settings.REGENCY_FOLDER / "permits").iterdir():
        text = source.read_text()
        folder.joinpath(source.name).write_text(
            text.replace(was, becomes, 1) if source.name == file else text
        )

    with pytest.raises(permits.WrongPermitData) as refused:
        permits.load_permits(tmp_path, by=TERMINAL, now=MONDAY)

    assert refused.value.facts["file"] == file


def test_a_regency_without_permits_has_none(regency: None, tmp_path: Any) -> None:
    permits.load_permits(tmp_path, by=TERMINAL, now=MONDAY)

    assert not DutyRule.objects.exists()
    assert permits.find_kind("imb") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [("IMB", "pbg"), ("izin bangun rumah", "pbg"), ("SLF.", "slf"), ("ktp", None), ("", None)],
)
def test_people_say_imb(loaded: None, text: str, kind: str | None) -> None:
    assert permits.find_kind(text) == kind


def test_rates_hold_on_their_days(loaded: None, folk: People) -> None:
    first = RetributionScheme.objects.get()
    RetributionScheme.objects.update(valid_until=localdate(MONDAY))
    first.pk, first.valid_from = "2027", localdate(MONDAY) + timedelta(days=1)
    first.tables = {**first.tables, "shst": 6_000_000}
    first.save(force_insert=True)
    building = permits.register_building(
        owner_id=folk.persons["Wati"], village_code=SUMBERBERAS, facts=HOUSE,
        by=folk.actor("Wati", now=MONDAY), now=MONDAY,
    )  # fmt: skip

    today = localdate(MONDAY)
    assert permits.estimate(building, on=today).amount == 405_000
    assert permits.estimate(building, on=today + timedelta(days=1)).amount == Decimal(486_000)
    with pytest.raises(permits.NoScheme):
        permits.estimate(building, on=today - timedelta(days=400))


def test_offices_of_the_data_exist(loaded: None) -> None:
    for kind in permits.Kind:
        for step in permits.get_plan(kind).route:
            assert places.resolve_office(step.office, SUMBERBERAS).key != ""
