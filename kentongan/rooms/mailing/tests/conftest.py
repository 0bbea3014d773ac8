import pytest

from kentongan.rooms.mailing.queries import topics as registry
from kentongan.rooms.mailing.rules.items import Topic

TOPICS = (
    Topic("t-news", "Kabar"),
    Topic("t-news/farm", "Pertanian"),
    Topic("t-rounds", "Layanan keliling"),
    Topic("t-hidden", "Tersembunyi", is_offered=False),
)


@pytest.fixture
def topics(monkeypatch):
    monkeypatch.setattr(registry, "_topics", {topic.key: topic for topic in TOPICS})
    monkeypatch.setattr(registry, "_sources", [])
