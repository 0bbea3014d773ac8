"""The front pages open for everybody, in both languages."""

from typing import Any

from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

import pytest

pytestmark = pytest.mark.django_db
PAGES = ["web:show_home", "web:show_accessibility", "web:show_privacy"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_visitor_reads_the_page_in_their_language(
    client: Client, name: str, language: str
) -> None:
    with translation.override(language):
        url = reverse(name)

    answer = client.get(url)

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()


def test_home_asks_the_database_at_most_five_times(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    cache.clear()

    with django_assert_max_num_queries(5):
        client.get("/")


def test_the_other_language_is_one_tap_away(client: Client) -> None:
    answer = client.get("/privasi/?from=foot")

    assert 'href="/en/privasi/?from=foot"' in answer.content.decode()


def test_a_page_is_read_only(client: Client) -> None:
    assert client.post("/privasi/").status_code == 405


def test_an_unknown_address_answers_in_the_look_of_the_house(client: Client) -> None:
    answer = client.get("/en/nothing-here/")

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()
