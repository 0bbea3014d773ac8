"""What people type to ask for recordings, to answer and to bring them; and to draw masks."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.cameras.forms.sharing import PURPOSES
from kentongan.rooms.cameras.queries.looking import list_visible_cameras
from kentongan.rooms.cameras.rules.masks import read_corners
from kentongan.rooms.cameras.rules.recording import MOST_MINUTES
from kentongan.rooms.people import api as people


def _moment_field(label: Any, **facts: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **facts)


class AskForm(forms.Form):
    """Recordings of which cameras, of when, why, and by which law."""

    cameras = forms.MultipleChoiceField(
        label=_("Which cameras"), widget=forms.CheckboxSelectMultiple
    )
    purpose = forms.ChoiceField(label=_("For"), choices=PURPOSES)
    starts_at = _moment_field(_("From"))
    ends_at = _moment_field(_("Until"))
    reason = forms.CharField(
        label=_("Why the recording is needed"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The owner of the camera reads this. Write no names."),
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=300,
        help_text=_("The law, agreement or order, with its number."),
    )
    reference = forms.CharField(label=_("Case number"), required=False, max_length=80)

    def __init__(self, *args: Any, by: people.Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cameras = list_visible_cameras(by=by, now=now)
        choices = [(camera.code, f"{camera.name} ({camera.code})") for camera in cameras]
        self.fields["cameras"].choices = choices  # type: ignore[attr-defined]

    def read_facts(self) -> dict[str, Any]:
        """Return what services.evidence.asking.Asking is made of."""
        typed = dict(self.cleaned_data)
        return {"camera_codes": typed.pop("cameras"), **typed}


class AnswerForm(forms.Form):
    """What the owner's side says."""

    camera = forms.CharField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Yes, I give the recording")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("Why, if you like"), required=False, max_length=300)


class ClipForm(forms.Form):
    """A recording, and when it begins."""

    camera = forms.CharField(widget=forms.HiddenInput)
    starts_at = _moment_field(_("When the recording begins"))
    clip = forms.FileField(
        label=_("Recording"),
        help_text=_("MP4 or MKV, 200 MB at most."),
        widget=forms.FileInput(attrs={"accept": "video/*,.mkv"}),
    )


class RecordForm(forms.Form):
    """How long a camera is recorded from now on."""

    camera = forms.CharField(widget=forms.HiddenInput)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=MOST_MINUTES, initial=15,
        help_text=_("60 at most, and not beyond the span that was asked for."),
    )  # fmt: skip


class DecideForm(forms.Form):
    """What the official who holds the request decides."""

    version = forms.IntegerField(min_value=0)
    decision = forms.ChoiceField(
        choices=[(d, d) for d in ("forward", "grant", "refuse", "return", "ask")]
    )
    note = forms.CharField(required=False, max_length=2000)


class MaskForm(forms.Form):
    """Corners of a mask in per cent, drawn or typed."""

    corners = forms.CharField(
        label=_("Corners"),
        max_length=1000,
        help_text=_("Per cent from the left and from the top, for example: 10 20, 40 20, 40 60"),
    )
    reason = forms.CharField(label=_("What is covered"), required=False, max_length=200)

    def clean_corners(self) -> list[list[float]]:
        """Read the numbers."""
        try:
            return read_corners(str(self.cleaned_data["corners"]))
        except ValueError as error:
            said = _("Write pairs of numbers with commas between them: 10 20, 40 20, 40 60")
            raise forms.ValidationError(said) from error
