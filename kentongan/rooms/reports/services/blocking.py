"""Numbers whose reports are not taken in: who floods or abuses, with a reason, until lifted."""

from datetime import datetime

from django.db import transaction

from kentongan.foundation.audit import chain as audit
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.models import PhoneBlock
from kentongan.rooms.reports.permissions import check_can_block
from kentongan.rooms.reports.queries.blocks import index_phone


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
