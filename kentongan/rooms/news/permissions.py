"""Who may: `check_` raises, `can_` answers."""

from django.conf import settings

from kentongan.rooms.news.errors import NoSuchArticle
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
