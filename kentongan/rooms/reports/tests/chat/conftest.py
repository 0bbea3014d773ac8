"""Imports read to their end."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.places import api as places
from kentongan.rooms.reports.models import ChatImport
from kentongan.rooms.reports.services.chat.reading import read_export
from kentongan.rooms.reports.services.chat.receiving import receive_export
from kentongan.rooms.reports.tests.conftest import MONDAY
from tests.people import SUMBERBERAS, People


@pytest.fixture(autouse=True)
def _files_lie_apart(tmp_path: Path, settings: Any) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.fixture
def village() -> Any:
    return places.get_office(f"desa-{SUMBERBERAS}")


@pytest.fixture
def bring(categories: None, folk: People) -> Callable[..., ChatImport]:
    """Let Sari import a file and the queue read it."""

    def _bring(upload: Any, *, name: str = "Sari") -> ChatImport:
        office = places.get_office(f"desa-{SUMBERBERAS}")
        sent = receive_export(
            upload, office_id=office.pk, by=folk.actor(name, now=MONDAY), now=MONDAY
        )
        read_export(import_id=sent.pk, by=CLOCK, now=MONDAY)
        return ChatImport.objects.get(pk=sent.pk)

    return _bring
