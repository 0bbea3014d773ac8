"""What people type to register a camera and to judge its picture."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.cameras.rules.words import Mode, OwnerKind
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

PURPOSES = [
    ("traffic", _("Traffic management")),
    ("security", _("Public security")),
    ("disaster", _("Disaster prevention")),
]
MODES = [
    (Mode.STREAM.value, _("Connected: its picture can be seen live")),
    (Mode.ON_REQUEST.value, _("Recordings on request")),
    (Mode.NONE.value, _("Registered only")),
]
OWNERS = [
    (OwnerKind.OFFICE.value, _("An office")),
    (OwnerKind.REGENCY.value, _("The regency")),
    (OwnerKind.POLICE.value, _("The police")),
]
POINT = re.compile(r"^\s*(-?\d+(?:\.\d+)?)[ ,]\s*(-?\d+(?:\.\d+)?)\s*$")
NO_DRAFT = {"data-no-draft": "", "autocomplete": "off"}
LINE_LETTERS = 4_000


def _number(label: Any, low: float, high: float, **facts: Any) -> forms.FloatField:
    attrs = {"inputmode": "decimal", "class": "short", "step": "any"}
    return forms.FloatField(
        label=label, min_value=low, max_value=high, widget=forms.NumberInput(attrs=attrs), **facts
    )


def _whole(label: Any, low: int, high: int, **facts: Any) -> forms.IntegerField:
    attrs = {"inputmode": "numeric", "class": "short"}
    return forms.IntegerField(
        label=label, min_value=low, max_value=high, widget=forms.NumberInput(attrs=attrs), **facts
    )


class AimFields(forms.Form):
    """Where a camera hangs and how it looks: by dragging on the map, or in numbers."""

    lat = _number(_("Latitude"), -90, 90)
    lon = _number(_("Longitude"), -180, 180)
    bearing = _whole(
        _("Bearing"), 0, 359, initial=0, help_text=_("Degrees from north: east 90, south 180.")
    )
    field_of_view = _whole(_("Field of view"), 1, 360, initial=90, help_text=_("Degrees."))
    range_m = _whole(_("How far it sees"), 1, 300, initial=30, help_text=_("Metres."))
    road_line = forms.CharField(
        label=_("The road it faces"),
        required=False,
        max_length=LINE_LETTERS,
        help_text=_("One point of the road per line: latitude, longitude. Empty: the known roads."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_road_line(self) -> list[list[float]]:
        """Read points; they are kept as longitude, latitude."""
        points = []
        for line in self.cleaned_data["road_line"].splitlines():
            if not line.strip():
                continue
            found = POINT.match(line)
            if found is None:
                raise forms.ValidationError(_("Write one point per line: latitude, longitude."))
            points.append([float(found[2]), float(found[1])])
        return points


class RegisterForm(AimFields):
    """A camera of an office."""

    name = forms.CharField(label=_("Name of the camera"), max_length=120)
    office = forms.ChoiceField(label=_("Whose camera is it?"))
    owner_kind = forms.ChoiceField(label=_("It belongs to"), choices=OWNERS)
    purpose = forms.ChoiceField(label=_("What does it serve?"), choices=PURPOSES)
    mode = forms.ChoiceField(label=_("Connection"), choices=MODES)
    place_code = forms.ChoiceField(label=_("Village"))
    place_words = forms.CharField(label=_("Where it hangs"), max_length=300, required=False)
    contact = forms.CharField(
        label=_("Contact on its sign"), max_length=120, required=False,
        help_text=_("A telephone number or an e-mail address."),
    )  # fmt: skip
    sign_photo = forms.FileField(
        label=_("Photo of the sign"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )  # fmt: skip
    url = forms.CharField(
        label=_("Address of the stream"), required=False, max_length=500,
        help_text=_("rtsp://address:554/path. Without a path we ask the camera for its streams."),
        widget=forms.TextInput(attrs={**NO_DRAFT, "inputmode": "url"}),
    )  # fmt: skip
    user = forms.CharField(
        label=_("User of the camera"), required=False, max_length=200,
        widget=forms.TextInput(attrs=NO_DRAFT),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Password of the camera"), required=False, max_length=200,
        help_text=_("Sealed at once and never shown again. After a mistake please type it anew."),
        widget=forms.PasswordInput(attrs={**NO_DRAFT, "autocomplete": "new-password"}),
    )  # fmt: skip
    onvif_port = _whole(
        _("ONVIF port"), 1, 65535, required=False, help_text=_("Usually 80; empty: do not ask.")
    )

    def __init__(self, *args: Any, offices: list[tuple[str, str]], **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.fields["office"].choices = offices  # type: ignore[attr-defined]
        self.fields["place_code"].choices = _list_villages()  # type: ignore[attr-defined]
        hint = _("Type a part of the name")
        attrs = {"data-filter": hint, "data-filter-found": _("{n} found")}
        self.fields["place_code"].widget.attrs |= attrs

    def read_facts(self) -> dict[str, Any]:
        """Return what services.registering.declare_camera wants, but for office and photo."""
        typed = dict(self.cleaned_data)
        stream = {key: typed.pop(key) for key in ("url", "user", "password", "onvif_port")}
        typed.pop("sign_photo", None)
        typed.pop("office")
        return {**typed, "stream": stream if stream["url"] else None}


class EyeForm(forms.Form):
    """What an officer's eye says of a picture."""

    sees_road = forms.ChoiceField(
        label=_("Does the picture show the road?"),
        choices=[("yes", _("Yes, this is the road")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("For its owner"), required=False, max_length=1000,
        help_text=_("When not: say what has to change."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class RetireForm(forms.Form):
    """Why a camera leaves the network."""

    words = forms.CharField(
        label=_("Why it leaves the network"), min_length=10, max_length=1000,
        help_text=_("Its owner reads this. The address and password are forgotten at once."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


def list_registering_offices(by: people.Actor, *, is_keeper: bool) -> list[tuple[str, str]]:
    """Return the offices whose cameras somebody may register: the keeper those of all."""
    offices = places.list_offices()
    if not is_keeper:
        offices = [office for office in offices if office.pk in by.offices]
    return [(office.key, office.name) for office in offices]


def _list_villages() -> list[tuple[Any, Any]]:
    return [
        ("", _("Choose…")),
        *(
            (_("%(name)s District") % {"name": district}, rows)
            for district, rows in places.list_villages()
        ),
    ]
