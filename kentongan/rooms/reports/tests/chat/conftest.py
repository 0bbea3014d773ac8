"""Imports read to their end."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.places import api as places
from kentongan.rooms.reports.models import ChatImport, WaReply, WaTalk
from kentongan.rooms.reports.services.chat.reading import read_export
from kentongan.rooms.reports.services.chat.receiving import receive_export
from kentongan.rooms.reports.services.whatsapp import _cloud, receiving, replying, understanding
from kentongan.rooms.reports.tests.chat.wa_makers import FACTS, Platform, wrap
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


@pytest.fixture
def platform(settings: Any, monkeypatch: pytest.MonkeyPatch, categories: None) -> Platform:
    settings.WHATSAPP = FACTS
    made = Platform()
    monkeypatch.setattr(_cloud, "make_opener", lambda: made)
    return made


@pytest.fixture
def tell(platform: Platform) -> Callable[..., list[str]]:
    """Send messages and let the queue work; returns what was answered."""

    def _tell(*messages: dict[str, Any], second: int = 600) -> list[str]:
        now = MONDAY + timedelta(seconds=second)
        before = len(platform.sent)
        receiving.receive_events(wrap(*messages), by=CLOCK, now=now)
        for talk in WaTalk.objects.all():
            understanding.understand_talk(talk.pk, by=CLOCK, now=now)
        for reply in WaReply.objects.filter(state="queued").order_by("created_at"):
            replying.send_reply(reply.pk, by=CLOCK, now=now)
        return platform.sent[before:]

    return _tell
