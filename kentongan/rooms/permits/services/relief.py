"""Relief from a duty: asked for with a reason, decided by the office with a reason."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation.files import services as files_of_house
from kentongan.foundation.keys import make_key
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.permits.errors import DutyEnded, NoSuchDuty, ReliefAsked
from kentongan.rooms.permits.models import Relief
from kentongan.rooms.permits.permissions import is_owner
from kentongan.rooms.permits.rules.words import RELIEF_SLUG, DutyStanding
from kentongan.rooms.permits.services._duties import lock_duties

SHORTEST_REASON, LONGEST_REASON = 20, 4000


@transaction.atomic
def request_relief(
    *, duty_id: UUID, reason: str, files: Sequence[tuple[str, UUID]] = (), language: str = "id",
    by: people.Actor, now: datetime,
) -> Relief:  # fmt: skip
    """Ask, as the building's owner, not to have to fulfil a duty; a case begins."""
    duty = next(iter(lock_duties(pk=duty_id)), None)
    if duty is None or not is_owner(by=by, building=duty.building):
        raise NoSuchDuty
    if duty.standing == DutyStanding.RELIEVED:
        raise DutyEnded
    words = reason.replace("\x00", "").strip()[:LONGEST_REASON]
    if len(words) < SHORTEST_REASON:
        raise cases.NeedsReason(
            minimum=SHORTEST_REASON, fields={"reason": cases.NeedsReason.message}
        )
    known = Relief.objects.select_related("case").filter(duty=duty, decided_at=None).first()
    if known is not None:
        raise ReliefAsked(code=known.case.code)
    case = cases.submit_case(
        type_slug=RELIEF_SLUG, place_code=duty.place_id, applicant_id=duty.building.owner_id,
        answers={}, files=files, language=language, case_id=make_key(), by=by, now=now,
    )  # fmt: skip
    for _key, file_id in files:
        files_of_house.keep_file(file_id, by=by)
    return Relief.objects.create(case=case, duty=duty, reason=words, asked_at=now)
