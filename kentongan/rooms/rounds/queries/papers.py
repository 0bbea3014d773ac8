"""What goes round, on paper for the wall of a village hall, and as a picture to send on."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kentongan.foundation import cards, press
from kentongan.rooms.places import api as places
from kentongan.rooms.rounds.errors import NoSuchUnit
from kentongan.rooms.rounds.models import Stop
from kentongan.rooms.rounds.queries.showing import Shown, get_today, list_coming, list_visits
from kentongan.rooms.rounds.queries.words import list_lines, say_day, say_hours

TEMPLATE = Path(__file__).parents[1] / "posters" / "poster.typ"
POSTER_DAYS, MOST_DATES, MOST_ROWS = 62, 6, 7
KEPT_SECONDS = 600  # a poster is printed by few, and made anew for nobody within ten minutes


def make_poster(village_code: str, *, now: datetime) -> bytes:
    """Return the poster of a village as PDF, in the language of the reader; NoSuchUnit."""
    data = _gather(village_code, now=now)
    told = json.dumps(data, sort_keys=True)  # what is told anew is printed anew
    key = f"rounds:poster:{hashlib.sha256(told.encode()).hexdigest()}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        images = {"qr.svg": press.qr_svg(data["address"])}
        facts = {**data, "made_at": now.isoformat()}
        kept = press.print_letter(template=TEMPLATE, data=facts, images=images)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _gather(village_code: str, *, now: datetime) -> dict[str, Any]:
    try:
        village = places.get_region(village_code)
    except places.NoSuchRegion as error:
        raise NoSuchUnit from error
    if not village.is_village:
        raise NoSuchUnit
    district = ".".join(village_code.split(".")[:3])
    address = f"{settings.PUBLIC_URL}{reverse('rounds:list_rounds')}?kecamatan={district}"
    return {
        "language": get_language() or "id",
        "regency": str(settings.REGENCY_FACTS["formal_name"]),
        "title": _("Services that come to you"),
        "for_words": _("For the people of %(village)s, until %(until)s")
        % {"village": village.full_name, "until": say_day(_until(now))},
        "rows": [_describe(stop, visits) for stop, visits in _list_by_stop(district, now=now)],
        "bring_label": _("Bring:"), "fees_label": _("Costs:"), "not_label": _("Does not come:"),
        "address": address,
        "hint": _("Scan to see every visit, and what changed since this was printed."),
        "empty": _("Nothing is planned for this district in the next two months."),
    }  # fmt: skip


def _until(now: datetime) -> date:
    return get_today(now) + timedelta(days=POSTER_DAYS - 1)


def _list_by_stop(district: str, *, now: datetime) -> list[tuple[Stop, list[Shown]]]:
    """Return the visits of a district by stop, also those that do not take place."""
    by_stop: dict[int, tuple[Stop, list[Shown]]] = {}
    until = _until(now) + timedelta(days=1)
    for one in list_coming(districts=[district], since=get_today(now), until=until):
        if one.at.ends_at > now:
            by_stop.setdefault(one.stop.pk, (one.stop, []))[1].append(one)
    rows = sorted(by_stop.values(), key=lambda row: (row[0].unit.order, row[0].slug))
    return rows[:MOST_ROWS]


def _describe(stop: Stop, visits: Sequence[Shown]) -> dict[str, Any]:
    papers, fees = list_lines(stop.unit.requirements), list_lines(stop.unit.fees)
    held = [one for one in visits if one.at.is_held][:MOST_DATES]
    last = held[-1].at.date if len(held) == MOST_DATES else None
    gone = [one for one in visits if not one.at.is_held and (not last or one.at.date < last)]
    return {
        "unit": stop.unit.name,
        "place": f"{stop.name}, {say_hours(stop.opens, stop.closes)}",
        "when": [_say_held(one) for one in held],
        "not_when": [_say_gone(one) for one in gone],
        "bring": ", ".join(line.words for line in papers if not line.is_extra),
        "fees": ", ".join(f"{line.words} {line.amount}" for line in fees if not line.is_extra),
    }


def _say_held(one: Shown) -> str:
    """Say the day, and what is other than usual: hours, place."""
    hours = (one.at.starts_at.time(), one.at.ends_at.time())
    other = []
    if hours != (one.stop.opens, one.stop.closes):
        other.append(_say_hours(one))
    if one.is_elsewhere:
        other.append(one.place)
    return f"{say_day(one.at.date)} ({', '.join(other)})" if other else say_day(one.at.date)


def _say_gone(one: Shown) -> str:
    why = f"{one.state}: {one.moved_to}" if one.moved_to else one.state
    return f"{say_day(one.at.date)} ({why})"


def _say_hours(one: Shown) -> str:
    return say_hours(one.at.starts_at, one.at.ends_at)


# --- The card ---


def draw_card(stop: Stop, day: date) -> bytes:
    """Return the picture of one visit as PNG, 1200 by 630; NoSuchUnit when there is none."""
    visits = list_visits([stop], since=day, until=day + timedelta(days=1))
    if not visits:
        raise NoSuchUnit
    one = next((one for one in visits if one.at.is_held), visits[0])
    bring = ", ".join(line.words for line in list_lines(stop.unit.requirements)[:3])
    when = f"{say_day(one.at.date)}, {_say_hours(one)}"
    note = _("Bring: %(papers)s") % {"papers": bring} if bring else ""
    if one.state:
        note = f"{one.state}: {one.moved_to}" if one.moved_to else one.state
    return cards.draw_card(
        owner=str(settings.REGENCY_FACTS["formal_name"]),
        title=stop.unit.name,
        lines=[when, one.place],
        note=str(note),
    )
