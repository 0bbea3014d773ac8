"""Loading what readers may do and hear: comments.toml and radio.toml of a regency."""

import tomllib
from datetime import datetime
from pathlib import Path

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.news.errors import WrongTalkData
from kentongan.rooms.news.models import RadioProgramme, RadioStation
from kentongan.rooms.news.queries.policy import read_file
from kentongan.rooms.news.rules.radio import Slot, StationData, WrongRadioData, read_stations

FILE = "radio.toml"


@transaction.atomic
def load_talk(folder: Path, *, by: Acting, now: datetime) -> dict[str, int]:
    """
    Load the stations of a regency and check how it takes comments; safe to repeat.

    A station that is gone from the file is silent. Raises WrongTalkData.
    """
    read_file(folder)
    stations = _read(folder)
    changed = sum(_keep(one, order) for order, one in enumerate(stations))
    gone = RadioStation.objects.filter(is_active=True)
    changed += gone.exclude(slug__in=[one.slug for one in stations]).update(is_active=False)
    if changed:
        audit.record(
            by=by, action="news.radio_loaded", subject=f"regency:{folder.name}", now=now,
            detail={"changed": changed}, topics=("news",),
        )  # fmt: skip
    return {"radio stations": changed}


def _read(folder: Path) -> list[StationData]:
    path = folder / FILE
    if not path.exists():
        return []
    try:
        return read_stations(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, WrongRadioData) as error:
        raise WrongTalkData(file=FILE, why=str(error)) from error


def _keep(data: StationData, order: int) -> bool:
    """Write a station down; tell whether anything of it is new."""
    facts = {
        "name": data.name, "url": data.url, "kind": data.kind, "media_type": data.media_type,
        "summary_id": data.summary["id"], "summary_en": data.summary["en"],
        "homepage": data.homepage, "frequency": data.frequency, "order": order, "is_active": True,
    }  # fmt: skip
    known = RadioStation.objects.filter(slug=data.slug, **facts).first()
    if known is not None and _list_slots(known) == list(data.programme):
        return False
    station, _is_new = RadioStation.objects.update_or_create(slug=data.slug, defaults=facts)
    station.programmes.all().delete()
    RadioProgramme.objects.bulk_create(
        RadioProgramme(
            station=station, day=slot.day, starts=slot.starts, ends=slot.ends,
            title_id=slot.title["id"], title_en=slot.title["en"], presenter=slot.presenter,
        )
        for slot in data.programme
    )  # fmt: skip
    return True


def _list_slots(station: RadioStation) -> list[Slot]:
    return [
        Slot(one.day, one.starts, one.ends, {"id": one.title_id, "en": one.title_en}, one.presenter)
        for one in station.programmes.order_by("day", "starts")
    ]
