"""Following topics, and changing one's mind."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.mailing.queries.readers import Own, list_offered
from kentongan.rooms.mailing.rules.items import Pace, Topic
from kentongan.rooms.places import api as places

PACES = [
    (Pace.WEEKLY.value, _("Once a week, on Saturday")),
    (Pace.DAILY.value, _("Once a day")),
    (Pace.AT_ONCE.value, _("At once")),
]
NEVER = ("", _("Not at all"))
FIELD = "topic-"


def list_districts() -> list[tuple[str, str]]:
    """Return the districts of the regency with their names, by name."""
    regions = places.list_regions(kind="district")
    return sorted(((region.code, region.name) for region in regions), key=lambda pair: pair[1])


def _group(topics: Sequence[Topic]) -> list[tuple[str, list[Topic]]]:
    """Return topics under their headings, both in their order."""
    found: dict[str, list[Topic]] = {}
    for topic in topics:
        found.setdefault(str(topic.group), []).append(topic)
    return list(found.items())


class FollowForm(forms.Form):
    """An address and what it wants to hear of."""

    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.TextInput(
            attrs={
                "type": "email", "autocomplete": "email", "inputmode": "email",
                "data-no-draft": "", "spellcheck": "false",
            }
        ),
    )  # fmt: skip
    topics = forms.MultipleChoiceField(
        label=_("What would you like to hear of?"), widget=forms.CheckboxSelectMultiple
    )
    pace = forms.ChoiceField(
        label=_("How often?"), choices=PACES, initial=Pace.WEEKLY.value, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    districts = forms.MultipleChoiceField(
        label=_("Only these districts"),
        required=False,
        help_text=_("Tick none to hear of the whole regency."),
        widget=forms.CheckboxSelectMultiple,
    )
    hide_marks = True

    def __init__(self, data: QueryDict | None = None, *, topics: Sequence[str] = ()) -> None:
        super().__init__(data, initial={"topics": topics})
        sent = frozenset(data.getlist("topics") if data else topics)
        self.fields["topics"].choices = [  # type: ignore[attr-defined]
            (group, [(topic.key, topic.name) for topic in topics])
            for group, topics in _group(list_offered(also=sent))
        ]
        self.fields["districts"].choices = list_districts()  # type: ignore[attr-defined]

    def clean_pace(self) -> str:
        return self.cleaned_data["pace"] or Pace.WEEKLY.value


class PreferenceForm(forms.Form):
    """For every topic how often; districts; language; whether clicks may be counted."""

    language = forms.ChoiceField(label=_("Language of the mails"), widget=forms.RadioSelect)
    districts = forms.MultipleChoiceField(
        label=_("Only these districts"),
        required=False,
        help_text=_("Tick none to hear of the whole regency."),
        widget=forms.CheckboxSelectMultiple,
    )
    agreed_to_clicks = forms.BooleanField(
        label=_("You may count how often links in these mails are followed"),
        required=False,
        help_text=_("Only a number for each link, never who followed it."),
    )  # fmt: skip
    hide_marks = True

    def __init__(self, data: Any = None, *, own: Own) -> None:
        initial = {
            "language": own.language,
            "districts": own.districts,
            "agreed_to_clicks": own.agreed_to_clicks,
        }
        super().__init__(data, initial=initial)
        languages = [(code, _(get_language_info(code)["name"])) for code, _n in settings.LANGUAGES]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        self.fields["districts"].choices = list_districts()  # type: ignore[attr-defined]
        self.topics = list_offered(also=frozenset(own.paces))
        for topic in self.topics:
            self.fields[FIELD + topic.key] = forms.ChoiceField(
                label=topic.name, help_text=topic.summary, required=False,
                choices=[NEVER, *PACES], initial=own.paces.get(topic.key, ""),
            )  # fmt: skip

    def list_topic_groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return headings and the fields of their topics, for the page."""
        return [
            (group, [self[FIELD + topic.key] for topic in topics])
            for group, topics in _group(self.topics)
        ]

    def get_paces(self) -> dict[str, str]:
        """Return topic → pace of what was chosen."""
        chosen = {topic.key: self.cleaned_data[FIELD + topic.key] for topic in self.topics}
        return {key: pace for key, pace in chosen.items() if pace}
