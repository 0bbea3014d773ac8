"""Applications of invented residents, well formed, as many as a bench needs."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.conf import settings

from kentongan.foundation.actors import TERMINAL
from kentongan.lobby.demo import forms, papers
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.services import api as services
from tests.people import SUMBERBERAS, People

DAYS = 20_000
FIRST_SERIAL = 5_000  # registries and the demo stay below and above


def list_applications(slug: str, *, count: int, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield what `submit_application` takes, each by another person: applicant and answers."""
    random = Random(slug)  # noqa: S311 - the same each time
    told = tomllib.loads((settings.REGENCY_FOLDER / "demo.toml").read_text())
    service = next(one for one in services.list_whole_services() if one.slug == slug)
    for number in range(count):
        resident = _make_resident(number)
        yield {
            "slug": slug,
            "applicant": resident.applicant,
            "answers": forms.invent_answers(service, random, told, resident, now),
        }


def _make_resident(number: int) -> forms.Resident:
    born = date(1950, 1, 1) + timedelta(days=number % DAYS)
    serial = FIRST_SERIAL + number // DAYS
    return forms.Resident(
        name=f"Warga Contoh {number}",
        nik=f"{SUMBERBERAS[:8].replace('.', '')}{born:%d%m%y}{serial:04d}",
        phone=f"0810{number:08d}",
        village=SUMBERBERAS,
        address="Dusun Krajan RT 02 RW 01",
    )


def store_papers(slug: str, *, now: datetime) -> dict[str, UUID]:
    """Store a drawn sample of every paper that the service needs."""
    service = services.get_service(slug)
    names = {key: key for key in forms.list_required(service)}
    return papers.store_papers(names, by=TERMINAL, now=now)


def grant_applications(slug: str, *, count: int, folk: People, now: datetime) -> list[UUID]:
    """Submit applications, forward and grant them; their letters are not issued yet."""
    files = store_papers(slug, now=now)
    sari, joko = (folk.actor(name, now=now) for name in ("Sari", "Joko"))
    granted = []
    for one in list_applications(slug, count=count, now=now):
        case = services.submit_application(**one, files=files, by=people.VISITOR, now=now)
        for version, decision, by in ((1, "forward", sari), (2, "grant", joko)):
            cases.decide(case_id=case.pk, version=version, decision=decision, by=by, now=now)
        granted.append(case.pk)
    return granted
