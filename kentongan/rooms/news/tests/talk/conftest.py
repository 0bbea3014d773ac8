"""Two articles, and what readers say below them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.keys import make_key
from kentongan.rooms.news.models import Article, Category, Comment
from kentongan.rooms.news.queries.policy import get_policy
from kentongan.rooms.news.rules.commenting import Policy
from kentongan.rooms.news.services import commenting
from kentongan.rooms.news.services.commenting import Typed, write_comment
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from tests.people import BEGIN, PASSWORD

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SAID = "Selamat untuk semua desa yang maju."


def make_article(slug: str = "lomba", **changed: Any) -> Article:
    Category.objects.get_or_create(
        slug="inovasi", defaults={"name_id": "Inovasi", "name_en": "Innovation"}
    )
    facts = {
        "id": make_key(), "slug": slug, "state": "published", "category_id": "inovasi",
        "title_id": "Dua puluh lima desa maju", "title_en": "Twenty-five villages enter",
        "summary_id": "Setiap kecamatan mengirim satu desa.", "summary_en": "One of each district.",
        "html_id": "<p>Isi</p>", "html_en": "<p>Text</p>", "authors": "Nadia Contoh",
        "made_at": NOW - timedelta(days=2), "changed_at": NOW - timedelta(days=2),
        "published_at": NOW - timedelta(days=2),
    }  # fmt: skip
    return Article.objects.create(**{**facts, **changed})


@pytest.fixture
def article(db: None) -> Article:
    return make_article()


@pytest.fixture
def say(article: Article) -> Callable[..., Comment]:
    """Write a comment, as Wati unless said otherwise."""

    def _say(words: str = SAID, *, at: datetime = NOW, **changed: Any) -> Comment:
        where = changed.pop("article", article)
        parent = changed.pop("parent", None)
        by = changed.pop("by", people.VISITOR)
        facts = {"name": "Wati", "email": "wati@warga.example", "seconds": 30.0, **changed}
        return write_comment(
            article_id=where.pk, typed=Typed(words=words, **facts),
            parent_id=parent.pk if parent else None, by=by, now=at,
        )  # fmt: skip

    return _say


def make_officer(name: str, *, office: str = "diskominfo", role: str = "editor") -> people.Actor:
    """Make one officer; everybody else of the regency is not needed here."""
    user_id = people.create_user(
        email=f"{name.lower().replace(chr(32), chr(46))}@contoh.example",
        name=name,
        password=PASSWORD,
        by=TERMINAL,
        now=BEGIN,
    )
    people.appoint(
        user_id=user_id, office_id=places.get_office(office).pk, role=role, capacity="definitive",
        behalf_of="", starts_at=BEGIN, by=TERMINAL, now=BEGIN,
    )  # fmt: skip
    return people.get_actor(user_id, now=NOW)


@pytest.fixture
def nadia(regency: None) -> people.Actor:
    return make_officer("Nadia")


@pytest.fixture
def rendra(regency: None) -> people.Actor:
    return make_officer("Rendra")


@pytest.fixture
def decide(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Policy]:
    """Let the regency decide otherwise about comments."""

    def _decide(**changed: Any) -> Policy:
        policy = replace(get_policy(), **changed)
        monkeypatch.setattr(commenting, "get_policy", lambda: policy)
        return policy

    return _decide
