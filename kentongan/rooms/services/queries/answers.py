"""Answers of a case in words: masked for pages, opened for the letter that needs them."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.foundation import vault
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.services.rules.answers import Knowledge, Person, Place, Secret
from kentongan.rooms.services.rules.plan import Field, parse_form

PURPOSE = "answers"


def make_knowledge(*, now: datetime) -> Knowledge:
    """Return what the rules must be told about today and other rooms."""
    today = now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    return Knowledge(
        today=today,
        read_nik=lambda text: people.check_nik(text, today=today).nik,
        read_phone=people.normalise_phone,
        find_place=find_place,
    )


def find_place(code: str, level: str) -> str | None:
    """Return the name of a village or district of this regency, or None."""
    if level == "village":
        groups = places.list_villages()
        return next((name for _, rows in groups for known, name in rows if known == code), None)
    return dict(list_districts()).get(code)


def list_districts() -> list[tuple[str, str]]:
    """Return the districts of this regency by name, for a form: (code, name)."""
    villages = (rows[0][0] for _, rows in places.list_villages())
    names = (district for district, _ in places.list_villages())
    return [(code.rpartition(".")[0], name) for code, name in zip(villages, names, strict=True)]


def seal_answer(value: Any) -> Any:
    """Return an answer as the case keeps it: NIK and telephone sealed, with what may be shown."""
    if isinstance(value, Secret):
        mask = people.mask_nik if value.kind == "nik" else people.mask_phone
        sealed = b64encode(vault.seal(value.text, purpose=PURPOSE)).decode()
        return {"sealed": sealed, "shown": mask(value.text)}
    if isinstance(value, Person):
        return {"name": value.name, "nik": seal_answer(value.nik)}
    if isinstance(value, Place):
        return {"code": value.code, "shown": value.name}
    return value


def show_answers(case: Any, language: str, *, is_opened: bool = False) -> list[tuple[str, str]]:
    """
    Return (question, answer) in the language, NIK and telephone masked unless opened.

    `case` is a cases.Case; its own version of the form decides. Empty answers are left out.
    """
    with override(language):
        return [
            *_show_applicant(case),
            *(
                (field.label.say(language), shown)
                for field, shown in _read(case, language, is_opened=is_opened)
            ),
        ]


def read_answers(case: Any, language: str, *, is_opened: bool) -> dict[str, str]:
    """Return answers in words by key of the question, for letters."""
    with override(language):
        return {field.key: shown for field, shown in _read(case, language, is_opened=is_opened)}


def get_applicant_words(case: Any) -> dict[str, str]:
    """Return name and address as they were written on this form, by the words of letters."""
    kept = {key: case.answers.get(key, "") for key in ("applicant_name", "applicant_address")}
    return {key: str(value) for key, value in kept.items()}


def name_requirement(case: Any, key: str, language: str) -> str:
    """Return what a file of the case is: the requirement's or the question's words."""
    fields = parse_form(case.case_type.definition).fields
    return next((field.label.say(language) for field in fields if field.key == key), key)


def _show_applicant(case: Any) -> list[tuple[str, str]]:
    name, address = get_applicant_words(case).values()
    rows = []
    if name and name.casefold() != case.applicant.name.casefold():
        rows.append((_("Name as written on the form"), name))
    if address:
        rows.append((_("Address"), address))
    return rows


def _read(case: Any, language: str, *, is_opened: bool) -> list[tuple[Field, str]]:
    fields = parse_form(case.case_type.definition).fields
    kept = case.answers
    return [
        (field, say_answer(field, kept[field.key], language, is_opened=is_opened))
        for field in fields
        if not field.is_file and field.key in kept
    ]


def say_answer(field: Field, value: Any, language: str, *, is_opened: bool = False) -> str:
    """Return one kept answer in words; call it with the language active."""
    if field.type in {"nik", "phone"}:
        return _open(value, is_opened=is_opened)
    if field.type == "person":
        nik = _open(value["nik"], is_opened=is_opened)
        return _("%(name)s (NIK %(nik)s)") % {"name": value["name"], "nik": nik}
    if field.type == "choice":
        choice = field.find_choice(value)
        return choice.words.say(language) if choice else str(value)
    return _say_plain(field.type, value)


def _say_plain(kind: str, value: Any) -> str:
    if kind == "region":
        return str(value["shown"])
    if kind == "yesno":
        return _("Yes") if value else _("No")
    if kind == "date":
        return str(date_format(date.fromisoformat(value), "j F Y"))
    if kind in {"money", "number"}:
        number = number_format(value, force_grouping=True)
        return f"Rp{number}" if kind == "money" else str(number)
    return str(value)


def _open(value: Mapping[str, str], *, is_opened: bool) -> str:
    if not is_opened:
        return value["shown"]
    return vault.unseal(b64decode(value["sealed"]), purpose=PURPOSE)


def get_promise(definition: Mapping[str, Any]) -> Any:
    """Return the promise to the person as the clock reads it."""
    return cases.Definition.parse("", definition).promise
