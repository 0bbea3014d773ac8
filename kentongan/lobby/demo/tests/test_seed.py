"""The demo is told once, by the real services, and ends as a day of the house ends."""

from io import StringIO
from typing import Any

from django.core.management import call_command
from django.utils import timezone

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.audit import chain
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.cameras.models import Camera, EvidenceRequest, Grant, Look, Road
from kentongan.rooms.news import api as news
from kentongan.rooms.permits import api as permits
from kentongan.rooms.permits.models import Duty, Permit, PermitDraft, WarningLetter
from kentongan.rooms.reports import api as reports
from kentongan.rooms.reports.models import Report, ReportPhoto
from kentongan.rooms.services import api as services


@pytest.mark.usefixtures("regency")
def test_a_newcomer_sees_the_days_of_the_story_sealed(
    settings: Any,
) -> None:
    settings.DEMO = True
    settings.CAMERA_LOOPBACK_PORTS = [settings.CAMERA_DEMO_PORT + number for number in range(7)]
    cameras.load_evidence_type(settings.REGENCY_FOLDER, by=TERMINAL, now=timezone.now())
    services.load_services(settings.REGENCY_FOLDER, by=TERMINAL, now=timezone.now())
    reports.load_categories(settings.REGENCY_FOLDER, by=TERMINAL, now=timezone.now())
    permits.load_permits(settings.REGENCY_FOLDER, by=TERMINAL, now=timezone.now())
    news.load_news(settings.REGENCY_FOLDER, by=TERMINAL, now=timezone.now())

    call_command("seed", cases=12, stdout=StringIO())

    sealed = chain.list_days()
    assert len(sealed) >= 5
    assert sealed[0].date < timezone.localdate()
    assert chain.verify().is_whole
    assert ReportPhoto.objects.filter(published_at__isnull=False).exists()
    assert Report.objects.count() == 12  # four of the past weeks, three fresh, five to be mended
    standings = set(Permit.objects.values_list("standing", flat=True))
    assert standings >= {"received", "reviewing", "remarked", "approving", "unpaid", "issuing"}
    assert standings >= {"issued", "refused"}
    assert PermitDraft.objects.exists()
    assert set(Duty.objects.values_list("standing", flat=True)) >= {
        "overdue",
        "relieved",
        "met",  # its camera is alive for weeks
    }
    assert WarningLetter.objects.count() == 3
    assert Camera.objects.filter(standing="verified", mode="stream").count() == 5
    assert Look.objects.filter(ended_at__isnull=False, seconds__gt=0).count() == 40
    assert Grant.objects.get(to_office__key="polresta").cameras.count() == 2
    assert Grant.objects.filter(to_office__key="dishub").count() == 1  # the keeper's own
    assert Camera.objects.filter(standing="waiting").count() == 1  # for the officer's eye
    assert Road.objects.count() > 10
    check_cameras_follow_the_port(settings)
    assert EvidenceRequest.objects.exists()


def check_cameras_follow_the_port(settings: Any) -> None:
    """Start again on other ports: who was verified stays so, and is found where it is now."""
    settings.CAMERA_DEMO_PORT += 100
    settings.CAMERA_LOOPBACK_PORTS = [settings.CAMERA_DEMO_PORT + number for number in range(7)]

    call_command("seed", stdout=StringIO())

    first = Camera.objects.get(name="Simpang Kenanga", standing="verified")
    assert cameras.find_stream_address(first.pk).port == settings.CAMERA_DEMO_PORT
