"""Made-up contents for the preview of components; shapes as the rooms give them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

PAGES = (
    "components",
    "catalogue",
    "results",
    "service",
    "form",
    "tracking",
    "survey",
    "desk",
    "board",
    "login",
)


def _each(*rows: Mapping[str, Any]) -> list[SimpleNamespace]:
    return [SimpleNamespace(**row) for row in rows]


CLOCKS = _each(
    {"spent": 38, "state": "ok", "words": _("3 days left")},
    {"spent": 82, "state": "soon", "words": _("1 hour 10 minutes left")},
    {"spent": 130, "state": "late", "words": _("2 days late")},
    {"spent": 40, "state": "paused", "words": _("waiting for you, the clock stands still")},
    {"spent": 100, "state": "done", "words": _("finished in 41 minutes")},
)
STEPS = _each(
    {"title": _("Village"), "note": _("11 minutes"), "state": "done"},
    {"title": _("District"), "note": _("waiting for you"), "state": "now"},
    {"title": _("Letter issued"), "note": _("automatic, signed electronically"), "state": ""},
)
EVENTS = _each(
    {
        "title": _("Received"),
        "note": "",
        "state": "done",
        "at": datetime(2026, 11, 20, 7, tzinfo=UTC),
    },
    {
        "title": _("Village"),
        "note": _("11 minutes"),
        "state": "done",
        "at": datetime(2026, 11, 20, 7, 11, tzinfo=UTC),
    },
    {"title": _("District"), "note": _("waiting for you"), "state": "now", "at": None},
    {"title": _("Letter issued"), "note": "", "state": "", "at": None},
)
FACTS = [
    (_("Applicant"), "Budi Sarwoko"),
    ("NIK", "3510 •••• •••• 0003"),
    (_("Fee"), _("Free")),
]
FIGURES = _each(
    {"value": "41 mnt", "label": _("half are finished within")},
    {"value": "5 jam", "label": _("9 of 10 within")},
    {"value": "97%", "label": _("on time")},
)
SCORES = _each(
    {"label": _("On time"), "value": "94,1%", "state": "ok", "note": "+2,3"},
    {"label": _("Open"), "value": "1.284", "state": "", "note": ""},
    {"label": _("Late"), "value": "17", "state": "late", "note": "+5"},
    {"label": _("Satisfaction"), "value": "89,2", "state": "ok", "note": "A"},
)
CODE = "ABC-7K3D-92"
WHO = "Budi S. · Sukamaju"
IN_TIME = (88, 100, 72, 50, 38, 30, 22, 18, 14, 10, 8, 6, 5)
SPREAD = SimpleNamespace(
    bars=[
        *((2 + 5 * place, height, False) for place, height in enumerate(IN_TIME)),
        *((72 + 5 * place, height, True) for place, height in enumerate((9, 0, 4, 2))),
    ],
    promise_x=66,
    words=_("How long the cases took; most took less than half of the promised time"),
    caption=_("Dashed line: the promise"),
)
PAGER = SimpleNamespace(previous_url="?before=1", next_url="?after=2")
OFFICES = _each(
    {"name": "Desa Sukamaju", "on_time": CLOCKS[0], "open": 41, "late": 2, "median": 2280},
    {"name": "Kecamatan Harapan", "on_time": CLOCKS[1], "open": 120, "late": 17, "median": 518400},
    {"name": "Dinas Contoh", "on_time": CLOCKS[2], "open": 31, "late": 1, "median": 840},
)
SCALE = [("1", _("Not good")), ("2", _("Less good")), ("3", _("Good")), ("4", _("Very good"))]


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label=_("Name of the business"), max_length=60)
    nik = forms.CharField(
        label="NIK",
        help_text=_("16 digits, on the identity card"),
        min_length=16,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    since = forms.DateField(
        label=_("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    place = forms.ChoiceField(
        label=_("Village"), choices=[("", "–"), ("1", "Sukamaju"), ("2", "Sumberejo")]
    )
    story = forms.CharField(label=_("Explain"), required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("a", _("Trade")), ("b", _("Farm")), ("c", _("Workshop"))],
        widget=forms.RadioSelect,
    )
    speed = forms.ChoiceField(
        label=_("Was it fast?"),
        choices=SCALE,
        widget=forms.RadioSelect(attrs={"class": "scale"}),
        required=False,
    )
    card = forms.FileField(
        label=_("Photo of the identity card"),
        help_text=_("The text must be readable"),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    true = forms.BooleanField(label=_("What I wrote is true."))
