"""Only what is bad: late, reopened, followed by many, nobody there to mend it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kentongan.foundation import clock
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.reports.models import Category, Report
from kentongan.rooms.reports.queries.categories import name_categories
from kentongan.rooms.reports.rules.digest import SHOWN, Fault, Plan, Running, find_faults
from kentongan.rooms.reports.rules.words import Secrecy, Standing

FAULTS: dict[Fault, Lazy] = {
    Fault.LATE: gettext_lazy("Late"),
    Fault.REOPENED: gettext_lazy("Opened again"),
    Fault.MANY: gettext_lazy("Followed by many"),
    Fault.NOBODY: gettext_lazy("Nobody there to mend it"),
}
STEP = "case__current_step__"
LOOKED_AT = (
    "code", "category_id", "place_id", "standing", "secrecy", "follower_count", "reopened_count",
    "case__due_at", f"{STEP}office_id", f"{STEP}role", f"{STEP}due_at",
)  # fmt: skip


@dataclass(frozen=True)
class Bad:
    """A report that a leader has to hear of: where it is and why, never anybody's words."""

    code: str
    category_slug: str  # nothing of a secret one
    place_code: str
    office_id: int
    due_at: datetime
    faults: tuple[Fault, ...]
    followers: int

    @property
    def office(self) -> str:
        return places.get_office(self.office_id).name

    @property
    def is_secret(self) -> bool:
        return not self.category_slug


@dataclass(frozen=True)
class Line:
    """One report in words."""

    code: str
    office_id: int
    words: str


@dataclass(frozen=True)
class Section:
    """Reports with one fault; the worst first, `more` are not shown."""

    title: str
    lines: list[Line]
    more: int


def read_plan() -> Plan:
    """Return when leaders of this regency are told, and of what."""
    return Plan.read(settings.REGENCY_FACTS)


def list_bad(*, office_ids: Collection[int] | None = None, now: datetime) -> list[Bad]:
    """Return open reports that are bad, of all or some offices, the longest overdue first."""
    plan = read_plan()
    owners = {(holder.office_id, holder.role) for holder in people.list_holders(now=now)}
    rows = Report.objects.open().filter(case__current_step__isnull=False).values(*LOOKED_AT)
    if office_ids is not None:
        rows = rows.filter(case__current_step__office__in=office_ids)
    found = [_judge(row, owners=owners, plan=plan, now=now) for row in rows]
    return sorted((bad for bad in found if bad), key=lambda bad: (bad.due_at, bad.code))


def _judge(
    row: Mapping[str, Any], *, owners: Collection[tuple[int, str]], plan: Plan, now: datetime
) -> Bad | None:
    due_at = min(row["case__due_at"], row[f"{STEP}due_at"])
    running = Running(
        office_id=row[f"{STEP}office_id"], role=row[f"{STEP}role"], due_at=due_at,
        is_waiting=row["standing"] == Standing.WAITING,
        followers=row["follower_count"], reopened=row["reopened_count"],
    )  # fmt: skip
    faults = find_faults(running, owners=owners, plan=plan, now=now)
    if not faults:
        return None
    is_secret = row["secrecy"] == Secrecy.SECRET
    return Bad(
        code=row["code"],
        category_slug="" if is_secret else row["category_id"],
        place_code="" if is_secret else row["place_id"],
        office_id=running.office_id,
        due_at=due_at,
        faults=faults,
        followers=running.followers,
    )


def list_bad_for(by: people.Actor, *, now: datetime) -> list[Bad]:
    """Return what is bad at the offices of an officer; all of it for the regent's office."""
    is_regent = get_regency_office_id() in by.offices
    return list_bad(office_ids=None if is_regent else by.offices, now=now)


def get_regency_office_id() -> int:
    """Return the regent's office."""
    return int(places.list_offices(kind="regency")[0].pk)


# --- In words ---


def list_sections(found: Sequence[Bad], *, now: datetime) -> list[Section]:
    """Return what is bad by fault, in the language that is active."""
    sections, names = [], name_categories()
    for fault, title in FAULTS.items():
        rows = [bad for bad in found if fault in bad.faults]
        lines = [
            Line(bad.code, bad.office_id, f"{_say_what(bad, names)}: {_say(bad, fault, now=now)}")
            for bad in rows[:SHOWN]
        ]
        if rows:
            more = max(0, len(rows) - SHOWN)
            sections.append(Section(f"{title} ({len(rows)})", lines, more))
    return sections


def write_digest(found: Sequence[Bad], *, title: str, now: datetime) -> str:
    """Return the text to send or to paste into a group, in the language that is active."""
    facts = {
        "title": title,
        "moment": cases.say_moment(localtime(now)),
        "sections": list_sections(found, now=now),
        "address": f"{settings.PUBLIC_URL}{reverse('reports:show_bad')}",
    }
    return render_to_string("reports/mail/digest.txt", facts).strip() + "\n"


def count_words(found: Sequence[Bad]) -> str:
    """Say how many reports need a leader."""
    return ngettext(
        "%(count)s report needs you", "%(count)s reports need you", len(found)
    ) % {"count": len(found)}  # fmt: skip


def _say_what(bad: Bad, names: Mapping[str, Category]) -> str:
    if not bad.category_slug:
        return _("secret report")
    return f"{names[bad.category_slug].name}, {places.get_region(bad.place_code).full_name}"


def _say(bad: Bad, fault: Fault, *, now: datetime) -> str:
    if fault is Fault.LATE:
        calendar = places.get_calendar(places.get_office(bad.office_id))
        seconds = clock.working_seconds_between(bad.due_at, now, calendar)
        return _("%(time)s of working time late, at %(office)s") % {
            "time": cases.say_duration(seconds), "office": bad.office,
        }  # fmt: skip
    if fault is Fault.MANY:
        followers = ngettext("%(count)s follower", "%(count)s followers", bad.followers)
        said = followers % {"count": bad.followers}
        return _("%(followers)s, at %(office)s") % {"followers": said, "office": bad.office}
    return _("at %(office)s") % {"office": bad.office}
