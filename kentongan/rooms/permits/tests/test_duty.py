"""The camera duty of a building: opened, declared, alive, lost, warned, relieved; and the gate."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

import pytest

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.audit import chain
from kentongan.foundation.outbox.models import Mail
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits import api as permits
from kentongan.rooms.permits.errors import NoSuchCamera
from kentongan.rooms.permits.models import Duty, DutyRule, Permit, Relief, WarningLetter
from kentongan.rooms.permits.services import _cameras
from kentongan.rooms.permits.services.duties import follow_camera
from kentongan.rooms.permits.tests.conftest import (
    HOUSE,
    MONDAY,
    SHOP,
    Desk,
    FakeCameras,
    days,
)

LATE = MONDAY + days(181)
WHY = "Bangunan terletak di gang buntu tanpa listrik."


def fresh(duty: Duty) -> Duty:
    return Duty.objects.get(pk=duty.pk)


def test_an_approval_brings_its_duty(desk: Desk) -> None:
    duty = Duty.objects.get(permit=desk.approve())

    assert (duty.rule_id, duty.cameras_needed, duty.standing) == (
        "usaha-menghadap-jalan",
        1,
        "open",
    )
    assert duty.due_on == localdate(MONDAY) + timedelta(days=180)


def test_a_small_house_owes_none_and_a_hotel_two(desk: Desk) -> None:
    house = desk.approve(facts=HOUSE)

    assert not Duty.objects.filter(permit=house).exists()
    assert desk.owe(facts={**SHOP, "floor_area": "3000"}).cameras_needed == 2


def test_what_was_asked_for_before_the_rule_owes_nothing(desk: Desk) -> None:
    DutyRule.objects.update(valid_from=localdate(MONDAY) + timedelta(days=1))

    desk.approve(at=MONDAY)

    assert not Duty.objects.exists()


def test_declared_verified_alive(desk: Desk, duty: Duty, eyes: FakeCameras) -> None:
    camera = desk.declare(duty)
    standings = [fresh(duty).standing]
    for uptime in (None, 94.9, 95.0):
        eyes.set(camera, uptime=uptime)
        follow_camera(camera, by=CLOCK, now=MONDAY + days(8))
        standings.append(fresh(duty).standing)

    assert standings == ["declared", "verified", "verified", "met"]
    assert permits.check_gate(duty.building_id) == []


def test_a_camera_counts_for_one_duty(desk: Desk, duty: Duty) -> None:
    other = desk.owe()  # Lukman has a second shop
    camera, lukman = desk.declare(duty), desk.by("Lukman")

    with pytest.raises(permits.CameraTaken):
        permits.add_camera(duty_id=other.pk, camera_id=camera, by=lukman, now=MONDAY)
    permits.remove_camera(duty_id=duty.pk, camera_id=camera, by=lukman, now=MONDAY)
    permits.add_camera(duty_id=other.pk, camera_id=camera, by=lukman, now=MONDAY)

    assert (fresh(duty).standing, fresh(other).standing) == ("open", "declared")


def test_a_camera_of_another_owner_does_not_count(
    desk: Desk, duty: Duty, eyes: FakeCameras
) -> None:
    hendras = desk.declare(desk.owe("Hendra"), "Hendra")
    eyes.owners[hendras] = desk.team.persons["Hendra"]

    with pytest.raises(NoSuchCamera):
        permits.add_camera(duty_id=duty.pk, camera_id=hendras, by=desk.by("Lukman"), now=MONDAY)


def test_strangers_know_of_no_duty_no_building_no_permit(desk: Desk) -> None:
    duty = Duty.objects.get(permit=desk.approve())
    code = duty.permit.code
    asked: list[Any] = [
        lambda by: permits.get_visible_duty(duty.pk, by=by),
        lambda by: permits.get_visible_building(duty.building_id, by=by),
        lambda by: permits.get_visible_permit(code, by=by),
        lambda by: permits.get_visible_bill(duty.permit.bills.get().pk, by=by),
    ]
    for name in ("Budi", "Hendra", "Sari", "Lina", "Tono"):
        for ask in asked:
            with pytest.raises(Exception) as refused:  # noqa: PT011 - several, all 404
                ask(desk.by(name))
            assert refused.value.status == 404, name
    for name in ("Lukman", "Winda", "Bagas"):
        assert all(ask(desk.by(name)) for ask in asked)


def test_the_ledger_is_for_its_offices(desk: Desk, duty: Duty) -> None:
    for name in ("Lukman", "Budi", "Sari", "Lina"):
        with pytest.raises(permits.NoSuchDuty):
            permits.list_ledger(by=desk.by(name))


# --- The gate ---


@pytest.fixture
def waiting(desk: Desk, duty: Duty) -> Permit:
    """Lukman's certificate, at the head who confirms, while the camera is not there."""
    permit = desk.submit("slf", building=duty.building, at=MONDAY)
    return desk.certify(permit, at=MONDAY)


def test_a_certificate_does_not_reach_the_desk_that_grants(desk: Desk, waiting: Permit) -> None:
    with pytest.raises(permits.GateShut) as refused:
        desk.decide(waiting, "Eko", "forward")

    assert len(refused.value.reasons) == 1
    assert cases.get_case(waiting.pk).current_step.key == "sppst"


def test_the_precheck_tells_what_the_certificate_will_wait_for(desk: Desk, duty: Duty) -> None:
    draft = desk.draft("slf", building=duty.building)

    found = permits.precheck(draft, now=MONDAY)

    assert found.is_complete
    assert len(found.waiting) == 1


def test_alive_it_comes_out_and_is_valid_for_five_years(
    desk: Desk, duty: Duty, eyes: FakeCameras, waiting: Permit
) -> None:
    eyes.set(desk.declare(duty), uptime=99.0)

    desk.decide(waiting, "Eko", "forward")
    done = desk.issue(waiting)

    assert done.standing == "issued"
    assert done.valid_until == localdate(MONDAY).replace(year=2031)


def test_a_camera_that_went_down_meanwhile_shuts_the_last_door_too(
    desk: Desk, duty: Duty, eyes: FakeCameras, waiting: Permit
) -> None:
    camera = desk.declare(duty)
    eyes.set(camera, uptime=99.0)
    desk.decide(waiting, "Eko", "forward")
    eyes.set(camera, uptime=20.0)  # nobody told the ledger yet

    with pytest.raises(permits.GateShut):
        desk.decide(waiting, "Yusuf", "grant")

    assert cases.get_case(waiting.pk).state == "running"


def test_two_officers_at_once_do_not_open_it(desk: Desk, waiting: Permit) -> None:
    version = cases.get_case(waiting.pk).version

    for _ in range(2):
        with pytest.raises(permits.GateShut):
            cases.decide(
                case_id=waiting.pk, version=version, decision="forward", by=desk.by("Eko"),
                now=MONDAY,
            )  # fmt: skip

    assert Permit.objects.get(pk=waiting.pk).standing == "approving"


def test_the_building_has_to_be_seen_first(desk: Desk, duty: Duty) -> None:
    permit = desk.submit("slf", building=duty.building)
    desk.decide(permit, "Winda", "forward")
    desk.accept_all(permit)

    with pytest.raises(permits.NeedsInspection):
        desk.decide(permit, "Bagas", "forward")
    desk.inspect(permit, fits=False)
    with pytest.raises(permits.NeedsInspection):
        desk.decide(permit, "Bagas", "forward")


def test_a_prolongation_goes_on_where_the_other_ends(desk: Desk) -> None:
    building = desk.register(facts=HOUSE)
    ends = []
    for at in (MONDAY, MONDAY + days(7)):
        permit = desk.certify(desk.submit("slf", building=building, at=at), at=at)
        desk.decide(permit, "Eko", "forward", at=at)
        ends.append(desk.issue(permit, at=at).valid_until)

    assert [end.year for end in ends] == [2046, 2066]
    assert ends[1] == ends[0].replace(year=2066)
    soon = MONDAY + days(39 * 365)
    told = [permits.remind_of_ends(by=CLOCK, now=now) for now in (MONDAY, soon + days(260))]
    assert told == [0, 0]
    last = [permits.remind_of_ends(by=CLOCK, now=soon + days(d)) for d in (300, 300, 350, 351)]
    assert last == [1, 0, 1, 0]


# --- Lost again ---


def test_down_after_being_met_there_is_grace_before_it_is_overdue(
    desk: Desk, duty: Duty, eyes: FakeCameras
) -> None:
    camera = desk.declare(duty)
    eyes.set(camera, uptime=99.0)
    permits.refresh_duties(by=CLOCK, now=MONDAY + days(8))
    eyes.set(camera, uptime=50.0)

    seen = []
    for passed in (200, 214, 215):
        permits.refresh_duties(by=CLOCK, now=MONDAY + days(passed))
        seen.append((fresh(duty).standing, fresh(duty).lapse))

    assert seen == [("verified", 1), ("verified", 1), ("overdue", 1)]
    eyes.set(camera, uptime=100.0)
    permits.refresh_duties(by=CLOCK, now=MONDAY + days(216))
    assert fresh(duty).standing == "met"
    assert fresh(duty).next_warning_on is None


def test_a_day_on_which_the_house_did_not_look_costs_nobody_anything(
    desk: Desk, duty: Duty, eyes: FakeCameras
) -> None:
    camera = desk.declare(duty)
    eyes.set(camera, uptime=99.0)
    permits.refresh_duties(by=CLOCK, now=MONDAY + days(8))
    eyes.set(camera, uptime=None)

    permits.refresh_duties(by=CLOCK, now=MONDAY + days(9))

    assert fresh(duty).standing == "met"


def test_what_happens_to_a_camera_is_heard_at_once(
    desk: Desk, duty: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_cameras, "source", _cameras._Registry())
    DutyRule.objects.update(uptime_days=0)  # verified is enough
    camera = desk.declare(duty)

    cameras.judge_camera(camera_id=camera, sees_road=True, by=desk.by("Tono"), now=MONDAY)
    verified = fresh(duty).standing
    cameras.retire_camera(camera_id=camera, by=desk.by("Lukman"), now=MONDAY)

    assert (verified, fresh(duty).standing, fresh(duty).lapse) == ("met", "declared", 1)


# --- Warned and relieved ---


def run_morning(passed: float) -> int:
    now = MONDAY + days(passed)
    permits.refresh_duties(by=CLOCK, now=now)
    return permits.send_due_warnings(by=CLOCK, now=now)


def test_three_letters_and_not_one_more(desk: Desk) -> None:
    duty = desk.owe("Hendra")

    sent = {passed: run_morning(passed) for passed in (180, 181, 181.1, 182, 188, 195, 196, 300)}

    assert [passed for passed, count in sent.items() if count] == [181, 188, 195]
    letters = list(WarningLetter.objects.filter(duty=duty).values_list("ordinal", "answer_by"))
    assert [ordinal for ordinal, _ in letters] == [1, 2, 3]
    assert fresh(duty).standing == "overdue"
    told = Mail.objects.filter(about=f"case:{duty.permit_id}")
    assert told.count() == 5  # received, duty, and the three
    assert chain.verify().is_whole


def test_after_weeks_without_a_run_letters_come_one_by_one(desk: Desk) -> None:
    desk.owe("Hendra")

    assert [run_morning(passed) for passed in (250, 251, 257, 264)] == [1, 0, 1, 1]


def test_a_letter_half_written_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    duty = desk.owe("Hendra")
    from kentongan.rooms.permits.services import warning  # noqa: PLC0415

    def break_off(*args: Any, **facts: Any) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(warning, "tell_owner", break_off)
        with pytest.raises(ConnectionError):
            run_morning(181)

    assert not WarningLetter.objects.exists()
    assert fresh(duty).warned_count == 0
    assert run_morning(182) == 1


def ask_relief(desk: Desk, duty: Duty, *, at: Any = LATE) -> Relief:
    return permits.request_relief(duty_id=duty.pk, reason=WHY, by=desk.by("Lukman", at), now=at)


def test_while_relief_is_asked_for_nobody_is_warned(desk: Desk, duty: Duty) -> None:
    relief = ask_relief(desk, duty)
    with pytest.raises(permits.ReliefAsked):
        ask_relief(desk, duty)

    assert run_morning(182) == 0
    desk.decide(relief, "Winda", "forward", at=LATE)
    desk.decide(relief, "Yusuf", "refuse", at=LATE, note="Listrik tersedia di tiang depan.")

    done = Relief.objects.get(pk=relief.pk)
    assert (done.is_granted, done.answer) == (False, "Listrik tersedia di tiang depan.")
    assert fresh(duty).standing == "overdue"
    assert run_morning(189) == 1


def test_relief_opens_the_gate(desk: Desk, duty: Duty) -> None:
    relief = ask_relief(desk, duty, at=MONDAY)
    desk.decide(relief, "Winda", "forward")
    with pytest.raises(cases.NeedsReason):
        desk.decide(relief, "Yusuf", "grant")

    desk.decide(relief, "Yusuf", "grant", note="Gang buntu, tidak ada jalan umum.")

    assert fresh(duty).standing == "relieved"
    assert permits.check_gate(duty.building_id) == []
    permits.refresh_duties(by=CLOCK, now=LATE)
    assert fresh(duty).standing == "relieved"
    with pytest.raises(permits.DutyEnded):
        desk.declare(duty)


def test_only_the_owner_asks_for_relief(desk: Desk, duty: Duty) -> None:
    for name in ("Hendra", "Winda", "Budi"):
        with pytest.raises(permits.NoSuchDuty):
            permits.request_relief(duty_id=duty.pk, reason=WHY, by=desk.by(name), now=MONDAY)
    with pytest.raises(cases.NeedsReason):
        permits.request_relief(duty_id=duty.pk, reason="susah", by=desk.by("Lukman"), now=MONDAY)
