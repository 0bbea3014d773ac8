"""The form of a report as Django draws it. What is right is decided by the service, not here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.places import api as places

PHOTOS = ("photo", "photo_2", "photo_3")
LONGEST_WORDS, LONGEST_PLACE, LONGEST_LINE = 4000, 300, 120
RADIO_CHOICES = 6  # more than these are a list to unfold
YES, NO = "yes", "no"
SECRECY = (
    ("open", _("Open. Everybody can read it after it was checked; your name is never shown.")),
    (
        "anonymous",
        _("Anonymous. The office that mends it does not learn your name and number either."),
    ),
    ("secret", _("Secret. Nobody reads it but the offices that work on it.")),
)
# Where the service's word for a problem is another than the field's.
FIELD_OF = {"village": "village_code", "place": "place_words", "photos": "photo"}


class CategorySelect(forms.Select):
    """A grouped list whose options carry what the page's script needs."""

    def __init__(self, facts: Mapping[str, Mapping[str, str]], **how: Any) -> None:
        super().__init__(**how)
        self.facts = facts

    def create_option(self, name: str, value: Any, *rest: Any, **how: Any) -> dict[str, Any]:
        """Add words and needs of the category to its option."""
        option: dict[str, Any] = super().create_option(name, value, *rest, **how)
        option["attrs"] |= self.facts.get(str(value), {})
        return option


def _photo(label: Any) -> forms.Field:
    attrs = {"accept": "image/*"}
    return forms.FileField(label=label, required=False, widget=forms.FileInput(attrs=attrs))


class ReportForm(forms.Form):
    """Everything a report may say; every problem comes from the service or from a file."""

    case_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
    accuracy_m = forms.FloatField(required=False, min_value=0, widget=forms.HiddenInput)
    photo = _photo(_("Photo of what you see"))
    photo_2 = _photo(_("Second photo"))
    photo_3 = _photo(_("Third photo"))
    description = forms.CharField(
        label=_("What is wrong?"),
        required=False,
        help_text=_("A few words: what, and since when."),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_WORDS}),
    )
    category = forms.CharField(label=_("What is it about?"), max_length=60)
    village_code = forms.CharField(label=_("Village"), required=False, max_length=20)
    place_words = forms.CharField(
        label=_("Where exactly?"),
        required=False,
        max_length=LONGEST_PLACE,
        help_text=_("For example: before the market, beside the bus stop."),
        widget=forms.TextInput(attrs={"maxlength": LONGEST_PLACE}),
    )
    secrecy = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=SECRECY,
        initial="open",
        required=False,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=LONGEST_LINE,
        widget=forms.TextInput(attrs={"autocomplete": "name", "data-no-draft": ""}),
    )
    phone = forms.CharField(
        label=_("Mobile phone"),
        required=False,
        max_length=25,
        help_text=_("The office can ask you; the last four digits open your report later."),
        widget=forms.TextInput(
            attrs={
                "type": "tel", "inputmode": "tel", "autocomplete": "tel", "maxlength": 25,
                "data-no-draft": "",
            }
        ),
    )  # fmt: skip
    email = forms.CharField(
        label=_("E-mail"),
        required=False,
        max_length=200,
        help_text=_("We write to you whenever something happens."),
        widget=forms.TextInput(
            attrs={"type": "email", "autocomplete": "email", "data-no-draft": ""}
        ),
    )
    hide_marks = True  # nearly everything may stay empty, so only what is needed says so

    def __init__(self, *args: Any, groups: Iterable[tuple[str, Sequence[Any]]], **how: Any) -> None:
        super().__init__(*args, **how)
        groups = list(groups)
        self.fields["category"].widget = _make_categories(groups)
        self.fields["village_code"].widget = _make_villages()

    def add_questions(self, questions: Iterable[Mapping[str, Any]]) -> None:
        """Ask what the chosen category asks."""
        for question in questions:
            self.fields[f"q_{question['key']}"] = make_question(question)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The questions of the category."""
        return [self[name] for name in self.fields if name.startswith("q_")]

    def blame(self, problems: Mapping[str, Any]) -> None:
        """Put what the service says beside the fields it is about."""
        for key, sentence in problems.items():
            name = FIELD_OF.get(key, key)
            self.add_error(name if name in self.fields else None, str(sentence))

    def list_answers(self) -> dict[str, list[str]]:
        """Return what was answered to the questions, by their keys."""
        data: Any = self.data
        return {
            name.removeprefix("q_"): data.getlist(name)
            for name in self.fields
            if name.startswith("q_")
        }


class QuestionsForm(forms.Form):
    """The questions of one category, for the page's script to put in."""

    hide_marks = True

    def __init__(self, slug: str, questions: Iterable[Mapping[str, Any]]) -> None:
        super().__init__(auto_id=f"{slug}_%s")
        self.slug = slug
        for question in questions:
            self.fields[f"q_{question['key']}"] = make_question(question)


def make_question(question: Mapping[str, Any]) -> forms.Field:
    """Return the field of one question of a category, in the reader's language."""
    label, required = _say(question["label"]), bool(question.get("required"))
    return forms.CharField(label=label, required=required, widget=_make_widget(question))


def _make_widget(question: Mapping[str, Any]) -> forms.Widget:
    kind = question["type"]
    choices = [(one["value"], _say(one)) for one in question.get("choices", ())]
    is_long = len(choices) > RADIO_CHOICES
    number = {"inputmode": "decimal", "maxlength": 20, "class": "short"}
    makers: dict[str, Callable[[], forms.Widget]] = {
        "yesno": lambda: forms.RadioSelect(choices=[(YES, _("Yes")), (NO, _("No"))]),
        "choices": lambda: forms.CheckboxSelectMultiple(choices=choices),
        "choice": lambda: (
            forms.Select(choices=[("", _("Choose…")), *choices])
            if is_long
            else forms.RadioSelect(choices=choices)
        ),
        "number": lambda: forms.TextInput(attrs=number),
        "date": lambda: forms.DateInput(attrs={"type": "date"}),
        "text": lambda: forms.TextInput(attrs={"maxlength": 1000}),
    }
    return makers[kind]()


def _make_categories(groups: Sequence[tuple[str, Sequence[Any]]]) -> forms.Widget:
    facts = {
        category.slug: {
            "data-words": " ".join([category.name.lower(), *category.keywords]),
            "data-needs-place": "1" if category.needs_place else "",
            "data-explains": category.description,
        }
        for _name, members in groups
        for category in members
    }
    choices = [(name, [(one.slug, one.name) for one in members]) for name, members in groups]
    return CategorySelect(facts, choices=[("", _("Choose…")), *choices])


def _make_villages() -> forms.Widget:
    groups = [
        (_("%(name)s District") % {"name": district}, rows)
        for district, rows in places.list_villages()
    ]
    attrs = {"data-filter": _("Type a part of the name"), "data-filter-found": _("{n} found")}
    return forms.Select(choices=[("", _("Choose…")), *groups], attrs=attrs)


def _say(words: Mapping[str, str]) -> str:
    return words.get(get_language() or "id") or words["id"]
