"""What the letter of a service says, gathered from its case. Opens sealed answers."""

from datetime import datetime
from typing import Any

from django.utils.translation import override

from kentongan.rooms.letters import api as letters
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.services.queries.answers import get_applicant_words, read_answers
from kentongan.rooms.services.rules.filling import fill, fill_rows


def make_facts(case: Any, *, now: datetime) -> dict[str, Any]:
    """Return the words of the letter: applicant, answers, rows and paragraphs."""
    with override(letters.LANGUAGE):
        letter = case.case_type.definition["letter"]
        who = _describe_applicant(case, now=now)
        values = {
            **read_answers(case, letters.LANGUAGE, is_opened=True),
            **_name_values(case, who),
        }
        first, *others = [fill(text, values) for text in letter["paragraphs"]["id"]] or [""]
        return {
            "applicant": who,
            "answers": values,
            "opening": first,
            "rows": fill_rows(letter["rows"], values),
            "paragraphs": others,
        }


def _describe_applicant(case: Any, *, now: datetime) -> dict[str, str]:
    facts = people.get_letter_facts(case.applicant_id, today=letters.get_issue_day(now))
    written = get_applicant_words(case)
    return {
        "name": written["applicant_name"] or facts.name,
        "nik": facts.nik,
        "birth_date": letters.say_day(facts.birth_date) if facts.birth_date else "",
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
