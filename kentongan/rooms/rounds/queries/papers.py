"""What goes round, on paper for the wall of a village hall, and as a picture to send on."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kentongan.foundation import cards, press
from kentongan.rooms.places import api as places
from kentongan.rooms.rounds.errors import NoSuchUnit
from kentongan.rooms.rounds.models import Stop
from kentongan.rooms.rounds.queries.showing import Shown, get_today, list_stops, list_visits
from kentongan.rooms.rounds.queries.words import list_lines

TEMPLATE = Path(__file__).parents[1] / "posters" / "poster.typ"
POSTER_DAYS, MOST_DATES, MOST_ROWS = 62, 6, 7
KEPT_SECONDS = 600  # a poster is printed by few, and made anew for nobody within ten minutes


def make_poster(village_code: str, *, now: datetime) -> bytes:
    """Return the poster of a village as PDF, in the language of the reader; NoSuchUnit."""
    key = f"rounds:poster:{village_code}:{get_language()}:{get_today(now)}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = _print_poster(village_code, now=now)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _print_poster(village_code: str, *, now: datetime) -> bytes:
    try:
        village = places.get_region(village_code)
    except places.NoSuchRegion as error:
        raise NoSuchUnit from error
    if not village.is_village:
        raise NoSuchUnit
    district = ".".join(village_code.split(".")[:3])
    address = f"{settings.PUBLIC_URL}{reverse('rounds:list_rounds')}?kecamatan={district}"
    data = {
        "language": get_language() or "id", "made_at": now.isoformat(),
        "regency": str(settings.REGENCY_FACTS["formal_name"]),
        "title": _("Services that come to you"),
        "for_words": _("For the people of %(village)s, until %(until)s")
        % {"village": village.full_name, "until": _say_date(_until(now))},
        "rows": [_describe(stop, visits) for stop, visits in _list_by_stop(district, now=now)],
        "bring_label": _("Bring:"), "fees_label": _("Costs:"), "address": address,
        "hint": _("Scan to see every visit, and what changed since this was printed."),
        "empty": _("Nothing is planned for this district in the next two months."),
    }  # fmt: skip
    return press.print_letter(
        template=TEMPLATE, data=data, images={"qr.svg": press.qr_svg(address)}
    )


def _until(now: datetime) -> date:
    return get_today(now) + timedelta(days=POSTER_DAYS - 1)


def _list_by_stop(district: str, *, now: datetime) -> list[tuple[Stop, list[Shown]]]:
    stops = list(list_stops(districts=[district]))
    today = get_today(now)
    by_stop: dict[int, list[Shown]] = {stop.pk: [] for stop in stops}
    for one in list_visits(stops, since=today, until=_until(now) + timedelta(days=1)):
        if one.at.is_held and one.at.ends_at > now:
            by_stop[one.stop.pk].append(one)
    return [(stop, by_stop[stop.pk]) for stop in stops if by_stop[stop.pk]][:MOST_ROWS]


def _describe(stop: Stop, visits: Sequence[Shown]) -> dict[str, Any]:
    hours = f"{stop.opens:%H.%M}–{stop.closes:%H.%M}"
    papers, fees = list_lines(stop.unit.requirements), list_lines(stop.unit.fees)
    return {
        "unit": stop.unit.name,
        "place": f"{stop.name}, {hours}",
        "when": [_say_date(one.at.date) for one in visits[:MOST_DATES]],
        "bring": ", ".join(line.words for line in papers if not line.is_extra),
        "fees": ", ".join(f"{line.words} {line.amount}" for line in fees if not line.is_extra),
    }


def _say_date(day: date) -> str:
    return date_format(day, "l j F")


# --- The card ---


def draw_card(stop: Stop, day: date) -> bytes:
    """Return the picture of one visit as PNG, 1200 by 630; NoSuchUnit when there is none."""
    visits = list_visits([stop], since=day, until=day + timedelta(days=1))
    if not visits:
        raise NoSuchUnit
    one = visits[0]
    bring = ", ".join(line.words for line in list_lines(stop.unit.requirements)[:3])
    when = f"{_say_date(one.at.date)}, {one.at.starts_at:%H.%M}–{one.at.ends_at:%H.%M}"
    note = one.state if one.state else _("Bring: %(papers)s") % {"papers": bring} if bring else ""
    return cards.draw_card(
        owner=str(settings.REGENCY_FACTS["formal_name"]),
        title=stop.unit.name,
        lines=[when, one.place],
        note=str(note),
    )
