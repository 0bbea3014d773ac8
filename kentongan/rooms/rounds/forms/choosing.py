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
