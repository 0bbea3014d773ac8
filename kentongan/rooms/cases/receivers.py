"""What this room hears from below."""

from kentongan.foundation.events import listen
from kentongan.rooms.cases.queries.types import has_open_cases
from kentongan.rooms.cases.services.forgetting import forget_applicant
from kentongan.rooms.cases.tasks import move_all_deadlines, move_deadlines
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places


@listen(places.DayOffDeclared)
def queue_new_deadlines(event: places.DayOffDeclared) -> None:
    """Deadlines that cross the new day off are moved by the queue."""
    if not has_open_cases():
        return
    day_off = places.get_day_off(event.date)
    move_deadlines.defer(
        day=event.date.isoformat(),
        cause="day_off",
        name_id=day_off.name_id if day_off else "",
        name_en=day_off.name_en if day_off else "",
    )


@listen(places.DayOffRevoked)
def queue_old_deadlines(event: places.DayOffRevoked) -> None:
    """Deadlines that crossed the revoked day off come back."""
    move_deadlines.defer(
        day=event.date.isoformat(), cause="day_off_revoked", name_id="", name_en=""
    )


@listen(places.HoursChanged)
def queue_deadlines_of_new_hours(event: places.HoursChanged) -> None:
    """Every running deadline is computed anew when offices change their hours."""
    if has_open_cases():
        move_all_deadlines.defer()


people.on_forget(forget_applicant)
