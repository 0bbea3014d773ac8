"""A page of a form as Django draws it. What is right is decided by the rules, not here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kentongan.rooms.places import api as places
from kentongan.rooms.services.queries.answers import list_districts
from kentongan.rooms.services.queries.drafts import KeptFile
from kentongan.rooms.services.rules import answers as rules
from kentongan.rooms.services.rules.pages import APPLICANT, Page
from kentongan.rooms.services.rules.plan import Field

RADIO_CHOICES = 6  # more than these are a list to unfold
DIGITS = {"inputmode": "numeric", "autocomplete": "off"}
NIK_ATTRS = {**DIGITS, "minlength": 16, "maxlength": 25, "data-no-draft": ""}
PHONE_ATTRS = {"inputmode": "tel", "maxlength": 25, "data-no-draft": ""}
NIK_HINT = gettext_lazy("16 digits, on the identity card")
PHONE_HINT = gettext_lazy("For example 0812 3456 7890")


class PageForm(forms.Form):
    """Shows a page with what was typed and what is wrong; it never validates by itself."""

    def __init__(
        self, shown: Mapping[str, forms.Field], *, typed: Mapping[str, Any],
        problems: Mapping[str, str],
    ) -> None:  # fmt: skip
        self._problems = ErrorDict(
            {name: ErrorList([problems[name]]) for name in shown if name in problems}
        )
        super().__init__(initial={name: typed[name] for name in shown if name in typed})
        self.fields.update(shown)

    @property
    def errors(self) -> ErrorDict:
        """What the rules found."""
        return self._problems


def make_page_form(
    page: Page,
    *,
    slug: str,
    typed: Mapping[str, Any],
    files: Mapping[str, KeptFile],
    problems: Mapping[str, str],
    at_counter: bool,
    today: date,
) -> PageForm:
    """Make the form of one page."""
    if page.key == APPLICANT:
        shown = _make_applicant_fields(at_counter=at_counter)
    else:
        shown = {}
        for field in page.fields:
            shown |= _make_fields(field, slug=slug, kept=files.get(field.key), today=today)
    return PageForm(shown, typed=typed, problems=problems)


def _make_applicant_fields(*, at_counter: bool) -> dict[str, forms.Field]:
    agree = (
        _("The applicant agrees that we use these data to work on this application (UU 27/2022).")
        if at_counter
        else _("I agree that my data are used to work on this application (UU 27/2022).")
    )
    return {
        "applicant_name": _text(
            _("Full name"), hint=_("As on the identity card"), limit=rules.LONGEST_NAME,
            autocomplete="off" if at_counter else "name",
        ),
        "applicant_nik": _line("NIK", hint=NIK_HINT, attrs=NIK_ATTRS),
        "applicant_phone": _line(
            _("Mobile phone"), hint=PHONE_HINT, required=not at_counter,
            attrs={**PHONE_ATTRS, "type": "tel", "autocomplete": "off" if at_counter else "tel"},
        ),
        "applicant_email": _line(
            _("E-mail"), hint=_("We write when something happens"), required=False,
            attrs={
                "type": "email", "maxlength": rules.LONGEST_EMAIL,
                "autocomplete": "off" if at_counter else "email",
            },
        ),
        "applicant_village": _make_village(_("Village where you live"), required=True),
        "applicant_address": _long(
            _("Address"), hint=_("Hamlet or street, RT and RW"), limit=rules.LONGEST_ADDRESS,
        ),
        "applicant_consent": forms.BooleanField(
            label=agree, widget=forms.CheckboxInput(attrs={"value": rules.YES}),
        ),
    }  # fmt: skip


def _make_fields(
    field: Field, *, slug: str, kept: KeptFile | None, today: date
) -> dict[str, forms.Field]:
    """Return the inputs of one question; a person has two."""
    language = get_language() or ""
    label, hint = field.label.say(language), field.hint.say(language)
    if field.type == "person":
        return {
            f"{field.key}__name": _text(
                _("%(who)s: full name") % {"who": label}, hint=hint, limit=rules.LONGEST_NAME,
                required=field.required,
            ),
            f"{field.key}__nik": _line(
                _("%(who)s: NIK") % {"who": label}, hint=NIK_HINT, required=field.required,
                attrs=NIK_ATTRS,
            ),
        }  # fmt: skip
    if field.is_file:
        return {field.key: _make_file(field, label=label, hint=hint, slug=slug, kept=kept)}
    made = MAKERS[field.type](field, language)
    made.label, made.required = label, field.required
    made.help_text = hint or made.help_text
    if field.type == "date":
        _limit_date(field, made, today=today)
    return {field.key: made}


def _make_file(
    field: Field, *, label: str, hint: str, slug: str, kept: KeptFile | None
) -> forms.Field:
    accept = "image/*" if field.type == "photo" else ".pdf,image/*,application/pdf"
    made = forms.FileField(
        label=label, required=field.required, widget=forms.FileInput(attrs={"accept": accept})
    )
    made.help_text = hint
    if kept is not None:
        made.widget.attrs["data-kept"] = ""
        made.widget.use_required_attribute = lambda initial: False
        told = format_html(
            '{} <a href="{}">{}</a> ({}). {}', _("We have kept:"),
            reverse("services:show_draft_file", args=[slug, field.key]), kept.name,
            filesizeformat(kept.size), _("Choose another file only to replace it."),
        )  # fmt: skip
        made.help_text = format_html("{}<br>{}", hint, told) if hint else told
    return made


def _make_text(field: Field, _language: str) -> forms.Field:
    return _text("", limit=field.max_length)


def _make_long(field: Field, _language: str) -> forms.Field:
    return _long("", limit=field.max_length)


def _make_number(field: Field, _language: str) -> forms.Field:
    limits = {"min": field.min, "max": field.max}
    attrs = {name: value for name, value in limits.items() if value is not None}
    return forms.CharField(
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": 1, **attrs})
    )


def _make_money(_field: Field, _language: str) -> forms.Field:
    return _line("", hint=_("In rupiah, for example 1.500.000"), attrs={**DIGITS, "maxlength": 24})


def _make_date(_field: Field, _language: str) -> forms.Field:
    return forms.CharField(widget=forms.DateInput(attrs={"type": "date"}))


def _limit_date(field: Field, made: forms.Field, *, today: date) -> None:
    made.widget.attrs["min"] = f"{rules.OLDEST_YEAR}-01-01"
    if field.not_after:
        made.widget.attrs["max"] = today.isoformat()
    if field.not_before:
        made.widget.attrs["min"] = today.isoformat()


def _make_choice(field: Field, language: str) -> forms.Field:
    choices = [(each.value, each.words.say(language)) for each in field.choices]
    if len(choices) <= RADIO_CHOICES:
        return forms.CharField(widget=forms.RadioSelect(choices=choices))
    return forms.CharField(widget=forms.Select(choices=[("", _("Choose…")), *choices]))


def _make_yesno(_field: Field, _language: str) -> forms.Field:
    choices = [(rules.YES, _("Yes")), (rules.NO, _("No"))]
    return forms.CharField(widget=forms.RadioSelect(choices=choices))


def _make_region(field: Field, _language: str) -> forms.Field:
    if field.level == "village":
        return _make_village("", required=field.required)
    choices = [("", _("Choose…")), *list_districts()]
    return forms.CharField(widget=forms.Select(choices=choices))


def _make_village(label: str, *, required: bool) -> forms.Field:
    """Make one list grouped by district; with script a field above it filters the list."""
    groups = [
        (_("%(name)s District") % {"name": district}, rows)
        for district, rows in places.list_villages()
    ]
    attrs = {
        "data-filter": _("Type a part of the name"),
        "data-filter-found": _("{n} found"),
    }
    widget = forms.Select(choices=[("", _("Choose…")), *groups], attrs=attrs)
    return forms.CharField(label=label, required=required, widget=widget)


def _make_nik(_field: Field, _language: str) -> forms.Field:
    return _line("", hint=NIK_HINT, attrs=NIK_ATTRS)


def _make_phone(_field: Field, _language: str) -> forms.Field:
    return _line("", hint=PHONE_HINT, attrs={**PHONE_ATTRS, "type": "tel"})


def _text(
    label: str, *, limit: int, hint: Any = "", required: bool = True, **attrs: Any
) -> forms.Field:
    return _line(label, hint=hint, required=required, attrs={"maxlength": limit, **attrs})


def _line(
    label: str, *, attrs: Mapping[str, Any], hint: Any = "", required: bool = True
) -> forms.Field:
    return forms.CharField(
        label=label, help_text=hint, required=required, widget=forms.TextInput(attrs=dict(attrs))
    )


def _long(label: str, *, limit: int, hint: Any = "") -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 4, "maxlength": limit})
    return forms.CharField(label=label, help_text=hint, widget=widget)


MAKERS = {
    "text": _make_text,
    "longtext": _make_long,
    "number": _make_number,
    "money": _make_money,
    "date": _make_date,
    "choice": _make_choice,
    "region": _make_region,
    "yesno": _make_yesno,
    "nik": _make_nik,
    "phone": _make_phone,
}
