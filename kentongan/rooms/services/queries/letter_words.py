"""What a letter prints, gathered from its case. Opens sealed answers; only issuing calls it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.services.errors import NoSigner
from kentongan.rooms.services.queries.answers import get_applicant_words, read_answers
from kentongan.rooms.services.rules.letters import fill, fill_rows

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


def find_signing(case: Any) -> Signing:
    """Return who decided the signing step, in the capacity of that moment; raises NoSigner."""
    key = case.case_type.plan.raw.get("signer", "")
    step = next(
        (s for s in reversed(case.steps.all()) if s.key == key and s.decision in SIGNED), None
    )
    if step is None or step.decided_by_id is None:
        raise NoSigner
    holder = people.find_signer(step.decided_by_id, step.office_id, now=step.ended_at)
    if holder is None:
        raise NoSigner
    office = places.get_office(step.office_id)
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


def read_person(case: Any, *, now: datetime) -> people.LetterFacts:
    """Open what the letter says about its applicant."""
    return people.get_letter_facts(case.applicant_id, today=get_issue_day(now))


def make_words(
    case: Any, signing: Signing, facts: people.LetterFacts, *, now: datetime
) -> dict[str, Any]:
    """Return the data of the template, but number, addresses and holder's code."""
    with override(LANGUAGE):
        letter = case.case_type.definition["letter"]
        who = _describe_applicant(case, facts)
        values = {**read_answers(case, LANGUAGE, is_opened=True), **_name_values(case, who)}
        first, *others = [fill(text, values) for text in letter["paragraphs"]["id"]] or [""]
        return {
            "title": letter["title"]["id"],
            "place": _name_town(signing.office),
            "date": say_day(get_issue_day(now)),
            "made_at": now.astimezone(ZoneInfo(settings.TIME_ZONE)).isoformat(),
            "regency": str(settings.REGENCY_FACTS["formal_name"]),
            "office": _describe_office(signing.office),
            "applicant": who,
            "answers": values,
            "opening": first,
            "rows": fill_rows(letter["rows"], values),
            "paragraphs": others,
            "signer": {
                "name": signing.name,
                "position": signing.position,
                "capacity_line": signing.capacity_line,
                "nip": signing.nip,
            },
            "notice": _("A sample of the demo, not an official letter.") if settings.DEMO else "",
        }


def say_day(day: date) -> str:
    """Return the day as letters write it; call it with the letter's language active."""
    return str(date_format(day, "j F Y"))


def _describe_applicant(case: Any, facts: people.LetterFacts) -> dict[str, str]:
    written = get_applicant_words(case)
    return {
        "name": written["applicant_name"] or facts.name,
        "nik": facts.nik,
        "birth_date": say_day(facts.birth_date) if facts.birth_date else "",
        "address": written["applicant_address"] or facts.address,
        "village": places.resolve_office("village", case.place_id).short_name,
        "district": places.resolve_office("district", case.place_id).short_name,
    }


def _name_values(case: Any, who: dict[str, str]) -> dict[str, str]:
    district = places.resolve_office("district", case.place_id)
    return {
        "applicant_name": who["name"],
        "applicant_nik": who["nik"],
        "applicant_address": who["address"],
        "village": who["village"],
        "district": district.region.name,
    }


def _describe_office(office: Any) -> dict[str, str]:
    parent = office.parent if office.parent_id else None
    return {
        "name": get_printed_name(office),
        "parent_name": parent.short_name if parent and parent.kind == "district" else "",
        "address": office.address,
        "phone": office.phone,
        "head_title": office.get_title("head"),
    }


def get_printed_name(office: Any) -> str:
    """Return the office's name above a letter: "Kecamatan Muncar", "Dinas Kesehatan"."""
    return str(office.short_name if office.kind in {"village", "district"} else office.name_id)


def _name_town(office: Any) -> str:
    region = office.region
    return str(
        region.name if region.kind not in {"regency", "city"} else settings.REGENCY_FACTS["name"]
    )
