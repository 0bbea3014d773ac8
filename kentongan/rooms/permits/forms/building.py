"""A building as Django draws its questions. What is right is decided by the rules, not here."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.permits.models.building import (
    COMPLEXITY_NAMES,
    FUNCTION_NAMES,
    OWNERSHIP_NAMES,
    PERMANENCE_NAMES,
    WORK_NAMES,
)
from kentongan.rooms.permits.rules.buildings import LONGEST_ADDRESS, LONGEST_NAME
from kentongan.rooms.places import api as places

BESIDE = "infra_"  # what stands beside the building, one field each
NUMBER = {"inputmode": "decimal", "maxlength": 14, "class": "short", "autocomplete": "off"}
COUNT = {"inputmode": "numeric", "maxlength": 2, "class": "short", "autocomplete": "off"}


def _choose(label: Any, names: Mapping[Any, Any], *, hint: Any = "") -> forms.Field:
    choices = [(str(value), words) for value, words in names.items()]
    return forms.CharField(label=label, help_text=hint, widget=forms.RadioSelect(choices=choices))


def _list(label: Any, names: Mapping[Any, Any], *, hint: Any = "") -> forms.Field:
    choices = [("", _("Choose…")), *((str(value), words) for value, words in names.items())]
    return forms.CharField(label=label, help_text=hint, widget=forms.Select(choices=choices))


def _line(
    label: Any, attrs: Mapping[str, Any], *, hint: Any = "", required: bool = True
) -> forms.Field:
    return forms.CharField(
        label=label, help_text=hint, required=required, widget=forms.TextInput(attrs=dict(attrs))
    )


def _tick(label: Any, *, hint: Any = "") -> forms.Field:
    return forms.BooleanField(label=label, help_text=hint, required=False)


class BuildingForm(forms.Form):
    """What an owner says of a building; the service refuses, and its sentences come beside."""

    name = _line(_("What you call it"), {"maxlength": LONGEST_NAME}, required=False,
                 hint=_("For example: house in Sumberayu, shop at the market."))  # fmt: skip
    function = _list(_("What it is for"), FUNCTION_NAMES)
    is_umkm = _tick(_("It is a micro, small or medium business (UMKM)"))
    is_company = _tick(_("A company is the owner"))
    work = _list(_("What is done"), WORK_NAMES)
    floor_area = _line(_("Area of all floors above ground (m²)"), NUMBER,
                       hint=_("All floors together, for example 90 or 120,5."))  # fmt: skip
    floors = _line(_("Floors above ground"), COUNT)
    basements = _line(_("Basement floors"), COUNT, required=False)
    basement_area = _line(_("Area of the basement (m²)"), NUMBER, required=False)
    complexity = _choose(_("How it is built"), COMPLEXITY_NAMES,
                         hint=_("Simple: ordinary structure, such as a house."))  # fmt: skip
    permanence = _choose(_("How long it is to stand"), PERMANENCE_NAMES)
    ownership = _choose(_("Whose it is"), OWNERSHIP_NAMES)
    faces_road = _tick(_("It faces a public road"))
    village = _line(_("Village"), {})
    address = forms.CharField(
        label=_("Address of the building"),
        help_text=_("Hamlet or street, RT and RW. Only you and the offices see it."),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_ADDRESS}),
    )
    lat = _line(_("Latitude"), {**NUMBER, "maxlength": 20}, required=False)
    lon = _line(_("Longitude"), {**NUMBER, "maxlength": 20}, required=False)

    def __init__(
        self, data: Any = None, *, beside: Iterable[tuple[str, str, str]] = (), **how: Any
    ) -> None:
        usual = {"permanence": "permanent", "ownership": "private", "complexity": "simple",
                 "faces_road": True}  # fmt: skip
        self._problems = ErrorDict()
        super().__init__(data, initial=usual, **how)
        self.fields["village"].widget = _make_villages()
        for key, name, unit in beside:
            label = _("%(name)s (%(unit)s)") % {"name": name, "unit": unit}
            self.fields[BESIDE + key] = _line(label, NUMBER, required=False)

    @property
    def errors(self) -> ErrorDict:
        """What the service found."""
        return self._problems

    @property
    def beside(self) -> list[forms.BoundField]:
        """What stands beside the building and is charged by volume."""
        return [self[name] for name in self.fields if name.startswith(BESIDE)]

    def blame(self, problems: Mapping[str, Any]) -> None:
        """Put what the service says beside the fields it is about."""
        for key, sentence in problems.items():
            name = key if key in self.fields else "__all__"
            self._problems[name] = ErrorList([str(sentence)])

    def read_facts(self) -> dict[str, Any]:
        """Return what was typed, as rules.buildings reads it."""
        facts = {name: self.data.get(name, "") for name in self.fields}
        facts["infrastructure"] = [
            {"key": name.removeprefix(BESIDE), "volume": self.data.get(name, "")}
            for name in self.fields
            if name.startswith(BESIDE) and self.data.get(name, "").strip()
        ]
        facts["faces_road"] = self.data.get("faces_road", "")
        return facts


def _make_villages() -> forms.Widget:
    groups = [
        (_("%(name)s District") % {"name": district}, rows)
        for district, rows in places.list_villages()
    ]
    attrs = {"data-filter": _("Type a part of the name"), "data-filter-found": _("{n} found")}
    return forms.Select(choices=[("", _("Choose…")), *groups], attrs=attrs)
