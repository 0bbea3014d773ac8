"""Services, places and figures as the API tells them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kentongan.foundation import clock
from kentongan.lobby.api.form_schema import make_form_schema
from kentongan.lobby.api.shapes import catalogue as shapes
from kentongan.lobby.api.shapes.common import OfficeRef, Words
from kentongan.rooms.cases import api as cases
from kentongan.rooms.services import api as services

REALITY_DAYS = 90
FEWEST_CASES = 10  # below this figures would tell of single people
WORKING_DAY = 8 * 3600
# UU 25/2009 pasal 21: the fourteen components, in the order of the law
COMPONENTS = {
    "legal_basis": _("Legal basis"),
    "requirements": _("Requirements"),
    "procedure": _("How it goes"),
    "time": _("Time"),
    "fee": _("Fee"),
    "product": _("What you receive"),
    "facilities": _("Facilities"),
    "competence": _("Competence of staff"),
    "supervision": _("Internal supervision"),
    "complaints": _("Complaints and suggestions"),
    "staff": _("Number of staff"),
    "guarantee": _("Guarantee of service"),
    "safety": _("Guarantee of safety"),
    "evaluation": _("Evaluation of performance"),
}


def say_twice(lazy: Any) -> Words:
    """Return what is translated in both languages."""
    with override("id"):
        indonesian = str(lazy() if callable(lazy) else lazy)
    with override("en"):
        return Words(id=indonesian, en=str(lazy() if callable(lazy) else lazy))


def find_page(name: str, *arguments: str) -> str:
    """Return the public address of a page for people; empty while there is no such page."""
    try:
        return f"{settings.PUBLIC_URL}{reverse(name, args=arguments)}"
    except NoReverseMatch:
        return ""


def tell_service_line(service: Any) -> shapes.ServiceLine:
    """Return a service as a list shows it."""
    return shapes.ServiceLine(**_tell_basics(service))


def _tell_basics(service: Any) -> dict[str, Any]:
    category = service.category
    return {
        "slug": service.slug,
        "abbreviation": service.abbreviation,
        "name": Words(id=service.name_id, en=service.name_en),
        "summary": Words(id=service.summary_id, en=service.summary_en),
        "category": shapes.Category(
            key=category.key, name=Words(id=category.name_id, en=category.name_en)
        ),
        "url": find_page("services:show_service", service.slug),
    }


def tell_service(service: Any, *, now: datetime) -> shapes.ServiceDetail:
    """Return everything about a service."""
    plan = cases.Definition.parse(service.slug, service.definition)
    form = services.describe_form(service)
    return shapes.ServiceDetail(
        **_tell_basics(service),
        keywords=list(service.keywords),
        promise=tell_promise(plan.promise),
        standard=_tell_standard(service, form=form, promise=plan.promise),
        laws=[_tell_law(law) for law in service.standard["legal_basis"]],
        route=[_tell_step(step) for step in plan.route],
        form=make_form_schema(service.slug, form),
        reality=_tell_reality(service.slug, plan.promise, now=now),
        satisfaction=_tell_satisfaction(service.slug, now=now),
    )


def tell_promise(promise: clock.Promise) -> shapes.Promise:
    """Return a promise with its unit and words."""
    unit, amount = ("days", promise.days) if promise.days is not None else _in_minutes(promise)
    return shapes.Promise(unit=unit, amount=amount or 0, words=cases.say_promise(promise))


def _in_minutes(promise: clock.Promise) -> tuple[str, int]:
    minutes = promise.minutes or 0
    whole_hours = minutes >= 120 and minutes % 60 == 0  # noqa: PLR2004 - one hour is said in minutes
    return ("hours", minutes // 60) if whole_hours else ("minutes", minutes)


def _tell_standard(
    service: Any, *, form: Mapping[str, Any], promise: clock.Promise
) -> list[shapes.Component]:
    laws = [_tell_law(law).text for law in service.standard["legal_basis"]]
    papers = [Words(**paper["label"]) for paper in form["requirements"]]
    said = {
        "legal_basis": _join(laws),
        "requirements": _join(papers),
        "time": say_twice(lambda: cases.say_promise(promise)),
    }
    return [
        shapes.Component(
            key=key,
            title=say_twice(title),
            text=said[key] if key in said else _pick(service.standard[key]),
        )
        for key, title in COMPONENTS.items()
    ]


def _join(parts: list[Words]) -> Words:
    return Words(
        id="; ".join(part.id for part in parts), en="; ".join(part.en or part.id for part in parts)
    )


def _pick(words: Mapping[str, Any]) -> Words:
    return Words(id=str(words["id"]), en=str(words.get("en", "")))


def _tell_law(law: Mapping[str, Any]) -> shapes.Law:
    text = Words(id=str(law["text"]), en=str(law.get("en", "")))
    return shapes.Law(text=text, source=str(law["source"]), is_verified=bool(law["verified"]))


def _tell_step(step: cases.StepPlan) -> shapes.Step:
    return shapes.Step(
        key=step.key,
        title=Words(id=step.title_id, en=step.title_en),
        office=step.office,
        role=step.role,
        promise=tell_promise(step.promise),
        decisions=list(step.decisions),
        signs=step.signs,
    )


def _tell_reality(slug: str, promise: clock.Promise, *, now: datetime) -> shapes.Reality | None:
    seconds = (
        (promise.days + 1) * WORKING_DAY
        if promise.days is not None
        else (promise.minutes or 0) * 60
    )
    found = cases.get_reality(slug, promise_seconds=int(seconds), now=now)
    if found.count < FEWEST_CASES:
        return None
    return shapes.Reality(
        days=REALITY_DAYS,
        count=found.count,
        median_seconds=found.median_seconds,
        p90_seconds=found.p90_seconds,
        on_time_percent=found.on_time_percent,
        slowest_place=found.slowest_place,
        slowest_seconds=found.slowest_seconds,
    )


def _tell_satisfaction(slug: str, *, now: datetime) -> float | None:
    since = now - timedelta(days=REALITY_DAYS)
    found = cases.get_survey_result(slug=slug, since=since, until=now)
    return round(float(found.ikm), 2) if found else None


def tell_region(region: Any) -> shapes.Region:
    """Return a region."""
    return shapes.Region(
        code=region.code,
        name=region.name,
        full_name=region.full_name,
        kind=region.kind,
        parent=region.parent_id,
    )


def tell_office_ref(office: Any) -> OfficeRef:
    """Return an office by key and name."""
    return OfficeRef(key=office.key, name=office.name)


def tell_office(office: Any) -> shapes.Office:
    """Return an office and how to reach it."""
    return shapes.Office(
        key=office.key,
        name=office.name,
        short_name=office.short_name,
        aliases=list(office.aliases),
        kind=office.kind,
        region=office.region_id,
        parent=office.parent.key if office.parent else None,
        phone=office.phone,
        email=office.email,
        address=office.address,
    )


def tell_score(score: cases.OfficeScore, *, office: Any) -> shapes.Score:
    """Return how one office kept its promises."""
    return shapes.Score(
        office=tell_office_ref(office),
        ended=score.ended,
        on_time=score.on_time,
        on_time_percent=score.on_time_percent,
        median_seconds=score.median_seconds,
        open=score.open,
        late=score.late,
        satisfaction=round(score.ikm, 2) if score.ikm is not None else None,
        rated=score.rated,
    )
