"""What readers and editors type about comments. What is right is decided by the services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.news.models.talk import COMPLAINT_KIND_NAMES
from kentongan.rooms.news.rules.commenting import LONGEST_NAME

TRAP = "situs"  # programs fill it in; people do not see it
LONGEST_TYPED = 20_000  # kept in the form whatever the policy says, so that nothing is lost


class CommentForm(forms.Form):
    """A comment. Its ids begin with `k-`, as it stands on the page of the article too."""

    name = forms.CharField(
        label=_("Your name"), max_length=LONGEST_NAME,
        help_text=_("It is shown with your words. It need not be your full name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.CharField(
        label=_("E-mail"), max_length=254,
        help_text=_("It is not shown to anybody."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Your comment"), max_length=LONGEST_TYPED,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    is_told = forms.BooleanField(label=_("Write to me when an editor has decided"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "k-%s", **kwargs})


class ComplaintForm(forms.Form):
    """What is wrong with a comment."""

    kind = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=[(kind.value, name) for kind, name in COMPLAINT_KIND_NAMES.items()],
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(
        label=_("Tell us more, if you like"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
