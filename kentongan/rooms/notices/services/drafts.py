"""Drafts: what is understood of a NOTAM, what an editor writes of a warning."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kentongan.foundation import notam
from kentongan.foundation.actors import Acting
from kentongan.foundation.keys import make_key
from kentongan.rooms.notices.errors import KnownAlready, WrongNotice
from kentongan.rooms.notices.models import AffectedFlight, Notice
from kentongan.rooms.notices.permissions import check_can_give_notices, list_office_keys
from kentongan.rooms.notices.queries.data import AIRPORT, read_data
from kentongan.rooms.notices.queries.wording import make_titles, make_words
from kentongan.rooms.notices.rules.flights import WrongFlights, read_flights
from kentongan.rooms.notices.rules.words import (
    Certainty,
    Sort,
    State,
    Urgency,
    judge_level,
)
from kentongan.rooms.notices.services._keeping import (
    find_slug,
    keep,
    lock_draft,
    lock_notice,
    note,
)
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

TEXTS = (
    "title_id", "title_en", "words_id", "words_en", "instruction_id", "instruction_en",
)  # fmt: skip
FACTS = (
    *TEXTS, "topic", "severity", "urgency", "certainty", "is_exercise", "starts_at", "ends_at",
    "places",
)  # fmt: skip
OF_A_NOTAM = (*TEXTS, "severity", "urgency", "certainty")
SOON = timedelta(hours=1)


@transaction.atomic
def take_notam(text: str, *, by: Acting, now: datetime) -> Notice:
    """
    Keep a draft of what is understood; nothing is shown yet.

    Raises notam.NotamError with the reason, KnownAlready, NoSuchNotice for who may not.
    """
    office_id = _find_office(by)
    read = notam.parse(text, received=now)
    known = Notice.objects.filter(number=read.number).first()
    if known is not None:
        raise KnownAlready(number=read.number, notice_id=known.pk)
    made = _make_notam(read, office_id=office_id, by=by, now=now)
    note(made, "notam_taken", by=by, now=now, detail={"number": read.number})
    return made


def _find_office(by: Acting) -> int:
    """Return for which office it is kept; the terminal keeps it for the first that is named."""
    if isinstance(by, people.Actor):
        return check_can_give_notices(by)
    return int(places.get_office(sorted(list_office_keys())[0]).pk)


def _make_notam(read: notam.Notam, *, office_id: int, by: Acting, now: datetime) -> Notice:
    titles = make_titles(read)
    words = make_words(read, titles=titles)
    year = localtime(read.starts_at).year
    grace = timedelta(hours=read_data().estimate_hours)
    ends_at = read.ends_at + grace if read.is_estimated and read.ends_at else read.ends_at
    is_cancelling = read.kind is notam.Kind.CANCELLING
    return Notice.objects.create(
        id=make_key(), sort=Sort.NOTAM, number=read.number, year=year,
        slug=find_slug(read.number.replace("/", "-"), year=year), topic=AIRPORT,
        office_id=office_id, title_id=titles["id"], title_en=titles["en"], words_id=words["id"],
        words_en=words["en"], **_judge(read, now=now), starts_at=read.starts_at,
        ends_at=read.starts_at if is_cancelling else ends_at,
        expected_at=read.ends_at if read.is_estimated else None,
        has_hours=read.schedule is not None, places=_find_places(read), original=read.original,
        received_at=now, target=read.target, is_cancelling=is_cancelling,
        written_by_id=_get_user_id(by), made_at=now, changed_at=now,
    )  # fmt: skip


def _judge(read: notam.Notam, *, now: datetime) -> dict[str, Any]:
    meaning = notam.explain(read)
    soon = read.starts_at <= now + SOON
    return {
        "severity": judge_level(meaning.level, is_whole_airport=meaning.is_whole_airport),
        "urgency": Urgency.IMMEDIATE if soon else Urgency.FUTURE,
        "certainty": Certainty.OBSERVED if read.starts_at <= now else Certainty.LIKELY,
    }


def _find_places(read: notam.Notam) -> list[str]:
    known = read_data().aerodromes
    codes = {known[code].place for code in read.locations if code in known}
    return sorted(code for code in codes if code and places.has_region(code))


def _get_user_id(by: Acting) -> int | None:
    return getattr(by, "user_id", None)


@transaction.atomic
def write_warning(facts: Mapping[str, Any], *, by: people.Actor, now: datetime) -> Notice:
    """Keep a draft of a warning; raises WrongNotice, NoSuchNotice for who may not."""
    office_id = check_can_give_notices(by)
    clean = _check_facts(facts)
    year = localtime(clean["starts_at"]).year
    made = Notice.objects.create(
        id=make_key(), sort=Sort.WARNING, year=year, office_id=office_id,
        slug=find_slug(clean["title_id"] or clean["title_en"], year=year), **clean,
        written_by_id=by.user_id, made_at=now, changed_at=now,
    )  # fmt: skip
    note(made, "warning_written", by=by, now=now)
    return made


def _check_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what may be kept of a warning; raises WrongNotice with the fields."""
    clean = {name: facts[name] for name in FACTS if name in facts}
    wrong = {}
    if not (clean.get("title_id") or clean.get("title_en")):
        wrong["title_id"] = _("Write a title.")
    if clean.get("topic") not in read_data().topics:
        wrong["topic"] = _("Choose a topic.")
    if clean.get("ends_at") and clean["ends_at"] <= clean["starts_at"]:
        wrong["ends_at"] = _("The end has to be after the beginning.")
    if [code for code in clean.get("places", ()) if not places.has_region(code)]:
        wrong["places"] = _("Choose places of this regency.")
    if wrong:
        raise WrongNotice(fields=wrong)
    return clean


@transaction.atomic
def change_draft(
    *, notice_id: UUID, version: int, facts: Mapping[str, Any], by: people.Actor, now: datetime
) -> Notice:
    """
    Change a draft; of a NOTAM only the words, never what the airport said.

    Who changes it becomes who wrote it, so somebody else publishes it.
    """
    check_can_give_notices(by)
    draft = lock_draft(notice_id, version=version)
    if draft.sort == Sort.NOTAM:
        clean = {name: facts[name] for name in OF_A_NOTAM if name in facts}
    else:
        clean = _check_facts(facts)
    for name, value in clean.items():
        setattr(draft, name, value)
    draft.written_by_id = by.user_id
    keep(draft, now=now)
    note(draft, "draft_changed", by=by, now=now)
    return draft


@transaction.atomic
def set_flights(*, notice_id: UUID, text: str, by: people.Actor, now: datetime) -> int:
    """Keep the flights that are affected, a line each; returns how many. Raises WrongNotice."""
    check_can_give_notices(by)
    notice = lock_notice(notice_id)
    try:
        flights = read_flights(text)
    except WrongFlights as error:
        words = _("Line %(line)s cannot be read: write flight; route; time.")
        raise WrongNotice(fields={"flights": words % {"line": error.line}}) from error
    notice.flights.all().delete()
    AffectedFlight.objects.bulk_create(
        AffectedFlight(notice=notice, order=n, flight=f.flight, route=f.route, time=f.time)
        for n, f in enumerate(flights)
    )
    keep(notice, now=now)
    note(notice, "flights_set", by=by, now=now, detail={"flights": len(flights)})
    return len(flights)


@transaction.atomic
def start_update(*, notice_id: UUID, by: people.Actor, now: datetime) -> Notice:
    """Return a draft that replaces a published warning when it is published; one at a time."""
    office_id = check_can_give_notices(by)
    old = lock_notice(notice_id)
    if old.state != State.PUBLISHED or old.sort != Sort.WARNING:
        raise WrongNotice
    found = Notice.objects.filter(follows=old, state=State.DRAFT).first()
    if found is not None:
        return found
    facts: dict[str, Sequence[str] | Any] = {name: getattr(old, name) for name in FACTS}
    year = localtime(now).year
    made = Notice.objects.create(
        id=make_key(), sort=Sort.WARNING, year=year, slug=find_slug(old.slug, year=year),
        office_id=office_id, follows=old, **facts, written_by_id=by.user_id, made_at=now,
        changed_at=now,
    )  # fmt: skip
    note(made, "update_started", by=by, now=now, detail={"of": str(old.pk)})
    return made


@transaction.atomic
def discard_draft(*, notice_id: UUID, by: people.Actor, now: datetime) -> None:
    """Throw a draft away; the audit chain keeps that it was."""
    check_can_give_notices(by)
    draft = lock_draft(notice_id)
    note(draft, "draft_discarded", by=by, now=now, detail={"number": draft.number})
    draft.delete()
