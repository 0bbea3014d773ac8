"""What the desk shows of a permit or a request for relief, as (label, text)."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kentongan.rooms.permits.models import Permit, Relief
from kentongan.rooms.permits.queries.rates import say_number


def list_permit_answers(case: Any) -> list[tuple[str, str]]:
    """Return what was asked: the building of a permit, or the reason of a request for relief."""
    relief = (
        Relief.objects.select_related("duty__building", "duty__rule").filter(pk=case.pk).first()
    )
    if relief is not None:
        return [
            (_("Reason"), relief.reason),
            (_("Camera duty"), relief.duty.rule.name),
            (_("Standing"), str(relief.duty.get_standing_display())),
            (_("Due"), date_format(relief.duty.due_on, "j F Y")),
        ]
    permit = Permit.objects.select_related("building").filter(pk=case.pk).first()
    if permit is None:
        return []
    building = permit.building
    return [
        (_("Building"), building.name or str(building.get_function_display())),
        (_("Function"), str(building.get_function_display())),
        (_("Work"), str(building.get_work_display())),
        (_("Area"), _("%(area)s m²") % {"area": say_number(building.area)}),
        (_("Floors"), str(building.floors)),
    ]


def find_workplace(case: Any) -> str:
    """Return the page where the offices do what belongs to this case, or ""."""
    duty_id = Relief.objects.filter(pk=case.pk).values_list("duty_id", flat=True).first()
    if duty_id is not None:
        return reverse("permits:show_duty", args=[duty_id])
    is_permit = Permit.objects.filter(pk=case.pk).exists()
    return reverse("permits:show_review", args=[case.code]) if is_permit else ""
