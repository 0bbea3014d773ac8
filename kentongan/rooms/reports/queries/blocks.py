"""Which telephone numbers are blocked."""

from kentongan.foundation import vault
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.errors import NumberBlocked
from kentongan.rooms.reports.models import PhoneBlock
from kentongan.rooms.reports.permissions import check_can_dispatch

PURPOSE = "telephone of a report"


def index_phone(phone: str) -> bytes:
    """Return by what a blocked number is found; raises people.PhoneWrong."""
    return vault.blind_index(people.normalise_phone(phone), purpose=PURPOSE)


def check_not_blocked(phone: str) -> None:
    """Refuse a blocked number, with the reason."""
    if not phone:
        return
    found = PhoneBlock.objects.filter(phone_index=index_phone(phone), lifted_at=None).first()
    if found is not None:
        raise NumberBlocked(reason=found.reason)


def list_blocks(*, by: people.Actor) -> list[PhoneBlock]:
    """Return which numbers are blocked now, masked, the newest first."""
    check_can_dispatch(by)
    rows = PhoneBlock.objects.filter(lifted_at=None).select_related("blocked_by")
    return list(rows.order_by("-blocked_at")[:200])
