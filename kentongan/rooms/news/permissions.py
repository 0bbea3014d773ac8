"""Who may: `check_` raises, `can_` answers."""

from django.conf import settings

from kentongan.rooms.news.errors import NoSuchArticle, OwnWriting
from kentongan.rooms.news.models import Article, ArticleVersion
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places


def get_keeper() -> int | None:
    """Return the id of the office whose editors write and review; None where none is named."""
    facts = settings.REGENCY_FACTS.get("news", {})
    key = str(facts.get("keeper", "")) if isinstance(facts, dict) else ""
    return places.get_office(key).pk if key else None


def can_edit(by: people.Actor) -> bool:
    """Tell whether `by` is an editor of the office that keeps the news."""
    if not by.has_role(people.Role.EDITOR):
        return False
    keeper = get_keeper()
    return keeper is not None and by.holds(keeper, people.Role.EDITOR)


def check_can_edit(by: people.Actor) -> None:
    """Refuse, as if there were nothing, who is no editor."""
    if not can_edit(by):
        raise NoSuchArticle


def list_writers(article: Article) -> set[int]:
    """Return who wrote on an article, by user id."""
    found = ArticleVersion.objects.filter(article=article, made_by__isnull=False)
    return set(found.values_list("made_by_id", flat=True))


def may_agree(article: Article, *, by: people.Actor) -> bool:
    """Tell whether somebody may agree to the text: an editor who wrote nothing of it."""
    return can_edit(by) and by.user_id not in list_writers(article)


def check_may_agree(article: Article, *, by: people.Actor) -> None:
    """Refuse who wrote on the article. Raises NoSuchArticle, OwnWriting."""
    check_can_edit(by)
    if not may_agree(article, by=by):
        raise OwnWriting
