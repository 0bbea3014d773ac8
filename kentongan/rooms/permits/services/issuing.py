"""Issuing what was granted: letter, validity, duty and end of the case are one change."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kentongan.foundation.actors import Acting
from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits.models import Permit
from kentongan.rooms.permits.queries.papers import describe_permit
from kentongan.rooms.permits.rules.validity import compute_end, get_years
from kentongan.rooms.permits.rules.words import Kind, Standing
from kentongan.rooms.permits.services import _papers
from kentongan.rooms.permits.services._duties import open_duties
from kentongan.rooms.permits.services._telling import tell_owner

BATCH = 500
SOON = timedelta(days=366)  # nobody is reminded earlier


def issue_permit(*, case_id: UUID, by: Acting, now: datetime) -> Permit:
    """
    Make the letter of a granted permit, open the duty it carries, and close its case.

    The finishing task of the case. Made already it is the same permit; killed anywhere nothing
    happened. Raises what letters.issue_letter raises.
    """
    made = Permit.objects.filter(pk=case_id, standing=Standing.ISSUED).first()
    if made is not None:
        return made
    signer = _papers.find_step_signer(cases.get_case(case_id), by=by, now=now)
    return _issue(case_id, signer=signer, by=by, now=now)


@transaction.atomic
def _issue(case_id: UUID, *, signer: Any, by: Acting, now: datetime) -> Permit:
    is_waiting = cases.lock_finishing(case_id)
    permit = Permit.objects.select_related("building", "prolongs").get(pk=case_id)
    permit.case = cases.get_case(case_id)
    if not is_waiting:
        if permit.standing == Standing.ISSUED:
            return permit
        raise cases.WrongTurn
    permit.valid_until = _find_end(permit, today=localdate(now))
    duty = open_duties(permit, by=by, now=now) if permit.kind == Kind.PBG else None
    paper = _papers.issue_paper(
        case_id=case_id, plan=permit.case.case_type.plan.raw["permit_letter"],
        facts=describe_permit(permit, duty=duty, now=now), valid_until=permit.valid_until,
        signer=signer, by=by, now=now,
    )  # fmt: skip
    permit.number_text = paper.number
    permit.standing, permit.issued_at, permit.changed_at = Standing.ISSUED, now, now
    permit.save()
    cases.finish_case(case_id=case_id, detail={"number": paper.number}, by=by, now=now)
    return permit


def _find_end(permit: Permit, *, today: date) -> date | None:
    """Return the last day of a certificate; one that prolongs goes on where the other ends."""
    if permit.kind != Kind.SLF:
        return None
    building = permit.building
    years = get_years(
        permit.case.case_type.plan.raw["validity"],
        function=building.function, floors=building.floors, area=building.area,
    )  # fmt: skip
    before = permit.prolongs.valid_until if permit.prolongs else None
    return compute_end(max(today, before or today), years=years)


def remind_of_ends(*, by: Acting, now: datetime) -> int:
    """Tell owners whose certificate ends soon, once for each of the days; returns how many."""
    today = localdate(now)
    rows = Permit.objects.filter(
        kind=Kind.SLF, standing=Standing.ISSUED, valid_until__range=(today, today + SOON)
    )
    asked = rows.exclude(prolonged_by__standing__in=[Standing.REFUSED, Standing.WITHDRAWN])
    rows = rows.exclude(pk__in=asked.filter(prolonged_by__isnull=False))
    ids = list(rows.order_by("valid_until").values_list("pk", flat=True)[:BATCH])
    return sum(_remind(permit_id, by=by, now=now) for permit_id in ids)


@transaction.atomic
def _remind(permit_id: UUID, *, by: Acting, now: datetime) -> int:
    permit = Permit.objects.select_for_update(of=("self",)).get(pk=permit_id)
    permit.case = cases.get_case(permit_id)
    end = permit.valid_until
    if end is None:
        return 0
    left = (end - localdate(now)).days
    due = [days for days in permit.case.case_type.plan.raw.get("remind_days", ()) if left <= days]
    stage = min(due, default=None)
    told = permit.reminded_days
    if stage is None or (told is not None and told <= stage):
        return 0
    permit.reminded_days = stage
    permit.save(update_fields=["reminded_days"])
    tell_owner(permit, what="ending", by=by, now=now)
    return 1
