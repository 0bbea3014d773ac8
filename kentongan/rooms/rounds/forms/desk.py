"""What crews type: how many were served, why a visit is not as planned, when instead."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.rounds.queries.reasons import OTHER, REASONS, say_in_both

MOST_SERVED = 5000


class ServedForm(forms.Form):
    """The end of a visit."""

    served = forms.IntegerField(
        label=_("How many people were served?"), min_value=0, max_value=MOST_SERVED,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note for the office"), max_length=300, required=False,
        help_text=_("No names of people."), widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why a visit is not as planned, in both languages."""

    why = forms.ChoiceField(
        label=_("Why?"), choices=list(REASONS.items()), widget=forms.RadioSelect
    )
    reason_id = forms.CharField(
        label=_("In my own words, in Indonesian"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "id"}),
    )  # fmt: skip
    reason_en = forms.CharField(
        label=_("The same in English"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for both languages where no ready reason was chosen."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("why") == OTHER:
            for name in ("reason_id", "reason_en"):
                if not cleaned.get(name):
                    self.add_error(name, _("Please say it in both languages."))
        return cleaned

    def get_reason(self) -> tuple[str, str]:
        """Return the reason in Indonesian and in English; own words count before ready ones."""
        ready = ("", "") if self.cleaned_data["why"] == OTHER else say_in_both(
            self.cleaned_data["why"]
        )  # fmt: skip
        own = (self.cleaned_data["reason_id"], self.cleaned_data["reason_en"])
        return own if all(own) else ready


class InsteadForm(ReasonForm):
    """When and where instead, and why."""

    new_date = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    opens = forms.TimeField(
        label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    closes = forms.TimeField(
        label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place_id = forms.CharField(
        label=_("Another place, in Indonesian"), max_length=160, required=False,
        help_text=_("Leave empty for the usual place."),
    )  # fmt: skip
    place_en = forms.CharField(label=_("The same in English"), max_length=160, required=False)
    field_order = [
        "new_date", "opens", "closes", "place_id", "place_en", "why", "reason_id", "reason_en",
    ]  # fmt: skip
