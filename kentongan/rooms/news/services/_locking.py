"""Taking hold of an article, and refusing an old copy of it."""

from uuid import UUID

from kentongan.rooms.news.errors import ChangedMeanwhile, NoSuchArticle, NotYourTurn
from kentongan.rooms.news.models import Article
from kentongan.rooms.news.permissions import check_can_edit
from kentongan.rooms.news.rules.words import State
from kentongan.rooms.people import api as people


def lock_article(article_id: UUID, *, by: people.Actor) -> Article:
    """Return the article, ours until the commit; only to editors. Raises NoSuchArticle."""
    check_can_edit(by)
    article = Article.objects.select_for_update().filter(pk=article_id).first()
    if article is None:
        raise NoSuchArticle
    return article


def check_state(article: Article, *states: State) -> None:
    """Refuse what another state asks for. Raises NotYourTurn."""
    if article.state not in states:
        raise NotYourTurn


def check_version(article: Article, version: int) -> None:
    """Refuse an old copy, naming who saved meanwhile. Raises ChangedMeanwhile."""
    if article.version == version:
        return
    names = people.list_user_names([article.changed_by_id] if article.changed_by_id else [])
    who = names.get(article.changed_by_id or 0, "")
    raise ChangedMeanwhile(who=who, version=article.version)
