"""Who signs a letter and what stands on every letter, whatever it is about."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.rooms.letters.errors import NoSigner
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

LANGUAGE = "id"  # the language of official letters: UU 24/2009 pasal 27
SIGNED = {"grant", "forward"}


@dataclass(frozen=True)
class Signing:
    """Who signed, for which office, in whose name."""

    office: Any  # a places.Office
    user_id: int
    name: str
    position: str
    capacity_line: str
    nip: str


def find_signing(*, user_id: int, office_id: int, now: datetime) -> Signing:
    """Return in which capacity an account signs for an office at `now`; raises NoSigner."""
    holder = people.find_signer(user_id, office_id, now=now)
    if holder is None:
        raise NoSigner
    return _describe_signing(holder, office_id)


def find_head_signing(*, office_id: int, now: datetime) -> Signing:
    """Return whoever heads the office at `now`, also as acting head; raises NoSigner."""
    heads = people.list_holders(office_id, people.Role.HEAD, now=now)
    if not heads:
        raise NoSigner
    return find_signing(user_id=heads[0].user_id, office_id=office_id, now=now)


def find_step_signing(case: Any, *, key: str = "") -> Signing:
    """
    Return who decided a step of the case, in the capacity of that moment; raises NoSigner.

    `key` names the step; without it the case type says which one signs.
    """
    wanted = key or case.case_type.plan.raw.get("signer", "")
    step = next(
        (s for s in reversed(case.steps.all()) if s.key == wanted and s.decision in SIGNED), None
    )
    if step is None or step.decided_by_id is None:
        raise NoSigner
    return find_signing(user_id=step.decided_by_id, office_id=step.office_id, now=step.ended_at)


def _describe_signing(holder: people.Holder, office_id: int) -> Signing:
    office = places.get_office(office_id)
    with override(LANGUAGE):
        head, own = office.get_title("head"), office.get_title(holder.role)
    position = holder.position or own
    return Signing(
        office=office,
        user_id=holder.user_id,
        name=holder.name,
        position=position,
        capacity_line=people.capacity_line(
            head_title=holder.behalf_of or head, capacity=holder.capacity, position=position
        ),
        nip=holder.nip,
    )


def get_issue_day(now: datetime) -> date:
    """Return the day in the regency's own time."""
    return now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def make_frame(signer: Signing, *, title: str, now: datetime) -> dict[str, Any]:
    """Return what every letter prints around its own words, but number and addresses."""
    with override(LANGUAGE):
        return {
            "title": title,
            "place": _name_town(signer.office),
            "date": say_day(get_issue_day(now)),
            "made_at": now.astimezone(ZoneInfo(settings.TIME_ZONE)).isoformat(),
            "regency": str(settings.REGENCY_FACTS["formal_name"]),
            "office": _describe_office(signer.office),
            "signer": {
                "name": signer.name,
                "position": signer.position,
                "capacity_line": signer.capacity_line,
                "nip": signer.nip,
            },
            "notice": _("A sample of the demo, not an official letter.") if settings.DEMO else "",
        }


def say_day(day: date) -> str:
    """Return the day as letters write it: 22 November 2026."""
    with override(LANGUAGE):
        return str(date_format(day, "j F Y"))


def get_printed_name(office: Any) -> str:
    """Return the office's name above a letter: "Kecamatan Muncar", "Dinas Kesehatan"."""
    return str(office.short_name if office.kind in {"village", "district"} else office.name_id)


def _describe_office(office: Any) -> dict[str, str]:
    parent = office.parent if office.parent_id else None
    return {
        "name": get_printed_name(office),
        "parent_name": parent.short_name if parent and parent.kind == "district" else "",
        "address": office.address,
        "phone": office.phone,
        "head_title": office.get_title("head"),
    }


def _name_town(office: Any) -> str:
    region = office.region
    return str(
        region.name if region.kind not in {"regency", "city"} else settings.REGENCY_FACTS["name"]
    )
