"""What owners and officers type about documents, payments, inspections and reliefs."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.permits.rules.buildings import read_decimal

CHANNELS = [("counter", _("At the counter")), ("bank", _("At the bank"))]
FITS = [("yes", _("It fits")), ("no", _("It does not fit"))]


class PaymentForm(forms.Form):
    """A payment that somebody made, as its receipt says."""

    amount = forms.CharField(
        label=_("Amount (rupiah)"), max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )  # fmt: skip
    reference = forms.CharField(label=_("Number of the receipt"), max_length=80)
    channel = forms.ChoiceField(label=_("How it was paid"), choices=CHANNELS)
    paid_on = forms.DateField(
        label=_("Day of the payment"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def clean_amount(self) -> Decimal:
        """Read “Rp405.000” as people write it."""
        text = self.cleaned_data["amount"].replace("Rp", "").strip()
        found = read_decimal(text.replace(".", "") if "," not in text else text)
        if found is None:
            raise forms.ValidationError(_("Please write the amount with digits only."))
        return found


class InspectionForm(forms.Form):
    """What was seen on the spot."""

    photo = forms.FileField(label=_("Photo"), widget=forms.FileInput(attrs={"accept": "image/*"}))
    is_fitting = forms.ChoiceField(
        label=_("Does it fit what is approved?"), choices=FITS, widget=forms.RadioSelect
    )
    findings = forms.CharField(
        label=_("What was found"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class ReliefForm(forms.Form):
    """Why somebody cannot place a camera."""

    reason = forms.CharField(
        label=_("Why can you not place the camera?"),
        help_text=_("At least 20 characters. The office decides and answers with a reason."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class LedgerForm(forms.Form):
    """What of the ledger is wanted."""

    standing = forms.CharField(label=_("Standing"), required=False)
    district = forms.CharField(label=_("District"), required=False)
    code = forms.CharField(label=_("Code of the permit"), required=False, max_length=20)

    def __init__(
        self, data: Any = None, *, standings: list[tuple[str, Any]],
        districts: list[tuple[str, str]], **how: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, **how)
        everything = ("", _("All"))
        self.fields["standing"].widget = forms.Select(choices=[everything, *standings])
        self.fields["district"].widget = forms.Select(choices=[everything, *districts])
