"""How articles are shown."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.news.models import Article, Picture
from kentongan.rooms.news.queries.page import ArticlePage
from kentongan.rooms.news.queries.pictures import ShownPicture, make_shown
from kentongan.rooms.news.queries.texts import Text
from kentongan.rooms.news.rules.markdown import PLACE_OF_PICTURE

register = template.Library()
STATE_TAGS = {"review": "soon", "scheduled": "soon", "published": "ok", "withdrawn": "late"}
LANGUAGE_WORDS = {"id": _("Indonesian"), "en": _("English")}
FIELD_WORDS = {
    "title": _("Title"), "summary": _("Summary"), "body": _("Text"), "authors": _("Written by"),
}  # fmt: skip


@register.filter
def prose(page: ArticlePage | Text) -> SafeString:
    """Write an article's text: harmless since it was kept, with its pictures in their places."""

    def draw(found: "object") -> str:
        picture = page.pictures.get(int(found[1]))  # type: ignore[index]
        return render_to_string("news/_picture.html", {"picture": picture}) if picture else ""

    return SafeString(PLACE_OF_PICTURE.sub(draw, page.html))


@register.filter
def first_picture(article: Article) -> ShownPicture | None:
    """Return the leading picture of an article in a list."""
    facts = article.picture_facts
    return make_shown(facts[0]) if facts else None


@register.filter
def small_address(picture: Picture, article: Article) -> str:
    """Give the address of a picture's smallest copy."""
    rows = article.picture_facts
    facts = next((row for row in rows if row["id"] == str(picture.pk)), None)
    return make_shown(facts).small if facts else ""


@register.filter
def state_tag(state: str) -> str:
    """Give the colour of a state."""
    return STATE_TAGS.get(state, "")


@register.filter
def language_words(code: str) -> str:
    """Say a language in the reader's."""
    return str(LANGUAGE_WORDS.get(code, code))


@register.filter
def field_words(name: str) -> str:
    """Say which part of a text a field is."""
    part, _end, code = name.partition("_")
    words = str(FIELD_WORDS[part])
    return f"{words} ({language_words(code)})" if code else words


@register.filter
def by_key(names: dict[int, str], key: int | None) -> str:
    """Give what a mapping has under this key."""
    return names.get(key or 0, "")
