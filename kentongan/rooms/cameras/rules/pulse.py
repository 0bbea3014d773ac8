"""When a camera is looked at, and from when on it counts as down or as alive again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kentongan.rooms.cameras.rules.words import Health

HOUR = timedelta(hours=1)
AGAIN = timedelta(minutes=5)  # after a finding that changes something
SHORTEST, LONGEST = 10, 30  # minutes between looks at a camera that is not well
ENOUGH = 2  # findings in a row before anybody is told
NIGHT_BEGINS, DAY_BEGINS = (17, 30), (5, 30)  # at the equator all year long


@dataclass(frozen=True)
class Pulse:
    """How a camera is: its state and how many findings in a row speak against it."""

    state: str
    fails: int

    @property
    def is_well(self) -> bool:
        """Nothing is known against it."""
        return self.state in {Health.UNKNOWN, Health.LIVE}


def feel(before: Pulse, finding: Health) -> Pulse:
    """
    Return how a camera is after a finding: only two in a row change it, in either direction.

    The first good look at a new camera is enough.
    """
    if finding is Health.LIVE:
        if before.is_well or before.fails <= 1:
            return Pulse(Health.LIVE, 0)
        return Pulse(before.state, 1)
    fails = before.fails + 1
    if before.is_well and fails < ENOUGH:
        return Pulse(before.state, fails)
    return Pulse(finding, max(fails, ENOUGH))


def plan_look(pulse: Pulse, *, camera_id: UUID, now: datetime) -> datetime:
    """Return when to look again: at the camera's own minute of the hour, sooner when not well."""
    if pulse.fails == 1:
        return now + AGAIN
    if pulse.fails:
        return now + timedelta(minutes=min(SHORTEST * (pulse.fails - 1), LONGEST))
    return find_turn(camera_id, after=now + AGAIN)


def find_turn(camera_id: UUID, *, after: datetime) -> datetime:
    """Return a camera's next turn: each has its second of the hour, so that all are spread out."""
    whole = after.replace(minute=0, second=0, microsecond=0)
    turn = whole + timedelta(seconds=camera_id.int % 3600)
    return turn if turn > after else turn + HOUR


def is_counted(looked_at: datetime | None, *, now: datetime) -> bool:
    """
    Tell whether a look counts for the day: the first of each hour does.

    A camera that is down is looked at more often; it must not weigh more by that.
    """
    if looked_at is None:
        return True
    return int(looked_at.timestamp() // 3600) != int(now.timestamp() // 3600)


def is_night(now: datetime) -> bool:
    """Tell whether it is dark at this local time."""
    time = (now.hour, now.minute)
    return time >= NIGHT_BEGINS or time < DAY_BEGINS
