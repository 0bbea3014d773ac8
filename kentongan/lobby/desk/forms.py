"""What an officer types. The services check again; these say it early and beside the field."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kentongan.lobby.desk.queue import Queue
from kentongan.rooms.cases import api as cases

LONGEST_NOTE = 4000
LONGEST_REASON = 500
SHORTEST_REASON = 10


class SearchForm(forms.Form):
    """Words that are not about a person: code, service, village."""

    antrean = forms.ChoiceField(choices=[(queue, queue) for queue in cases.QUEUES], required=False)
    setelah = forms.CharField(max_length=80, required=False)
    cari = forms.CharField(max_length=80, required=False, strip=True)

    def read_queue(self) -> Queue:
        """Return what was asked; what cannot be read counts as not asked."""
        self.is_valid()
        read = self.cleaned_data
        return Queue(
            name=read.get("antrean") or cases.QUEUES[0],
            after=read.get("setelah", ""),
            words=read.get("cari", ""),
        )


class NikSearchForm(forms.Form):
    """Find a person's cases; sent by POST so that the NIK stands in no address."""

    nik = forms.CharField(
        label=_("NIK"),
        max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class RevealForm(forms.Form):
    """Why somebody needs to see the whole NIK."""

    reason = forms.CharField(
        label=_("Why do you need to see it?"),
        help_text=_("Your name and this reason are written into the audit chain."),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class NoteForm(forms.Form):
    """A decision with its note, made on the version of the case that the officer saw."""

    decision = forms.CharField(max_length=10, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput, localize=False)
    note = forms.CharField(
        max_length=LONGEST_NOTE, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(
        self, *args: Any, needs: Iterable[str] = (), offices: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        for key in needs:
            widget = forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"})
            self.fields[f"file_{key}"] = forms.FileField(
                label=_("Photo of the result"), widget=widget
            )
        if offices:
            self.fields["office"] = forms.ChoiceField(label=_("Office"), choices=list(offices))

    def list_uploads(self) -> list[tuple[str, Any]]:
        """Return (key, upload) of the files that were sent."""
        return list_uploads(self)


class ConsultForm(forms.Form):
    """A question to another office that the plan of the step names."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    office = forms.ChoiceField(label=_("Office"))
    question = forms.CharField(
        label=_("Question"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, offices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = list(offices)  # type: ignore[attr-defined]


class TextForm(forms.Form):
    """A sentence: an answer to another office, or a message."""

    text = forms.CharField(
        label=_("Text"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 4})
    )


class AnswerForm(TextForm):
    """The answer of an applicant who stands at the counter, with new files for what was asked."""

    def __init__(self, *args: Any, definition: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What the applicant says")
        for requirement in definition.get("requirements", ()):
            self.fields[f"file_{requirement['key']}"] = _make_file_field(requirement)

    def list_uploads(self) -> list[tuple[str, Any]]:
        """Return (requirement key, upload) of the files that were sent."""
        return list_uploads(self)


def list_uploads(form: forms.Form) -> list[tuple[str, Any]]:
    """Return (key, upload) of each field `file_<key>` that was filled."""
    sent = [(name, value) for name, value in form.cleaned_data.items() if value]
    return [(name[5:], value) for name, value in sent if name.startswith("file_")]


def _make_file_field(requirement: Mapping[str, Any]) -> forms.FileField:
    name = requirement["name"]
    label = (name.get("en") if get_language() == "en" else "") or name["id"]
    accept = "image/*" if requirement.get("kind") == "photo" else "image/*,application/pdf"
    widget = forms.ClearableFileInput(attrs={"accept": accept})
    return forms.FileField(label=label, required=False, widget=widget)


class WordsForm(forms.Form):
    """What everybody may read of a report."""

    text = forms.CharField(
        label=_("What everybody may read"),
        help_text=_("Leave out names, numbers and number plates."),
        max_length=LONGEST_NOTE, required=False, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class JoinForm(forms.Form):
    """The report that tells of the same thing."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput, localize=False)
    into = forms.CharField(label=_("Code of the other report"), max_length=24)


class BlockForm(forms.Form):
    """Why reports of this number are not taken in any more."""

    reason = forms.CharField(
        label=_("Reason; whoever uses the number will read it"),
        min_length=SHORTEST_REASON, max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why the applicant takes the case back."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class DayOffForm(forms.Form):
    """A day on which offices close: its date, its names, and who decided it."""

    date = forms.DateField(
        label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            ("collective", _("Collective leave")),
            ("local", _("Local day off")),
            ("national", _("National holiday")),
        ],
    )
    name_id = forms.CharField(label=_("Name in Indonesian"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    decree = forms.CharField(
        label=_("Legal basis"),
        max_length=300,
        help_text=_("For example: joint decree of three ministers, with number and date."),
    )

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_date(self) -> datetime.date:
        """Refuse a day that has begun already: its deadlines are history."""
        day: datetime.date = self.cleaned_data["date"]
        if day < self._today:
            raise ValidationError(_("This day is over. Choose today or a later day."))
        return day


class RevokeDayOffForm(forms.Form):
    """Why a day off becomes an ordinary day again."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Who decided it, and why. It is written into the audit chain."),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
