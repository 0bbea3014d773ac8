"""What officers type about exported chats."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.reports.queries.categories import list_groups


class ChatInput(forms.FileInput):
    """Takes more than other files do, and says so."""

    most_words = _("at most 50 MB")


class ExportForm(forms.Form):
    """An exported chat, and for which office."""

    office = forms.TypedChoiceField(label=_("For which office"), coerce=int)
    chat = forms.FileField(
        label=_("Exported chat"),
        help_text=_("The .txt or .zip that WhatsApp makes by “Export chat”."),
        widget=ChatInput(attrs={"accept": ".txt,.zip"}),
    )

    def __init__(self, *args: Any, by: people.Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(pk, places.get_office(pk).name) for pk in sorted(by.offices)]
        field = self.fields["office"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - tells the type
        field.choices = choices
        if len(choices) == 1:
            field.initial = choices[0][0]
            field.widget = forms.HiddenInput()


class AcceptForm(forms.Form):
    """Category and place of a proposal before it becomes a report."""

    category = forms.ChoiceField(label=_("Category"))
    village = forms.CharField(label=_("Village"), max_length=120, required=False)
    place_words = forms.CharField(label=_("Place"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type
        field.choices = list_category_choices()

    def clean_village(self) -> str:
        """Return the code of the village that was typed or chosen by name."""
        typed = " ".join(str(self.cleaned_data["village"]).split())
        if not typed:
            return ""
        for _district, group in places.list_villages():
            for code, name in group:
                if typed.casefold() == name.casefold() or typed == code:
                    return code
        raise forms.ValidationError(_("We do not know this village. Choose it from the list."))


class JoinForm(forms.Form):
    """To what a proposal is joined: the code of a report, or another proposal."""

    target = forms.CharField(label=_("Join to"), max_length=40)


class BlockForm(forms.Form):
    """A number whose reports are not taken in."""

    phone = forms.CharField(label=_("Telephone number"), max_length=30)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        min_length=10,
        help_text=_("The person reads this reason."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LiftForm(forms.Form):
    """Why a number is heard again."""

    reason = forms.CharField(label=_("Reason"), max_length=500, min_length=10)


def list_category_choices() -> list[tuple[str, Any]]:
    """Return the categories under their headings, for a list to choose from."""
    groups = list_groups()
    named = [(name, [(one.slug, one.name) for one in members]) for name, members in groups]
    return [("", _("Choose …")), *named]
