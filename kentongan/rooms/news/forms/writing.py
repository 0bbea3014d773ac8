"""What editors type: a text in two languages, pictures, remarks, hours."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.news.queries.listing import list_categories
from kentongan.rooms.news.rules.content import (
    LONGEST_BODY,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    Content,
)
from kentongan.rooms.news.services.pictures import PictureWords
from kentongan.rooms.places import api as places

DISTRICT = "district"
SPOTS = {
    "mid": (0.5, 0.5), "top": (0.5, 0.0), "bottom": (0.5, 1.0), "left": (0.0, 0.5),
    "right": (1.0, 0.5),
}  # fmt: skip
SPOT_NAMES = [
    ("mid", _("The middle")),
    ("top", _("What is above")),
    ("bottom", _("What is below")),
    ("left", _("What is on the left")),
    ("right", _("What is on the right")),
]


def _area(rows: int, *, longest: int, **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": longest, **attrs})


class ArticleForm(forms.Form):
    """An article, both languages side by side; one of them may stay empty."""

    category = forms.ChoiceField(label=_("Topic"))
    title_id = forms.CharField(
        label=_("Title in Indonesian"), max_length=LONGEST_TITLE, required=False
    )
    summary_id = forms.CharField(
        label=_("Summary in Indonesian"), max_length=LONGEST_SUMMARY, required=False,
        widget=_area(3, longest=LONGEST_SUMMARY),
    )  # fmt: skip
    body_id = forms.CharField(
        label=_("Text in Indonesian"), max_length=LONGEST_BODY, required=False, strip=False,
        widget=_area(18, longest=LONGEST_BODY, spellcheck="true", lang="id"),
    )  # fmt: skip
    title_en = forms.CharField(
        label=_("Title in English"), max_length=LONGEST_TITLE, required=False
    )
    summary_en = forms.CharField(
        label=_("Summary in English"), max_length=LONGEST_SUMMARY, required=False,
        widget=_area(3, longest=LONGEST_SUMMARY),
    )  # fmt: skip
    body_en = forms.CharField(
        label=_("Text in English"), max_length=LONGEST_BODY, required=False, strip=False,
        widget=_area(18, longest=LONGEST_BODY, spellcheck="true", lang="en"),
    )  # fmt: skip
    authors = forms.CharField(
        label=_("Written by, as the page says it"), max_length=150, required=False
    )
    places = forms.MultipleChoiceField(
        label=_("Districts it concerns"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None: it concerns everybody."),
    )  # fmt: skip
    takes_comments = forms.BooleanField(
        label=_("Readers may comment"), required=False, initial=True
    )

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        topics = [(row.slug, row.name) for row in list_categories()]
        districts = [(row.code, row.name) for row in _list_districts()]
        self.fields["category"].choices = topics  # type: ignore[attr-defined]
        self.fields["places"].choices = districts  # type: ignore[attr-defined]

    def make_content(self) -> Content:
        """Return what was typed; a line end is one sign, whatever the browser sends."""
        typed = dict(self.cleaned_data)
        for name, value in typed.items():
            if isinstance(value, str):
                typed[name] = value.replace("\r\n", "\n").replace("\0", "").strip()
        return Content(**{**typed, "places": tuple(typed["places"])})


class CorrectionForm(ArticleForm):
    """The corrected text, and what was wrong."""

    words_id = forms.CharField(
        label=_("What was wrong, in Indonesian"), max_length=600, widget=_area(2, longest=600),
        help_text=_("The page says it with the date: what stood there, and what is right."),
    )  # fmt: skip
    words_en = forms.CharField(
        label=_("What was wrong, in English"), max_length=600, required=False,
        widget=_area(2, longest=600),
    )  # fmt: skip

    def make_content(self) -> Content:
        self.said = {name: self.cleaned_data.pop(name) for name in ("words_id", "words_en")}
        return super().make_content()


class PublishForm(forms.Form):
    """Now, or at an hour that is still to come."""

    at = forms.DateTimeField(
        label=_("Not before (empty: now)"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )  # fmt: skip

    def clean_at(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["at"]
        if at is not None and at < localtime():
            raise forms.ValidationError(_("This hour is over. Leave it empty to publish now."))
        return at


class RemarkForm(forms.Form):
    """Why a text goes back."""

    remark = forms.CharField(
        label=_("What has to change"), max_length=1000, widget=_area(3, longest=1000)
    )


class WithdrawForm(forms.Form):
    """Why a published text goes away; everybody reads it."""

    reason_id = forms.CharField(
        label=_("Why, in Indonesian"), max_length=500, widget=_area(2, longest=500)
    )
    reason_en = forms.CharField(
        label=_("Why, in English"), max_length=500, required=False, widget=_area(2, longest=500)
    )


class PictureForm(forms.Form):
    """A picture and what is said of it."""

    file = forms.FileField(label=_("Picture"), widget=forms.FileInput(attrs={"accept": "image/*"}))
    alt_id = forms.CharField(
        label=_("What it shows, in Indonesian"), max_length=300,
        help_text=_("For who cannot see it: people, place, what happens."),
    )  # fmt: skip
    alt_en = forms.CharField(label=_("What it shows, in English"), max_length=300, required=False)
    caption_id = forms.CharField(label=_("Caption in Indonesian"), max_length=300, required=False)
    caption_en = forms.CharField(label=_("Caption in English"), max_length=300, required=False)
    credit = forms.CharField(label=_("Who made the picture"), max_length=100)
    focus = forms.ChoiceField(
        label=_("What must stay in sight where it is cut"), choices=SPOT_NAMES, required=False
    )

    def make_words(self) -> PictureWords:
        """Return what is said of the picture."""
        typed = {k: v for k, v in self.cleaned_data.items() if k not in {"file", "focus"}}
        x, y = SPOTS[self.cleaned_data["focus"] or "mid"]
        return PictureWords(**typed, focal_x=x, focal_y=y)


def make_initial(content: Content) -> dict[str, Any]:
    """Return a text as the form shows it."""
    return {**content.as_kept()}


def _list_districts() -> list[Any]:
    return places.list_regions(parent=places.get_regency_code(), kind=DISTRICT)
