"""What a turn of a request for relief means for its duty; runs in the transaction of the turn."""

from procrastinate.contrib.django import app as queue

from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits.models import Relief
from kentongan.rooms.permits.rules.words import DutyStanding
from kentongan.rooms.permits.services._duties import lock_duties, record
from kentongan.rooms.permits.services.lettering import RELIEF_JOB

SHORTEST_GRANT = 10


def follow_relief(taken: cases.TurnTaken) -> None:
    """Write what was decided; who grants owes a reason as who refuses does."""
    relief = Relief.objects.get(pk=taken.case.pk)
    if taken.turn == "withdraw":
        relief.decided_at = taken.now
        relief.save(update_fields=["decided_at"])
        return
    if taken.turn not in {"grant", "refuse"}:
        return
    if taken.turn == "grant" and len(taken.note.strip()) < SHORTEST_GRANT:
        raise cases.NeedsReason(minimum=SHORTEST_GRANT, fields={"note": cases.NeedsReason.message})
    relief.is_granted = taken.turn == "grant"
    relief.answer, relief.decided_at = taken.note.strip(), taken.now
    relief.save(update_fields=["is_granted", "answer", "decided_at"])
    duty = lock_duties(pk=relief.duty_id)[0]
    if relief.is_granted:
        duty.standing, duty.next_warning_on = DutyStanding.RELIEVED, None
        duty.changed_at = taken.now
        duty.save()
    queue.configure_task(RELIEF_JOB).defer(case_id=str(relief.pk))
    record(duty, "permits.relief_decided", by=taken.by, now=taken.now, granted=relief.is_granted)
