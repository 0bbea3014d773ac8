"""A camera as its owner declares it for a duty. Whether it sees the road is judged elsewhere."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.cameras import api as cameras

PURPOSES = [
    (cameras.Purpose.SECURITY.value, _("Public security")),
    (cameras.Purpose.TRAFFIC.value, _("Traffic management")),
    (cameras.Purpose.DISASTER.value, _("Disaster prevention")),
]
MODES = [
    (cameras.Mode.STREAM.value, _("Connected")),
    (cameras.Mode.ON_REQUEST.value, _("Recordings on request")),
]
STREAM = ("url", "user", "password")


def _number(**attrs: Any) -> forms.NumberInput:
    return forms.NumberInput(attrs={"class": "short", **attrs})


class CameraForm(forms.Form):
    """Where a camera hangs, where it looks, and how it is reached."""

    name = forms.CharField(label=_("Name of the camera"), max_length=120)
    lat = forms.FloatField(label=_("Latitude"), widget=_number(step="any"))
    lon = forms.FloatField(label=_("Longitude"), widget=_number(step="any"))
    bearing = forms.IntegerField(
        label=_("Where it looks (degrees)"),
        help_text=_("0 is north, 90 east, 180 south, 270 west. A telephone's compass tells it."),
        min_value=0, max_value=359, widget=_number(),
    )  # fmt: skip
    field_of_view = forms.IntegerField(
        label=_("Field of view (degrees)"), initial=90, min_value=1, max_value=360,
        help_text=_("It stands in the camera's papers; often 80 to 110."), widget=_number(),
    )  # fmt: skip
    range_m = forms.IntegerField(
        label=_("How far it sees (metres)"), initial=30, min_value=1, max_value=300,
        widget=_number(),
    )  # fmt: skip
    place_words = forms.CharField(
        label=_("Where exactly it hangs"), required=False, max_length=300,
        help_text=_("For example: pole at the gate."),
    )  # fmt: skip
    purpose = forms.ChoiceField(label=_("What it serves"), choices=PURPOSES)
    mode = forms.ChoiceField(label=_("How it is connected"), choices=MODES)
    contact = forms.CharField(
        label=_("Contact on the sign"), max_length=120, required=False,
        help_text=_("A sign at the camera says that it is there, and whom to ask (UU 27/2022)."),
    )  # fmt: skip
    url = forms.CharField(
        label=_("Address of the stream"), required=False, max_length=500,
        help_text=_("It begins with rtsp://. It is sealed and shown to nobody."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "data-no-draft": ""}
        ),
    )  # fmt: skip
    user = forms.CharField(
        label=_("User of the stream"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-no-draft": ""}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Password of the stream"), required=False, max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "data-no-draft": ""}),
    )  # fmt: skip
    has_consented = forms.BooleanField(
        label=_(
            "I agree that offices with a grant look at this camera for the purpose above. "
            "Every look is written down and I can read it."
        ),
        required=False,
    )

    def read_facts(self) -> dict[str, Any]:
        """Return a valid form as the cameras take it."""
        facts = {key: value for key, value in self.cleaned_data.items() if key not in STREAM}
        stream = {key: self.cleaned_data[key] for key in STREAM}
        return {**facts, "stream": stream if stream["url"] else None}

    def blame(self, problems: Any) -> None:
        """Put what the cameras say beside the fields it is about."""
        for key, sentence in problems.items():
            self.add_error(key if key in self.fields else None, str(sentence))
