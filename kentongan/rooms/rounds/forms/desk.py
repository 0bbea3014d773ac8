"""What crews type: how many were served, why a visit is not as planned, when instead."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.places import api as places
from kentongan.rooms.rounds.queries.reasons import OTHER, REASONS, say_in_both

MOST_SERVED = 5000
KIND = "kind_"
NUMBER = {"inputmode": "numeric", "class": "short"}


class ServedForm(forms.Form):
    """The end of a visit: how many people, of each kind where the unit counts kinds."""

    served = forms.IntegerField(
        label=_("How many people were served?"), min_value=0, max_value=MOST_SERVED,
        widget=forms.NumberInput(attrs=NUMBER),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note for the office"), max_length=300, required=False,
        help_text=_("No names of people."), widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, kinds: Sequence[tuple[str, str]] = (), **more: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **more)
        if not kinds:
            return
        del self.fields["served"]
        for slug, name in kinds:
            self.fields[f"{KIND}{slug}"] = forms.IntegerField(
                label=_("Served: %(kind)s") % {"kind": name}, min_value=0, max_value=MOST_SERVED,
                widget=forms.NumberInput(attrs=NUMBER),
            )  # fmt: skip
        self.order_fields([name for name in self.fields if name != "note"])

    def get_counted(self) -> dict[str, Any]:
        """Return what was counted, as the service takes it."""
        given = self.cleaned_data
        kinds = {n.removeprefix(KIND): v for n, v in given.items() if n.startswith(KIND)}
        return {"served": given.get("served", 0), "kinds": kinds, "note": given["note"]}


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
    region = forms.ChoiceField(
        label=_("In which village?"), required=False,
        help_text=_("Choose only when it is another village than usual."),
    )  # fmt: skip
    field_order = [
        "new_date", "opens", "closes", "place_id", "place_en", "region", "why", "reason_id",
        "reason_en",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        villages = [("", _("Choose …")), *places.list_villages()]
        self.fields["region"].choices = villages  # type: ignore[attr-defined]
