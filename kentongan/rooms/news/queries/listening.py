"""Stations, and what is on air there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from kentongan.rooms.news.models import RadioProgramme, RadioStation
from kentongan.rooms.news.rules import radio


@dataclass(frozen=True)
class ShownProgramme:
    """A programme of today in the reader's language."""

    starts_at: datetime
    ends_at: datetime
    title: str
    presenter: str
    is_now: bool
    is_over: bool


@dataclass(frozen=True)
class ShownStation:
    """A station with its programme of today."""

    slug: str
    name: str
    frequency: str
    summary: str
    url: str
    media_type: str
    is_hls: bool
    homepage: str
    today: Sequence[ShownProgramme]
    now: ShownProgramme | None


def list_stations(*, now: datetime) -> list[ShownStation]:
    """Return the stations in the order of the data; `now` is local."""
    rows = RadioStation.objects.filter(is_active=True).prefetch_related("programmes")
    return [_show(row, now=now) for row in rows]


def list_origins(stations: Sequence[ShownStation]) -> list[str]:
    """Return from where a browser may play: what the page's security policy names."""
    return sorted({radio.find_origin(station.url) for station in stations})


def has_stations() -> bool:
    """Tell whether there is a radio to hear."""
    return RadioStation.objects.filter(is_active=True).exists()


def _show(row: RadioStation, *, now: datetime) -> ShownStation:
    today = [_show_programme(one) for one in radio.list_day(_list_slots(row), now=now)]
    return ShownStation(
        slug=row.slug,
        name=row.name,
        frequency=row.frequency,
        summary=row.summary,
        url=radio.check_address(row.url),  # again: a page's policy is made of it
        media_type=row.media_type,
        is_hls=row.kind == "hls",
        homepage=row.homepage,
        today=today,
        now=next((one for one in today if one.is_now), None),
    )


def _list_slots(row: RadioStation) -> list[radio.Slot]:
    slots: list[RadioProgramme] = list(row.programmes.all())
    return [
        radio.Slot(
            one.day, one.starts, one.ends, {"id": one.title_id, "en": one.title_en}, one.presenter
        )
        for one in slots
    ]


def _show_programme(one: radio.OnAir) -> ShownProgramme:
    language = "en" if (get_language() or "").startswith("en") else "id"
    title = one.title.get(language) or one.title["id"]
    return ShownProgramme(one.starts_at, one.ends_at, title, one.presenter, one.is_now, one.is_over)
