"""Drafts are forgotten after two weeks, with their files."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

from django.db import connection

import pytest

from kentongan.foundation import vault
from kentongan.foundation.actors import CLOCK, TERMINAL
from kentongan.foundation.files.models import StoredFile
from kentongan.foundation.keys import make_key
from kentongan.rooms.people import api as people
from kentongan.rooms.services.models import Draft
from kentongan.rooms.services.queries.catalogue import get_service
from kentongan.rooms.services.queries.checking import name_applicant
from kentongan.rooms.services.queries.drafts import find_draft
from kentongan.rooms.services.rules.pages import find_page, list_pages
from kentongan.rooms.services.services.drafts import keep_page, send_draft, sweep_drafts
from kentongan.rooms.services.tests.conftest import (
    APPLICANT,
    MONDAY,
    SKU,
    SKU_ANSWERS,
    SKU_PAPERS,
    photo,
)
from tests.people import People

pytestmark = pytest.mark.usefixtures("catalogue")


def keep(*, owner: str = "browser:x", **typed: Any) -> None:
    service = get_service(SKU)
    page = find_page(list_pages(service.form), "usaha")
    assert page
    keep_page(
        service=service, page=page, typed=typed, uploads={"business_photo": photo()},
        owners=[owner], owner=owner, by=TERMINAL, now=MONDAY,
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


def test_a_forgotten_person_leaves_no_draft(folk: People) -> None:
    keep(owner=f"user:{folk.users['Wati']}", business_name="Bebek")
    keep(owner=f"user:{folk.users['Budi']}", business_name="Ayam")

    people.forget_person(person_id=folk.persons["Wati"], by=TERMINAL, now=MONDAY)

    assert Draft.objects.get().owner == f"user:{folk.users['Budi']}"


def test_a_flood_in_one_answer_is_cut() -> None:
    keep(business_name="x" * 100_000)

    draft = find_draft(get_service(SKU), owners=["browser:x"], office_id=None)

    assert len(draft.typed["business_name"]) == 4000
    assert Draft.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_from_two_tabs_at_once_is_one_case(papers: Any) -> None:
    service = get_service(SKU)
    kept = {key: str(file_id) for key, file_id in papers(*SKU_PAPERS).items()}
    typed = {**SKU_ANSWERS, **name_applicant({**APPLICANT, "consent": "yes"})}
    data = {
        "typed": typed,
        "files": {key: {"id": file_id, "name": "x", "size": 1} for key, file_id in kept.items()},
    }
    draft = Draft.objects.create(
        id=make_key(), service=service, owner="browser:x", begun_at=MONDAY, saved_at=MONDAY,
        sealed=vault.seal(json.dumps(data), purpose="draft"),
    )  # fmt: skip
    start = Barrier(2)

    def send(_: int) -> str:
        start.wait()
        try:
            case = send_draft(
                draft_id=draft.pk, owners=["browser:x"], language="id", by=TERMINAL, now=MONDAY
            )
            return str(case.code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(send, range(2)))

    assert len(set(codes)) == 1
