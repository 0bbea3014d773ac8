"""What an editor types: the text of a NOTAM, a warning, flights, a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.notices.models.notice import (
    CERTAINTY_NAMES,
    SEVERITY_NAMES,
    URGENCY_NAMES,
)
from kentongan.rooms.notices.queries.areas import list_place_choices
from kentongan.rooms.notices.queries.data import read_data

TALL = forms.Textarea(attrs={"rows": 4})
MOMENT = {"type": "datetime-local"}
SHAPE = "%Y-%m-%dT%H:%M"


class PasteForm(forms.Form):
    """A NOTAM as it came."""

    text = forms.CharField(
        label=_("Text of the NOTAM"),
        help_text=_("Paste it whole, as it came. Nothing is published yet."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false", "class": "code"}),
    )


class WordsForm(forms.Form):
    """What people read of a notice, in both languages, and how bad it is."""

    title_id = forms.CharField(label=_("Title (Indonesian)"), max_length=150)
    title_en = forms.CharField(label=_("Title (English)"), max_length=150, required=False)
    words_id = forms.CharField(label=_("Text (Indonesian)"), max_length=4000, widget=TALL)
    words_en = forms.CharField(
        label=_("Text (English)"), max_length=4000, widget=TALL, required=False
    )
    instruction_id = forms.CharField(
        label=_("What to do (Indonesian)"), max_length=2000, required=False, widget=TALL
    )
    instruction_en = forms.CharField(
        label=_("What to do (English)"), max_length=2000, required=False, widget=TALL
    )
    severity = forms.ChoiceField(
        label=_("How bad"), choices=[(k.value, v) for k, v in SEVERITY_NAMES.items()]
    )
    urgency = forms.ChoiceField(
        label=_("How soon one has to act"), choices=[(k.value, v) for k, v in URGENCY_NAMES.items()]
    )
    certainty = forms.ChoiceField(
        label=_("How sure"), choices=[(k.value, v) for k, v in CERTAINTY_NAMES.items()]
    )


class WarningForm(WordsForm):
    """A warning, whole."""

    topic = forms.ChoiceField(label=_("Topic"))
    starts_at = forms.DateTimeField(
        label=_("From"), input_formats=[SHAPE], widget=forms.DateTimeInput(MOMENT, format=SHAPE)
    )
    ends_at = forms.DateTimeField(
        label=_("Until"), input_formats=[SHAPE], required=False,
        help_text=_("Empty: until somebody cancels it."),
        widget=forms.DateTimeInput(MOMENT, format=SHAPE),
    )  # fmt: skip
    places = forms.MultipleChoiceField(
        label=_("Districts"), required=False, help_text=_("None: the whole regency."),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    is_exercise = forms.BooleanField(label=_("This is an exercise"), required=False)
    field_order = (
        "topic", "title_id", "title_en", "words_id", "words_en", "instruction_id",
        "instruction_en", "severity", "urgency", "certainty", "starts_at", "ends_at", "places",
        "is_exercise",
    )  # fmt: skip

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        topics = [(topic.key, topic.name) for topic in read_data().topics.values()]
        self.fields["topic"] = forms.ChoiceField(label=_("Topic"), choices=topics)
        self.fields["places"] = forms.MultipleChoiceField(
            label=_("Districts"), required=False, help_text=_("None: the whole regency."),
            choices=list_place_choices(), widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip


class FlightsForm(forms.Form):
    """Flights that are affected."""

    flights = forms.CharField(
        label=_("Flights affected"), required=False, max_length=8000,
        help_text=_("One line for each: flight; route; time. The headline counts them."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip


class PublishForm(forms.Form):
    """The version that was looked at, and why one publishes alone."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    alone_reason = forms.CharField(
        label=_("Why nobody else can look at it now"), required=False, max_length=300,
        help_text=_("Only in an emergency. At least 10 characters; it is kept in the audit chain."),
    )  # fmt: skip


class CancelForm(forms.Form):
    """Why a notice ends before its time."""

    reason_id = forms.CharField(label=_("Reason (Indonesian)"), required=False, max_length=300)
    reason_en = forms.CharField(label=_("Reason (English)"), required=False, max_length=300)
