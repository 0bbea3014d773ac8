"""What people type to look at cameras, to open them and to close them."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.cameras.queries.granting import (
    list_giving_offices,
    list_looking_candidates,
    list_openable_cameras,
)
from kentongan.rooms.cameras.rules.words import Level
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

PURPOSES = [
    ("security", _("Public security")),
    ("disaster", _("Disaster prevention")),
    ("traffic", _("Traffic management")),
]
LEVELS = [
    (Level.LIVE.value, _("Look now")),
    (Level.EVIDENCE.value, _("Look now, and ask for recordings")),
]


def _date_field(label: Any, **facts: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})  # as browsers want it
    return forms.DateField(label=label, widget=widget, **facts)


class PurposeForm(forms.Form):
    """For what somebody looks in this session."""

    purpose = forms.ChoiceField(label=_("For what do you look?"), choices=PURPOSES)
    words = forms.CharField(
        label=_("Case number or reason"),
        max_length=200,
        help_text=_("The owner of the camera reads this. Write no names."),
    )


class GrantForm(forms.Form):
    """Which cameras are opened, to whom, why and how long."""

    from_office = forms.ChoiceField(label=_("Cameras of"))
    to_office = forms.ChoiceField(label=_("Opened to"))
    purpose = forms.ChoiceField(label=_("For"), choices=PURPOSES)
    level = forms.ChoiceField(label=_("What is allowed"), choices=LEVELS)
    cameras = forms.MultipleChoiceField(
        label=_("Which cameras"), required=False, widget=forms.CheckboxSelectMultiple
    )
    area = forms.ChoiceField(
        label=_("Or all of an area"),
        required=False,
        help_text=_("Cameras that come later are opened too."),
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=300,
        help_text=_("The law, agreement or order, with its number."),
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    starts = _date_field(_("From"))
    ends = _date_field(_("Until, this day too"))
    sealed_until = _date_field(
        _("Owners read of its looks only after"),
        required=False,
        help_text=_("Leave empty unless a law says so: owners otherwise see each look at once."),
    )
    sealed_basis = forms.CharField(label=_("The law that says so"), required=False, max_length=300)

    def __init__(self, *args: Any, by: people.Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = now.date()
        self.fields["starts"].initial = today
        self.fields["ends"].initial = today + timedelta(days=90)
        self._choose("from_office", [(o.key, o.name) for o in list_giving_offices(by)])
        givers = {office.key for office in list_giving_offices(by)}
        takers = sorted(list_looking_candidates(now=now), key=lambda office: office.key in givers)
        self._choose("to_office", [(office.key, office.name) for office in takers])
        self._choose(
            "cameras", [(c.code, f"{c.name} ({c.code})") for c in list_openable_cameras(by=by)]
        )
        districts = places.list_regions(parent=places.get_regency_code())
        self._choose("area", [("", "-"), *((r.code, r.name) for r in districts)])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def read_facts(self) -> dict[str, Any]:
        """Return what services.granting.Opening is made of."""
        typed = dict(self.cleaned_data)
        starts, ends, sealed = typed.pop("starts"), typed.pop("ends"), typed.pop("sealed_until")
        return {
            **{key: value for key, value in typed.items() if key != "cameras"},
            "camera_codes": typed["cameras"],
            "starts_at": _begin(starts),
            "ends_at": _begin(ends + timedelta(days=1)),
            "sealed_until": _begin(sealed) if sealed else None,
        }


FORM_NAMES = {"starts_at": "starts", "ends_at": "ends"}


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))


class EndForm(forms.Form):
    """Why a grant ends before its time."""

    words = forms.CharField(label=_("Why it ends now"), max_length=300)
