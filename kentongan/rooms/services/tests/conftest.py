"""The catalogue of the regency, applications that are right, and moments."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

import pytest
from PIL import Image

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.files.services import store_upload
from kentongan.rooms.services import api as services
from tests.people import SUMBERBERAS, People

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=ZoneInfo("Asia/Jakarta")).astimezone(UTC)
SKU = "surat-keterangan-usaha"
NIK = "3510164101900001"  # Wati's
OTHER_NIK = "3510164102880003"
APPLICANT = {
    "name": "Wati Contoh",
    "nik": NIK,
    "phone": "0812 3456 7001",
    "email": "wati@contoh.example",
    "village_code": SUMBERBERAS,
    "address": "Dusun Krajan RT 02 RW 01",
}
SKU_ANSWERS = {
    "business_name": "Ternak bebek Sumberayu",
    "business_kind": "ternak",
    "business_village": SUMBERBERAS,
    "business_address": "Dusun Krajan RT 02 RW 01",
    "business_since": "2019-03-01",
    "monthly_turnover": "Rp 3.500.000",
    "purpose": "pengajuan kredit ke bank",
}
SKU_PAPERS = ("ktp", "kk", "pengantar_rt", "business_photo")
LINES_OF_THE_GUIDE = Path(settings.BASE_DIR) / "docs" / "how-to" / "add-a-service.md"


def photo(name: str = "ktp.jpg", colour: str = "tan") -> SimpleUploadedFile:
    """A small photo as a phone sends it."""
    content = BytesIO()
    Image.new("RGB", (64, 48), colour).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/jpeg")


@pytest.fixture(autouse=True)
def _files_lie_apart(tmp_path: Path, settings: Any) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


def _load() -> None:
    services.load_services(settings.REGENCY_FOLDER, by=TERMINAL, now=MONDAY)


@pytest.fixture(scope="session")
def _loaded_once(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        _load()


@pytest.fixture
def catalogue(_loaded_once: None, regency: None) -> None:
    """The services of the regency; again after a test that emptied the tables."""
    if not services.list_services():
        _load()


@pytest.fixture
def papers() -> Callable[..., dict[str, UUID]]:
    """Store a photo for each paper."""

    def store(*keys: str) -> dict[str, UUID]:
        return {key: store_upload(photo(f"{key}.jpg"), by=TERMINAL, now=MONDAY).pk for key in keys}

    return store


@pytest.fixture
def apply(
    catalogue: None, folk: People, papers: Callable[..., dict[str, UUID]]
) -> Callable[..., Any]:
    """Send Wati's application for a business letter."""

    def send(**changes: Any) -> Any:
        return services.submit_application(
            **{
                "slug": SKU, "applicant": APPLICANT, "answers": SKU_ANSWERS,
                "files": papers(*SKU_PAPERS), "by": folk.actor("Wati", now=MONDAY), "now": MONDAY,
                **changes,
            }
        )  # fmt: skip

    return send
