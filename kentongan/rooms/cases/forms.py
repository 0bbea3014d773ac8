"""What applicants type on the tracking pages."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Lazy

    Upload = UploadedFile[Any]

LONGEST_TEXT = 4000
FILE_KINDS = {"photo", "file"}
FREE = "extra"
NUMERIC = {"inputmode": "numeric", "autocomplete": "off", "class": "short", "data-no-draft": ""}


class TrackForm(forms.Form):
    """A code and the last four digits of telephone or NIK."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("It stands on your receipt, for example ABC-7K3D-92."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    last_four = forms.CharField(
        label=_("Last four digits"),
        help_text=_("Of the telephone number or of the NIK that stands in the application."),
        max_length=20,
        widget=forms.TextInput(attrs=NUMERIC),
    )


def make_file_field(*, label: "str | Lazy", hint: "str | Lazy" = "") -> forms.FileField:
    """Return a field for a photo or PDF; what it really is, is looked at when it is kept."""
    return forms.FileField(
        label=label,
        help_text=hint,
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
    )


class MessageForm(forms.Form):
    """A message that stops no clock."""

    text = forms.CharField(
        label=_("Your message"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
    file_extra = make_file_field(label=_("A photo or file with it"))

    def list_uploads(self) -> "list[tuple[str, Upload]]":
        """Return what was sent: requirement key (or `extra`) and upload."""
        sent = ((name.removeprefix("file_"), self.cleaned_data.get(name)) for name in self.fields)
        return [(key, file) for key, file in sent if isinstance(file, UploadedFile)]


class AnswerForm(MessageForm):
    """The answer to what an office asked: words, files, or both."""

    text = forms.CharField(
        label=_("Your answer"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    file_extra = make_file_field(label=_("Photo or file"))

    def __init__(self, *args: Any, definition: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label, hint in _list_documents(definition):
            self.fields[f"file_{key}"] = make_file_field(label=label, hint=hint)

    @property
    def documents(self) -> list[forms.BoundField]:
        """The fields that replace a document sent before."""
        return [field for field in self if field.name not in {"text", "file_extra"}]

    def clean(self) -> dict[str, Any]:
        """Refuse an answer that says and sends nothing."""
        data = super().clean() or self.cleaned_data
        if not data.get("text", "").strip() and not self.list_uploads() and not self.errors:
            self.add_error("text", _("Write an answer or add a photo."))
        return data


def _list_documents(definition: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield key, label and hint of every document the service asks for."""
    for row in definition.get("requirements", ()):
        yield row["key"], _say(row["name"]), _say(row.get("hint", {}))
    for section in definition.get("sections", ()):
        for field in section.get("fields", ()):
            if field["type"] in FILE_KINDS:
                yield field["key"], _say(field["label"]), _say(field.get("hint", {}))


def _say(words: Mapping[str, str]) -> str:
    return words.get(get_language() or "") or words.get("id", "")


class WithdrawForm(forms.Form):
    """Taking a case back, with a tick against slips."""

    reason = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    sure = forms.BooleanField(
        label=_("Yes, I take this application back. The office stops working on it.")
    )


# The questions and answers of the questionnaire in the annex of PermenPANRB 14/2017, in the order
# of its nine elements (U1 … U9); the answers count 1 to 4 from left to right.
QUESTIONS: "tuple[tuple[Lazy, tuple[Lazy, Lazy, Lazy, Lazy]], ...]" = (
    (
        _("Did the requirements fit this kind of service?"),
        (_("Did not fit"), _("Fitted little"), _("Fitted"), _("Fitted very well")),
    ),
    (
        _("How easy was the procedure?"),
        (_("Not easy"), _("Not very easy"), _("Easy"), _("Very easy")),
    ),
    (
        _("How fast was the service?"),
        (_("Not fast"), _("Not very fast"), _("Fast"), _("Very fast")),
    ),
    (
        _("Was the cost fair?"),
        (_("Very expensive"), _("Quite expensive"), _("Cheap"), _("Free")),
    ),
    (
        _("Is what you received what the service standard promises?"),
        (_("Not as promised"), _("Less than promised"), _("As promised"), _("Exactly as promised")),
    ),
    (
        _("How able were the officers?"),
        (_("Not able"), _("Not very able"), _("Able"), _("Very able")),
    ),
    (
        _("How polite and friendly were the officers?"),
        (
            _("Not polite"),
            _("Not very polite"),
            _("Polite and friendly"),
            _("Very polite and friendly"),
        ),
    ),
    (
        _("How are complaints and suggestions dealt with?"),
        (
            _("There is no way"),
            _("There is, but it does not work"),
            _("Works, not fully"),
            _("Managed well"),
        ),
    ),
    (
        _("How good are rooms and equipment, also this page?"),
        (_("Bad"), _("Fair"), _("Good"), _("Very good")),
    ),
)  # fmt: skip


class SurveyForm(forms.Form):
    """Nine answers of one to four, and a comment for who likes to write one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, (question, answers) in enumerate(QUESTIONS, start=1):
            self.fields[f"u{number}"] = forms.TypedChoiceField(
                label=question,
                choices=[(str(value), answer) for value, answer in enumerate(answers, start=1)],
                coerce=int,
                widget=forms.RadioSelect(attrs={"class": "scale"}),
            )
        self.fields["comment"] = forms.CharField(
            label=_("Anything else we should know?"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    @property
    def answers(self) -> dict[str, int]:
        """The nine answers, u1 … u9."""
        return {name: value for name, value in self.cleaned_data.items() if name != "comment"}
