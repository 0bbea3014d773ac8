"""What the page of a service shows: its standard, its route, its promise beside reality."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from kentongan.rooms.cases import api as cases
from kentongan.rooms.services.models import Service
from kentongan.rooms.services.queries.answers import get_promise

FEWEST_CASES = 10
DAYS = 90
WORKING_DAY = 8 * 3600
# PermenPANRB 15/2014: service delivery is what people meet, manufacturing stands behind it
DELIVERY = (
    ("procedure", gettext_lazy("How it goes")),
    ("fee", gettext_lazy("Fee")),
    ("product", gettext_lazy("What you receive")),
    ("complaints", gettext_lazy("Complaints and suggestions")),
)
MANUFACTURING = (
    ("facilities", gettext_lazy("Facilities")),
    ("competence", gettext_lazy("Competence of staff")),
    ("supervision", gettext_lazy("Internal supervision")),
    ("staff", gettext_lazy("Number of staff")),
    ("guarantee", gettext_lazy("Guarantee of service")),
    ("safety", gettext_lazy("Guarantee of safety")),
    ("evaluation", gettext_lazy("Evaluation of performance")),
)


@dataclass(frozen=True)
class Step:
    """One step of the route, or what comes out at the end."""

    title: str
    note: str
    state: str = ""


@dataclass(frozen=True)
class Law:
    """A legal basis, and whether somebody compared it with its text."""

    text: str
    is_verified: bool


@dataclass(frozen=True)
class Figure:
    """A number and what it counts."""

    value: str
    label: str


@dataclass(frozen=True)
class Spread:
    """How long cases took, as bars, with the promise as a line."""

    bars: list[tuple[float, float, bool]]
    promise_x: float
    words: str
    caption: str


@dataclass(frozen=True)
class Reality:
    """What really happened lately, or an honest word that too little happened."""

    words: str  # how many cases the figures come from
    is_enough: bool
    spread: Spread | None
    figures: list[Figure]
    slowest: str


@dataclass(frozen=True)
class Rating:
    """Satisfaction with its grade, or nothing below the minimum of answers."""

    words: str
    state: str
    count: int


@dataclass(frozen=True)
class ServicePage:
    """Everything the page of a service shows."""

    service: Service
    promise: str
    steps: list[Step]
    requirements: list[Any]
    delivery: list[tuple[str, str]]
    laws: list[Law]
    manufacturing: list[tuple[str, str]]
    reality: Reality
    rating: Rating | None


def get_service_page(service: Service, *, now: datetime) -> ServicePage:
    """Gather the page of a service in the reader's language."""
    language = get_language() or ""
    standard = service.standard
    promise = get_promise(service.definition)
    return ServicePage(
        service=service,
        promise=cases.say_promise(promise),
        steps=_list_steps(service, language),
        requirements=list_requirements(service),
        delivery=_list_parts(standard, DELIVERY, language),
        laws=[
            Law(_pick(law, language, first="text"), is_verified=bool(law["verified"]))
            for law in standard["legal_basis"]
        ],
        manufacturing=_list_parts(standard, MANUFACTURING, language),
        reality=_get_reality(service.slug, promise, now=now),
        rating=_get_rating(service.slug, now=now),
    )


def list_requirements(service: Service) -> list[dict[str, Any]]:
    """Return what to bring, in the reader's language."""
    language = get_language() or ""
    return [
        {
            "name": each.label.say(language),
            "hint": each.hint.say(language),
            "required": each.required,
        }
        for each in service.form.requirements
    ]


def say_promise_of(service: Service) -> str:
    """Return the promise to the person in words."""
    return cases.say_promise(get_promise(service.definition))


def _list_steps(service: Service, language: str) -> list[Step]:
    plan = cases.Definition.parse(service.slug, service.definition)
    steps = [
        Step(step.title_en if language == "en" else step.title_id, cases.say_promise(step.promise))
        for step in plan.route
    ]
    if service.has_letter:
        steps.append(Step(_("Letter issued"), _("automatic, signed electronically")))
    return steps


def _list_parts(
    standard: Mapping[str, Any], parts: tuple[tuple[str, Any], ...], language: str
) -> list[tuple[str, str]]:
    return [(str(label), _pick(standard[key], language)) for key, label in parts]


def _pick(words: Mapping[str, Any], language: str, *, first: str = "id") -> str:
    return str((words.get("en") if language == "en" else "") or words[first])


def count_promised_seconds(promise: Any) -> int:
    """Return the longest working time the promise allows: the day of receipt and the days after."""
    if promise.days is not None:
        return int((promise.days + 1) * WORKING_DAY)
    return int((promise.minutes or 0) * 60)


def _get_reality(slug: str, promise: Any, *, now: datetime) -> Reality:
    promised = count_promised_seconds(promise)
    found = cases.get_reality(slug, promise_seconds=promised, now=now)
    if found.count < FEWEST_CASES:
        return Reality(
            _say_count(found.count), is_enough=False, spread=None, figures=[], slowest=""
        )
    slowest = ""
    if found.slowest_place:
        slowest = _("Slowest: %(place)s, half are finished within %(time)s.") % {
            "place": found.slowest_place,
            "time": cases.say_duration(found.slowest_seconds),
        }
    return Reality(
        _say_count(found.count),
        is_enough=True,
        spread=_draw(found, promised=promised, promise=promise),
        figures=[
            Figure(cases.say_duration(found.median_seconds), _("half are finished within")),
            Figure(cases.say_duration(found.p90_seconds), _("9 of 10 within")),
            Figure(f"{found.on_time_percent}%", _("on time")),
        ],
        slowest=slowest,
    )


def _draw(found: cases.Reality, *, promised: int, promise: Any) -> Spread:
    top = max(promised * 1.5, 3600)
    highest = max((number for _edge, number in found.bins), default=1)
    width = 100 / 21  # twenty bins and one for all that took longer
    bars = [
        (
            round(min(edge / top * 100, 105) / 105 * 100 - width, 1),
            round(max(number / highest * 100, 2), 1),
            edge > promised,
        )
        for edge, number in found.bins
    ]
    words = _(
        "Working time of %(count)s cases: half took at most %(median)s, 9 of 10 at most %(p90)s."
    )
    return Spread(
        bars=[(max(x, 0), height, late) for x, height, late in bars],
        promise_x=round(promised / top * 100 / 105 * 100, 1),
        words=words
        % {
            "count": number_format(found.count),
            "median": cases.say_duration(found.median_seconds),
            "p90": cases.say_duration(found.p90_seconds),
        },
        caption=_("Dashed line: the promise, %(promise)s")
        % {"promise": cases.say_promise(promise)},
    )


def _get_rating(slug: str, *, now: datetime) -> Rating | None:
    found = cases.get_survey_result(slug=slug, since=now - timedelta(days=DAYS), until=now)
    if found is None:
        return None
    return Rating(
        words=f"{found.grade} · {number_format(found.ikm, decimal_pos=1)}",
        state={"A": "ok", "B": "ok", "C": "soon"}.get(found.grade, "late"),
        count=found.count,
    )


def _say_count(count: int) -> str:
    """Return how many cases the figures come from."""
    return ngettext("%(n)s case, last 90 days", "%(n)s cases, last 90 days", count) % {
        "n": number_format(count)
    }
