"""How a duty's standing follows its cameras; for the services of duties, turns and the clock."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.timezone import localdate

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.keys import make_key
from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits.models import Duty, DutyCamera, DutyRule, Permit
from kentongan.rooms.permits.rules.duty import Seen, choose_rule, judge, obliges, plan_warning
from kentongan.rooms.permits.rules.words import DutyStanding
from kentongan.rooms.permits.services import _cameras
from kentongan.rooms.permits.services._telling import tell_owner


def open_duties(permit: Permit, *, by: Acting, now: datetime) -> Duty | None:
    """
    Open the duty that the rules in force when the approval was asked for put on its building.

    Of several rules that fit the one that asks for most counts. None: nothing is owed.
    """
    building = permit.building
    fitting = [
        rule
        for rule in DutyRule.objects.filter(is_active=True)
        if obliges(
            rule, function=building.function, area=building.area, floors=building.floors,
            faces_road=building.faces_road, on=localdate(permit.submitted_at),
        )
    ]  # fmt: skip
    rule = choose_rule(fitting)
    if rule is None:
        return None
    duty, is_new = Duty.objects.get_or_create(
        permit=permit, rule=rule,
        defaults={
            "id": make_key(), "building": building, "place_id": building.place_id,
            "cameras_needed": rule.cameras_needed, "opened_at": now, "changed_at": now,
            "due_on": localdate(now) + timedelta(days=rule.due_days),
        },
    )  # fmt: skip
    if is_new:
        record(duty, "permits.duty_opened", by=by, now=now, due=duty.due_on)
        tell_owner(permit, what="duty", by=by, now=now, duty=duty)
    return duty


def refresh_building(building_id: UUID, *, by: Acting, now: datetime) -> None:
    """Bring the duties of a building up to date and keep them locked until the commit."""
    for duty in lock_duties(building_id=building_id):
        refresh(duty, by=by, now=now)


def lock_duties(**which: object) -> list[Duty]:
    """Return duties for change, in one order for everybody."""
    rows = Duty.objects.select_for_update(of=("self",)).select_related("rule").filter(**which)
    return list(rows.order_by("id"))


def refresh(duty: Duty, *, by: Acting, now: datetime) -> None:
    """Look at the cameras of a locked duty and write what changed, with one line in the chain."""
    if duty.standing == DutyStanding.RELIEVED:
        return
    today = localdate(now)
    seen = _look(duty, today=today)
    before = (duty.standing, duty.declared_count, duty.verified_count, duty.alive_count)
    was_met = duty.standing == DutyStanding.MET
    duty.declared_count, duty.verified_count = seen.declared, seen.verified
    duty.alive_count = seen.alive
    if was_met and seen.alive < seen.needed:
        _lapse(duty, today=today)
    duty.standing = judge(seen, due_on=duty.due_on, today=today)
    _plan_warning(duty)
    if before == (duty.standing, duty.declared_count, duty.verified_count, duty.alive_count):
        return
    duty.changed_at = now
    if duty.standing == DutyStanding.MET and not was_met:
        duty.met_at = now
    duty.save()
    record(duty, "permits.duty_moved", by=by, now=now, standing=duty.standing, was=before[0])
    _tell(duty, was_met=was_met, by=by, now=now)


def _look(duty: Duty, *, today: date) -> Seen:
    """Count the cameras: uptime is that of the whole days before today."""
    rule = duty.rule
    ids = list(
        DutyCamera.objects.filter(duty=duty, removed_at=None).values_list("camera_id", flat=True)
    )
    if not ids:
        return Seen(duty.cameras_needed, 0, 0, 0)
    last = today - timedelta(days=1)
    first = today - timedelta(days=max(rule.uptime_days, 1))
    known = _cameras.source.look(ids, first=first, last=last)
    verified = [facts for facts in known.values() if facts.is_verified]
    was_met = duty.standing == DutyStanding.MET
    alive = [facts for facts in verified if _is_alive(facts, rule=rule, was_met=was_met)]
    return Seen(duty.cameras_needed, len(ids), len(verified), len(alive))


def _is_alive(facts: _cameras.CameraFacts, *, rule: DutyRule, was_met: bool) -> bool:
    """Tell whether a camera was up long enough; on days we did not look it keeps what it had."""
    if not rule.uptime_days:
        return True
    if facts.uptime_percent is None:
        return was_met
    return facts.uptime_percent >= rule.uptime_percent


def _lapse(duty: Duty, *, today: date) -> None:
    """Give days of grace after a camera went down; only then it is overdue again."""
    duty.lapse += 1
    duty.due_on = today + timedelta(days=duty.rule.grace_days)
    duty.warned_count, duty.next_warning_on = 0, None


def _plan_warning(duty: Duty) -> None:
    """Write when the next letter is due; a letter that went out replans it itself."""
    if duty.standing != DutyStanding.OVERDUE:
        duty.next_warning_on = None
    elif duty.next_warning_on is None:
        last = duty.warnings.filter(lapse=duty.lapse).order_by("-ordinal").first()
        duty.next_warning_on = plan_warning(
            due_on=duty.due_on, warn_days=duty.rule.warn_days, sent=duty.warned_count,
            last_sent_on=localdate(last.sent_at) if last else None,
        )  # fmt: skip


def _tell(duty: Duty, *, was_met: bool, by: Acting, now: datetime) -> None:
    is_met = duty.standing == DutyStanding.MET
    if is_met == was_met:
        return
    permit = Permit.objects.get(pk=duty.permit_id)
    permit.case = cases.get_case(duty.permit_id)
    tell_owner(permit, what="met" if is_met else "lapsed", by=by, now=now, duty=duty)


def record(duty: Duty, action: str, *, by: Acting, now: datetime, **detail: object) -> None:
    """Write a change of a duty into the chain."""
    audit.record(
        by=by, action=action, subject=f"duty:{duty.pk}", now=now, detail=detail,
        topics=(f"duty:{duty.pk}", f"case:{duty.permit_id}"),
    )  # fmt: skip
