"""What a person says of a mended report, and who wants to hear of one."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReopenForm(forms.Form):
    """Why it is not mended, with a photo."""

    reason = forms.CharField(
        label=_("What is still wrong?"),
        max_length=2000,
        help_text=_("The office reads this and comes again."),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 2000}),
    )
    photo = forms.FileField(
        label=_("Photo of how it looks now"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )


class FollowForm(forms.Form):
    """By which way somebody is told."""

    phone = forms.CharField(
        label=_("Mobile phone"),
        required=False,
        max_length=25,
        help_text=_("We write a message when something happens, never more."),
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "data-no-draft": ""}
        ),
    )
    email = forms.CharField(
        label=_("E-mail"),
        required=False,
        max_length=200,
        widget=forms.TextInput(
            attrs={"type": "email", "autocomplete": "email", "data-no-draft": ""}
        ),
    )
    hide_marks = True


class CloseForm(forms.Form):
    """How a field officer ends a report: what was done, and how it looks now."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    photo = forms.FileField(
        label=_("Photo of how it looks now"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    note = forms.CharField(
        label=_("What was done"),
        required=False,
        max_length=2000,
        help_text=_("Who reported it reads this."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000}),
    )
