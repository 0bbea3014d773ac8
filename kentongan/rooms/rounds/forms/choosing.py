"""What a visitor chooses: a district, a village."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.places import api as places


class DistrictForm(forms.Form):
    """Of which district the week is shown."""

    kecamatan = forms.ChoiceField(label=_("District"), required=False)
    hide_marks = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(region.code, region.name) for region in places.list_regions(kind="district")]
        choices = [("", _("The whole regency")), *sorted(found, key=lambda pair: pair[1])]
        self.fields["kecamatan"].choices = choices  # type: ignore[attr-defined]


class NearForm(forms.Form):
    """Where somebody is: a rounded position from the device, or the village they choose."""

    desa = forms.ChoiceField(label=_("Your village"), required=False)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    hide_marks = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desa"].choices = [("", _("Choose …")), *places.list_villages()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Need one of the two; half a position, or one that is none, counts as none."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["position"] = None
        if cleaned.get("lat") is not None and cleaned.get("lon") is not None:
            cleaned["position"] = cleaned["lat"], cleaned["lon"]
        is_broken = cleaned["position"] is None and any(self.data.get(n) for n in ("lat", "lon"))
        self.errors.pop("lat", None)
        self.errors.pop("lon", None)
        if is_broken and not cleaned.get("desa"):
            self.add_error("desa", _("Your device gave no position. Choose your village."))
        elif cleaned["position"] is None and not cleaned.get("desa"):
            self.add_error("desa", _("Choose your village."))
        return cleaned
