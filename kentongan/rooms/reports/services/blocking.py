"""Numbers whose reports are not taken in: who floods or abuses, with a reason, until lifted."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation.audit import chain as audit
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.errors import NoNumber
from kentongan.rooms.reports.models import PhoneBlock, Report
from kentongan.rooms.reports.permissions import check_can_block
from kentongan.rooms.reports.queries.blocks import index_phone
from kentongan.rooms.reports.queries.finding import get_visible_report


@transaction.atomic
def block_number(*, phone: str, reason: str, by: people.Actor, now: datetime) -> PhoneBlock:
    """Take in no more reports of this number; the reason is shown to it. Raises PhoneWrong."""
    check_can_block(by=by, reason=reason)
    block, is_new = PhoneBlock.objects.get_or_create(
        phone_index=index_phone(phone),
        lifted_at=None,
        defaults={
            "shown": people.mask_phone(people.normalise_phone(phone)),
            "reason": reason.strip(),
            "blocked_by_id": by.user_id,
            "blocked_at": now,
        },
    )
    if is_new:
        _record(block, action="reports.number_blocked", by=by, now=now)
    return block


@transaction.atomic
def block_reporter(*, report_id: UUID, reason: str, by: people.Actor, now: datetime) -> PhoneBlock:
    """
    Take in no more reports of the number a report came from, without showing it.

    Raises NoNumber when none was left, cases.NoSuchCase for who has no part in the report.
    """
    report = Report.objects.select_related("case").get(pk=report_id)
    get_visible_report(report.code, by=by)
    phone = people.get_contact(report.case.applicant_id).phone
    if not phone:
        raise NoNumber
    return block_number(phone=phone, reason=reason, by=by, now=now)


@transaction.atomic
def lift_block(*, block_id: int, reason: str, by: people.Actor, now: datetime) -> None:
    """Take the number's reports in again."""
    check_can_block(by=by, reason=reason)
    block = PhoneBlock.objects.select_for_update().filter(pk=block_id, lifted_at=None).first()
    if block is not None:
        block.lifted_at = now
        block.save(update_fields=["lifted_at"])
        _record(block, action="reports.number_unblocked", by=by, now=now)


def _record(block: PhoneBlock, *, action: str, by: people.Actor, now: datetime) -> None:
    audit.record(
        by=by, action=action, subject=f"report-block:{block.pk}", now=now, topics=("reports",)
    )
