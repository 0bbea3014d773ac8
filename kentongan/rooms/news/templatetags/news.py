"""How articles are shown."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kentongan.rooms.news.models import Article
from kentongan.rooms.news.queries.page import ArticlePage
from kentongan.rooms.news.queries.pictures import ShownPicture, make_shown
from kentongan.rooms.news.rules.markdown import PLACE_OF_PICTURE

register = template.Library()


@register.filter
def prose(page: ArticlePage) -> SafeString:
    """Write an article's text: harmless since it was kept, with its pictures in their places."""

    def draw(found: "object") -> str:
        picture = page.pictures.get(int(found[1]))  # type: ignore[index]
        return render_to_string("news/_picture.html", {"picture": picture}) if picture else ""

    return SafeString(PLACE_OF_PICTURE.sub(draw, page.article.html))


@register.filter
def first_picture(article: Article) -> ShownPicture | None:
    """Return the leading picture of an article in a list."""
    facts = article.picture_facts
    return make_shown(facts[0]) if facts else None
