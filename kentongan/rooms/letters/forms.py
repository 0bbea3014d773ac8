"""What people type about letters: the holder's code, a file to check, why one is revoked."""

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.files.services import MOST_BYTES
from kentongan.rooms.letters.models import Reason

HEAD_BYTES = 1024  # a PDF says within so many bytes that it is one


class HolderForm(forms.Form):
    """The code printed beside the QR code."""

    code = forms.CharField(
        label=_("Holder's code"),
        help_text=_("It stands beside the QR code of the letter, for example 4K2M-7XQR."),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocapitalize": "characters",
                "autocomplete": "off",
                "spellcheck": "false",
                "class": "short",
            }
        ),
    )


class CheckForm(forms.Form):
    """A PDF whose seal is checked."""

    file = forms.FileField(
        label=_("PDF file of the letter"),
        help_text=_("The file as you received it, not a photo or a scan. We do not keep it."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_file(self) -> bytes:
        """Return the bytes; refuse what is too big or no PDF at all."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES or getattr(upload, "had_no_room", False):
            limit = filesizeformat(MOST_BYTES)
            raise forms.ValidationError(
                _("This file is larger than %(limit)s; a letter is much smaller."),
                params={"limit": limit},
            )
        upload.seek(0)
        content: bytes = upload.read(MOST_BYTES + 1)
        if b"%PDF-" not in content[:HEAD_BYTES]:
            raise forms.ValidationError(
                _("This is not a PDF file. A photo or a scan has no signature: use its QR code.")
            )
        return content

    def read(self) -> bytes:
        """Return the bytes of a valid form."""
        content: bytes = self.cleaned_data["file"]
        return content


class RevokeForm(forms.Form):
    """Why a letter does not hold any more."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        help_text=_("Everybody who checks the letter reads this."),
        choices=Reason.choices,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What the applicant should know"),
        help_text=_("Only the applicant and the offices read this."),
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
