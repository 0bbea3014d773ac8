"""The news of the demo: every state is there, corrected and withdrawn ones too."""

import heapq
from pathlib import Path
from typing import Any

from django.conf import settings as house
from django.test import Client
from django.utils import timezone

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.lobby.demo.newsroom import plan_news
from kentongan.lobby.demo.story import Story
from kentongan.rooms.news import api as news
from kentongan.rooms.news.models import Article
from tests.people import People


@pytest.mark.django_db
def test_the_demo_shows_every_state_of_an_article(
    folk: People, settings: Any, tmp_path: Path, client: Client
) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    now = timezone.localtime()
    news.load_news(house.REGENCY_FOLDER, by=TERMINAL, now=now)
    story = Story(until=now)
    plan_news(story, until=now)
    while story.heap:
        moment, _, what = heapq.heappop(story.heap)
        what(moment)

    states = sorted(Article.objects.values_list("state", flat=True))
    corrected = Article.objects.get(corrected_at__isnull=False)
    assert [states.count(state) for state in ("review", "scheduled", "withdrawn")] == [1, 1, 1]
    assert states.count("published") >= 10
    assert "107" in corrected.body_id
    assert "107" in corrected.body_en
    assert client.get("/kabar/").status_code == 200
    english = client.get(f"/en/kabar/{corrected.year}/{corrected.slug}/").text
    assert "it was 107" in english
