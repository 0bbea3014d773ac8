"""What stands on the letters of this room. Letters are Indonesian: UU 24/2009 pasal 27."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kentongan.rooms.letters import api as letters
from kentongan.rooms.people import api as people
from kentongan.rooms.permits.models import Bill, Building, Duty, Permit, Relief
from kentongan.rooms.permits.queries.addresses import read_address
from kentongan.rooms.permits.queries.gate import explain_duty
from kentongan.rooms.permits.queries.rates import explain_bill, say_number, say_rupiah
from kentongan.rooms.permits.rules.words import BillStanding, DutyStanding, Kind
from kentongan.rooms.places import api as places


def describe_permit(permit: Permit, *, duty: Duty | None, now: datetime) -> dict[str, Any]:
    """Return what the letter of a permit says; `duty` is what it obliges to."""
    with override(letters.LANGUAGE):
        facts = _describe(permit, now=now)
        if permit.kind == Kind.PBG:
            facts |= {"payment": _say_payment(permit), "conditions": _list_conditions(duty)}
        else:
            facts["duty"] = _say_duties(permit.building)
        return facts


def describe_bill(bill: Bill, *, now: datetime) -> dict[str, Any]:
    """Return what the bill says: every line of the way to its amount."""
    with override(letters.LANGUAGE):
        lines = [line for line in explain_bill(bill) if line.key != "amount"]
        return {
            **_describe(bill.permit, now=now),
            "lines": [[line.label, line.how, line.value] for line in lines],
            "total": say_rupiah(bill.amount),
            "due_on": _say_day(bill.due_on),
        }


def describe_warning(
    duty: Duty, *, ordinal: int, answer_by: date, plan: Mapping[str, Any], now: datetime
) -> dict[str, Any]:
    """Return what a warning letter says: what is owed, since when, by when to answer."""
    permit = duty.permit
    with override(letters.LANGUAGE):
        return {
            "title": f"{plan['title']['id']} {plan['ordinals'][ordinal - 1]}",
            "applicant": describe_owner(duty.building, now=now),
            "basis": _list_laws(duty.rule.legal_basis),
            "permit": permit.number_text or permit.code,
            "needed": str(duty.cameras_needed),
            "due_on": _say_day(duty.due_on),
            "lacking": explain_duty(duty),
            "answer_by": _say_day(answer_by),
            "where": f"{settings.PUBLIC_URL}/izin/milik/",
            "rows": [],
        }


def describe_relief(relief: Relief, *, now: datetime) -> dict[str, Any]:
    """Return what the decision about a relief says."""
    duty = relief.duty
    with override(letters.LANGUAGE):
        return {
            "applicant": describe_owner(duty.building, now=now),
            "basis": _list_laws(duty.rule.legal_basis),
            "rows": _list_rows(duty.building),
            "decision": _("granted") if relief.is_granted else _("refused"),
            "reason": relief.answer,
        }


def _describe(permit: Permit, *, now: datetime) -> dict[str, Any]:
    return {
        "applicant": describe_owner(permit.building, now=now),
        "basis": _list_laws(permit.case.case_type.plan.raw.get("legal_basis", ())),
        "rows": _list_rows(permit.building),
    }


def describe_owner(building: Building, *, now: datetime) -> dict[str, str]:
    """Return the owner as letters name them; it is sealed into the file, never into a table."""
    facts = people.get_letter_facts(building.owner_id, today=letters.get_issue_day(now))
    return {
        "name": facts.name,
        "nik": facts.nik,
        "birth_date": _say_day(facts.birth_date),
        "address": facts.address,
        "village": "",
        "district": "",
    }


def _list_laws(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    return [row["text"] for row in rows]


def _list_rows(building: Building) -> list[list[str]]:
    return [
        [_("Function"), building.get_function_display()],
        [_("Work"), building.get_work_display()],
        [_("Floor area"), f"{say_number(building.area)} m²"],
        [_("Floors"), _say_floors(building)],
        [_("Address of the building"), read_address(building)],
        [_("Village"), places.get_region(building.place_id).full_name],
    ]


def _say_floors(building: Building) -> str:
    if not building.basements:
        return str(building.floors)
    below = ngettext("%(n)s basement", "%(n)s basements", building.basements)
    return f"{building.floors}, {below % {'n': building.basements}}"


def _say_payment(permit: Permit) -> str:
    bill = Bill.objects.filter(permit=permit, standing=BillStanding.PAID).first()
    if bill is None or bill.paid_at is None or not bill.amount:
        return _("No retribution is owed.")
    return _("The retribution of %(amount)s was paid on %(day)s.") % {
        "amount": say_rupiah(bill.amount), "day": _say_day(letters.get_issue_day(bill.paid_at)),
    }  # fmt: skip


def _list_conditions(duty: Duty | None) -> list[str]:
    rows = [_("The building is built as the accepted documents show it.")]
    if duty is not None:
        words = ngettext(
            "The owner installs %(n)s camera that faces the road, by %(day)s.",
            "The owner installs %(n)s cameras that face the road, by %(day)s.",
            duty.cameras_needed,
        )
        rows.append(words % {"n": duty.cameras_needed, "day": _say_day(duty.due_on)})
    rows.append(_("Before it is used, the owner asks for the certificate of worthiness (SLF)."))
    return rows


def _say_duties(building: Building) -> str:
    standings = set(building.duties.values_list("standing", flat=True))
    if not standings:
        return ""
    if standings == {DutyStanding.RELIEVED}:
        return _("Relief from the camera duty was granted.")
    return _("The camera duty is fulfilled.")


def _say_day(day: date | None) -> str:
    return letters.say_day(day) if day else ""
