"""Drafts are forgotten after two weeks, with their files."""

from datetime import timedelta
from typing import Any

import pytest

from kentongan.foundation.actors import CLOCK, TERMINAL
from kentongan.foundation.files.models import StoredFile
from kentongan.rooms.services.models import Draft
from kentongan.rooms.services.queries.catalogue import get_service
from kentongan.rooms.services.queries.drafts import find_draft
from kentongan.rooms.services.rules.pages import find_page, list_pages
from kentongan.rooms.services.services.drafts import keep_page, sweep_drafts
from kentongan.rooms.services.tests.conftest import MONDAY, SKU, photo

pytestmark = pytest.mark.usefixtures("catalogue")


def keep(**typed: Any) -> None:
    service = get_service(SKU)
    page = find_page(list_pages(service.form), "usaha")
    assert page
    keep_page(
        service=service, page=page, typed=typed, uploads={"business_photo": photo()},
        owners=["browser:x"], owner="browser:x", by=TERMINAL, now=MONDAY,
    )  # fmt: skip


def test_old_drafts_are_forgotten_with_their_files() -> None:
    keep(business_name="Bebek")

    assert sweep_drafts(by=CLOCK, now=MONDAY + timedelta(days=13)) == 0
    assert sweep_drafts(by=CLOCK, now=MONDAY + timedelta(days=15)) == 1
    assert not StoredFile.objects.exists()


def test_files_of_a_draft_outlive_it() -> None:
    keep()

    assert StoredFile.objects.filter(keep_until__gt=MONDAY + timedelta(days=14)).exists()


def test_a_draft_sealed_with_a_lost_key_is_an_empty_form(settings: Any) -> None:
    keep(business_name="Bebek")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key-" * 5, []

    draft = find_draft(get_service(SKU), owners=["browser:x"], office_id=None)

    assert (draft.typed, draft.files) == ({}, {})


def test_a_flood_in_one_answer_is_cut() -> None:
    keep(business_name="x" * 100_000)

    draft = find_draft(get_service(SKU), owners=["browser:x"], office_id=None)

    assert len(draft.typed["business_name"]) == 4000
    assert Draft.objects.count() == 1
