"""Figures of the board, gathered from the engine and the offices' names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kentongan.lobby.scoreboard.asked import PAGE, Asked
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits import api as permits
from kentongan.rooms.places import api as places

GOOD, FAIR = 90, 75  # percent on time
SLOWEST = 8
CAMERAS_KEY, KEPT_SECONDS = "scoreboard:cameras", 120
# PermenPANRB 14/2017: the nine elements of satisfaction, in their order.
ELEMENTS = (
    gettext_lazy("Requirements"),
    gettext_lazy("Procedure"),
    gettext_lazy("Time"),
    gettext_lazy("Cost"),
    gettext_lazy("What one gets"),
    gettext_lazy("Competence of the officers"),
    gettext_lazy("Manners of the officers"),
    gettext_lazy("Complaints"),
    gettext_lazy("Rooms and equipment"),
)


@dataclass(frozen=True)
class Bar:
    """A share as the thin bar draws it."""

    spent: int
    state: str
    words: str


@dataclass(frozen=True)
class Figure:
    """One big number."""

    label: str
    value: str
    note: str = ""
    state: str = ""


@dataclass(frozen=True)
class OfficeRow:
    """One office on the board."""

    name: str
    key: str
    kind: str
    district: str
    url: str
    score: cases.OfficeScore
    on_time: Bar | None
    grade: str
    ikm: str


@dataclass(frozen=True)
class Board:
    """What the board shows."""

    figures: list[Figure]
    rows: list[OfficeRow]
    count: int
    pager: dict[str, str]


@dataclass(frozen=True)
class WorkRow:
    """One service, or one step of a service, at an office."""

    name: str
    step: str
    ended: int
    on_time: Bar
    median_seconds: int


@dataclass(frozen=True)
class OfficePage:
    """One office from inside."""

    office: Any
    figures: list[Figure]
    services: list[WorkRow]
    slowest: list[WorkRow]
    elements: list[tuple[Lazy, float, int]]
    survey: Any
    fewest: int


# --- The whole regency ---


def make_board(asked: Asked, *, now: datetime) -> Board:
    """Return big figures and one page of offices."""
    rows = list_rows(asked, now=now)
    last = max(1, -(-len(rows) // PAGE))
    page = min(asked.page, last)
    return Board(
        figures=make_figures(asked, now=now),
        rows=rows[(page - 1) * PAGE : page * PAGE],
        count=len(rows),
        pager={
            "previous_url": asked.make_query(hal=str(page - 1)) if page > 1 else "",
            "next_url": asked.make_query(hal=str(page + 1)) if page < last else "",
        },
    )


def list_rows(asked: Asked, *, now: datetime) -> list[OfficeRow]:
    """Return every office that had work in the period and passes the filter, in the asked order."""
    since, until = asked.get_span(now.date())
    scores = cases.list_office_scores(since=since, until=until, now=now)
    rows = [_make_row(score) for score in scores if _passes(score, asked=asked)]
    return sorted(rows, key=lambda row: (_rank(row, asked.sort), row.name))


def _passes(score: cases.OfficeScore, *, asked: Asked) -> bool:
    office = places.get_office(score.office_id)
    if asked.kind and office.kind != asked.kind:
        return False
    return not asked.district or f"{office.region_id}.".startswith(f"{asked.district}.")


def _make_row(score: cases.OfficeScore) -> OfficeRow:
    office = places.get_office(score.office_id)
    parent = office.parent if office.kind == "village" else None
    percent = score.on_time_percent
    return OfficeRow(
        name=office.name,
        key=office.key,
        kind=office.kind,
        district=parent.name if parent else "",
        url=reverse("scoreboard:show_office", args=[office.key]),
        score=score,
        on_time=None if percent is None else make_bar(percent),
        grade=grade(score.ikm),
        ikm="" if score.ikm is None else number_format(score.ikm, 1),
    )


def make_bar(percent: float) -> Bar:
    """Draw a share on time: green from 90, amber from 75."""
    state = "ok" if percent >= GOOD else "soon" if percent >= FAIR else "late"
    return Bar(round(percent), state, f"{number_format(percent, 0)}%")


def grade(ikm: float | None) -> str:
    """Return the letter of an index, nothing below the minimum of answers."""
    return "" if ikm is None else cases.grade_index(ikm)


def _rank(row: OfficeRow, sort: str) -> float:
    """Return what to sort by, the most telling first; offices without a figure come last."""
    score = row.score
    percent = score.on_time_percent
    ranks: dict[str, float] = {
        "lewat": -score.late,
        "tepat": 1e9 if percent is None else percent,
        "median": -score.median_seconds if score.ended else 1e9,
        "buka": -score.open,
        "selesai": -score.ended,
        "puas": 1e9 if score.ikm is None else score.ikm,
        "nama": 0,
    }
    return ranks[sort]


def make_figures(asked: Asked, *, now: datetime) -> list[Figure]:
    """Return the big numbers of the period, with what changed against the one before."""
    since, until = asked.get_span(now.date())
    totals = cases.get_totals(since=since, until=until, now=now)
    since, until = asked.get_span(now.date(), before=1)
    before = cases.get_totals(since=since, until=until, now=now)
    late_share = round(100 * totals.late / totals.open) if totals.open else 0
    return [
        _make_percent_figure(totals.on_time_percent, before=before.on_time_percent),
        Figure(
            _("Finished cases"),
            number_format(totals.closed, 0, force_grouping=True),
            *_compare_counts(totals.closed, before.closed),
        ),
        Figure(
            _("Open now"),
            number_format(totals.open, 0, force_grouping=True),
            _("%(count)s late, %(share)s%%")
            % {"count": number_format(totals.late, 0, force_grouping=True), "share": late_share},
            "late" if late_share > 100 - GOOD else "soon" if totals.late else "ok",
        ),
        _make_survey_figure(totals, before=before),
        *_make_camera_figures(),
    ]


def _make_camera_figures() -> list[Figure]:
    """Return how many cameras are connected, and how many permits still owe one."""
    known: tuple[int, int, int] | None = cache.get(CAMERAS_KEY)
    if known is None:
        known = (*cameras.count_connected(), permits.count_overdue())
        cache.set(CAMERAS_KEY, known, KEPT_SECONDS)
    alive, watched, overdue = known
    if not watched and not overdue:
        return []
    note = ngettext(
        "%(n)s permit has not complied", "%(n)s permits have not complied", overdue
    ) % {"n": number_format(overdue, 0, force_grouping=True)}  # fmt: skip
    numbers = [number_format(n, 0, force_grouping=True) for n in (alive, watched)]
    words = note if overdue else _("every permit has complied")
    return [Figure(_("Cameras connected"), " / ".join(numbers), words, "late" if overdue else "ok")]


def _make_percent_figure(percent: float | None, *, before: float | None) -> Figure:
    value = "–" if percent is None else f"{number_format(percent, 1)}%"
    return Figure(_("Finished on time"), value, *_compare(percent, before))


def _make_survey_figure(totals: cases.Totals, *, before: cases.Totals) -> Figure:
    if totals.ikm is None:
        return Figure(_("Satisfaction"), "–", _("too few answers yet"), "paused")
    value = f"{grade(totals.ikm)} {number_format(totals.ikm, 1)}"
    note, state = _compare(totals.ikm, before.ikm)
    rated = ngettext("%(n)s answer", "%(n)s answers", totals.rated) % {
        "n": number_format(totals.rated, 0, force_grouping=True)
    }
    return Figure(_("Satisfaction"), value, note or rated, state)


def _compare(new: float | None, old: float | None) -> tuple[str, str]:
    if new is None or old is None:
        return "", ""
    change = round(new - old, 1)
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    words = _("%(change)s against the period before") % {
        "change": f"{sign}{number_format(abs(change), 1)}"
    }
    return words, "ok" if change >= 0 else "late"


def _compare_counts(new: int, old: int) -> tuple[str, str]:
    if not old:
        return "", ""
    change = new - old
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    words = _("%(change)s against the period before") % {
        "change": sign + number_format(abs(change), 0, force_grouping=True)
    }
    return words, ""


# --- One office ---


def make_office_page(office_key: str, asked: Asked, *, now: datetime) -> OfficePage:
    """Return one office's figures, services, slowest steps and satisfaction."""
    office = places.get_office(office_key)
    since, until = asked.get_span(now.date())
    scores = cases.list_office_scores(since=since, until=until, now=now)
    score = next((found for found in scores if found.office_id == office.pk), None)
    work = cases.list_office_work(office_id=office.pk, since=since, until=until)
    survey = cases.get_survey_result(since=since, until=until, office_id=office.pk)
    slugs = {row.type_slug for row in work}
    names, titles = cases.name_types(slugs), cases.name_steps(slugs)
    services = [row for row in work if not row.step]
    steps = [row for row in work if row.step]
    return OfficePage(
        office=office,
        figures=_make_office_figures(score),
        services=[_make_work(row, names=names, titles=titles) for row in services],
        slowest=[_make_work(row, names=names, titles=titles) for row in steps[:SLOWEST]],
        elements=_list_elements(survey.means if survey else ()),
        survey=survey,
        fewest=cases.FEWEST_ANSWERS,
    )


def _make_office_figures(score: cases.OfficeScore | None) -> list[Figure]:
    if score is None:
        return []
    percent = score.on_time_percent
    return [
        Figure(_("Finished on time"), "–" if percent is None else f"{percent}%"),
        Figure(_("Finished steps"), number_format(score.ended, 0, force_grouping=True)),
        Figure(
            _("Open now"),
            number_format(score.open, 0, force_grouping=True),
            _("%(count)s late") % {"count": score.late} if score.late else "",
            "late" if score.late else "",
        ),
        Figure(
            _("Satisfaction"),
            "–" if score.ikm is None else f"{grade(score.ikm)} {number_format(score.ikm, 1)}",
            _("too few answers yet") if score.ikm is None else "",
            "paused" if score.ikm is None else "",
        ),
    ]


def _make_work(
    row: cases.WorkScore, *, names: dict[str, str], titles: dict[tuple[str, str], str]
) -> WorkRow:
    key = row.step.removesuffix("?")
    title = titles.get((row.type_slug, key), key)
    if row.step.endswith("?"):
        title = _("Answer to another office")
    return WorkRow(
        name=names.get(row.type_slug, row.type_slug),
        step=title if row.step else "",
        ended=row.ended,
        on_time=make_bar(row.on_time_percent),
        median_seconds=row.median_seconds,
    )


def _list_elements(means: Sequence[float]) -> list[tuple[Lazy, float, int]]:
    return [
        (label, round(mean, 2), round((mean - 1) / 3 * 100))
        for label, mean in zip(ELEMENTS, means, strict=False)
    ]


def list_csv(rows: Iterable[OfficeRow]) -> Iterable[list[object]]:
    """Return the board as a table for machines: a header, then one line per office."""
    yield [
        "office", "name", "kind", "ended", "on_time", "on_time_percent", "median_minutes",
        "open", "late", "ikm", "grade", "answers",
    ]  # fmt: skip
    for row in rows:
        score = row.score
        yield [
            row.key, row.name, row.kind, score.ended, score.on_time, score.on_time_percent,
            round(score.median_seconds / 60), score.open, score.late,
            "" if score.ikm is None else f"{score.ikm:.2f}", row.grade, score.rated,
        ]  # fmt: skip
