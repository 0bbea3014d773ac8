"""The gate of the certificate: shut until every camera duty of the building is met or relieved."""

from uuid import UUID

from django.utils.translation import ngettext

from kentongan.rooms.permits.models import Duty
from kentongan.rooms.permits.rules.words import FULFILLED


def check_gate(building_id: UUID) -> list[str]:
    """Return why a certificate cannot be given, as sentences for people; empty: it is open."""
    rows = Duty.objects.select_related("rule").filter(building_id=building_id)
    return [explain_duty(duty) for duty in rows.order_by("opened_at") if not is_fulfilled(duty)]


def is_fulfilled(duty: Duty) -> bool:
    """Tell whether a duty keeps no gate shut."""
    return duty.standing in FULFILLED


def explain_duty(duty: Duty) -> str:
    """Return what a duty still needs, in one sentence."""
    needed = duty.cameras_needed
    if (left := needed - duty.declared_count) > 0:
        return ngettext(
            "%(n)s camera facing the road is still to be declared.",
            "%(n)s cameras facing the road are still to be declared.",
            left,
        ) % {"n": left}
    if (left := needed - duty.verified_count) > 0:
        return ngettext(
            "%(n)s declared camera is not verified yet.",
            "%(n)s declared cameras are not verified yet.",
            left,
        ) % {"n": left}
    left = max(needed - duty.alive_count, 1)
    return ngettext(
        "%(n)s verified camera has not been alive %(percent)s %% of %(days)s days yet.",
        "%(n)s verified cameras have not been alive %(percent)s %% of %(days)s days yet.",
        left,
    ) % {"n": left, "percent": duty.rule.uptime_percent, "days": duty.rule.uptime_days}
