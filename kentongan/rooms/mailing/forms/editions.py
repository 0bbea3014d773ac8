"""Words of an editor above a digest."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 2000


def _field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST}),
    )  # fmt: skip


class EditionForm(forms.Form):
    """What stands above the items, in both languages; `version` guards against two at once."""

    words_id = _field(_("Words above, in Indonesian"))
    words_en = _field(_("Words above, in English"))
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    hide_marks = True
