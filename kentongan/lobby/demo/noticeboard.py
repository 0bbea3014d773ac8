"""The notices of the demo: one of long ago, works at night, a warning of today."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings

from kentongan.rooms.notices import api as notices
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

FILE = "demo_notices.toml"
SAME = ("topic", "severity", "urgency", "certainty", "places")


def plan_notices(story: Any, *, until: datetime) -> None:
    """Plan what airports and editors say; nothing where there are no demo notices."""
    file = settings.REGENCY_FOLDER / FILE
    if not file.exists():
        return
    told = tomllib.loads(file.read_text())
    for row in told.get("past", []):
        story.at(until - timedelta(days=9), lambda now, r=row: _keep_past(r, now))
    for row in told.get("notams", []):
        story.at(until + timedelta(hours=row["said"]), lambda now, r=row: _give(r, until, now))
    for row in told.get("warnings", []):
        story.at(until + timedelta(hours=row["said"]), lambda now, r=row: _warn(r, until, now))


def _keep_past(row: Mapping[str, Any], now: datetime) -> None:
    writer, _ = _find_editors(now)
    notices.keep_past_notam(
        row["text"], published_at=row["published_at"], flights=row.get("flights", ""), by=writer,
        now=now,
    )  # fmt: skip


def _give(row: Mapping[str, Any], until: datetime, now: datetime) -> None:
    writer, publisher = _find_editors(now)
    begins, ends = (until + timedelta(hours=row[name]) for name in ("begins", "ends"))
    text = row["text"].format(
        year=f"{begins:%y}", begins=_write(begins), ends=_write(ends)
    )  # fmt: skip
    draft = notices.take_notam(text, by=writer, now=now)
    notices.publish_notice(notice_id=draft.pk, version=draft.version, by=publisher, now=now)


def _write(moment: datetime) -> str:
    """Return a moment as it stands in a NOTAM, at the full hour."""
    return f"{moment.astimezone(UTC):%y%m%d%H}00"


def _warn(row: Mapping[str, Any], until: datetime, now: datetime) -> None:
    writer, publisher = _find_editors(now)
    facts = {name: row[name] for name in SAME} | {
        f"{name}_{language}": row[name][language]
        for name in ("title", "words", "instruction")
        for language in ("id", "en")
    }
    facts |= {
        "starts_at": until + timedelta(hours=row["begins"]),
        "ends_at": until + timedelta(hours=row["ends"]),
        "is_exercise": False,
    }
    draft = notices.write_warning(facts, by=writer, now=now)
    notices.publish_notice(notice_id=draft.pk, version=draft.version, by=publisher, now=now)


def _find_editors(now: datetime) -> tuple[people.Actor, people.Actor]:
    """Return two editors of the first office that gives notices and has two."""
    facts: Any = settings.REGENCY_FACTS["notices"]
    for key in facts["offices"]:
        held = people.list_holders(places.get_office(key).pk, "editor", now=now)[:2]
        if len(held) > 1:
            first, second = (people.get_actor(holder.user_id, now=now) for holder in held)
            return first, second
    raise LookupError("no office of the notices has two editors")
