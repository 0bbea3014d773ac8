"""What a feed tells: the newest articles of a language, with corrections and withdrawals."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db.models import Prefetch, Q
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kentongan.rooms.news.errors import NoSuchArticle
from kentongan.rooms.news.models import Article, Category, Correction
from kentongan.rooms.news.queries.addresses import get_path
from kentongan.rooms.news.queries.pictures import make_shown
from kentongan.rooms.news.rules import feeds
from kentongan.rooms.news.rules.markdown import PLACE_OF_PICTURE
from kentongan.rooms.news.rules.words import State

MOST = 30
WITHDRAWN_DAYS = 30  # so long a feed says that an article was withdrawn


def make_feed(*, category: str = "", now: datetime) -> feeds.Feed:
    """Return the feed of the active language, of one topic if asked; NoSuchArticle."""
    language = "en" if (get_language() or "").startswith("en") else "id"
    topic = _get_topic(category) if category else None
    rows = _list_rows(language, category=category, now=now)
    name = f"{_('News')}: {topic.name}" if topic else str(_("News"))
    publisher = str(settings.REGENCY_FACTS["formal_name"])
    return feeds.Feed(
        key=str(uuid5(NAMESPACE_URL, f"{settings.PUBLIC_URL}/kabar/{category}?{language}")),
        title=f"{name} · {publisher}",
        subtitle=topic.summary if topic else "",
        publisher=publisher,
        language=language,
        page_url=_absolute(_reverse_page(category)),
        self_urls={kind: _absolute(reverse_feed(kind, category)) for kind in feeds.MEDIA_TYPES},
        icon_url=_absolute(static("design/mark.svg")),
        began_at=localtime(_find_newest() or now),
        entries=[_make_entry(row, language) for row in rows],
    )


def reverse_feed(kind: str, category: str = "") -> str:
    """Return where a feed stands, in the language that is active."""
    if category:
        return reverse("news:give_topic_feed", args=[category, kind])
    return reverse("news:give_feed", args=[kind])


def _reverse_page(category: str) -> str:
    if category:
        return reverse("news:show_topic", args=[category])
    return reverse("news:list_news")


def _get_topic(slug: str) -> Category:
    found = Category.objects.filter(slug=slug, is_active=True).first()
    if found is None:
        raise NoSuchArticle
    return found


def _list_rows(language: str, *, category: str, now: datetime) -> list[Article]:
    shown = Q(state=State.PUBLISHED) | Q(
        state=State.WITHDRAWN, withdrawn_at__gt=now - timedelta(days=WITHDRAWN_DAYS)
    )
    rows = Article.objects.filter(shown, published_at__lte=now)
    rows = rows.exclude(**{f"title_{language}": ""})
    if category:
        rows = rows.filter(category=category)
    made = Correction.objects.filter(at__isnull=False).order_by("-at")
    rows = rows.select_related("category").prefetch_related(
        Prefetch("corrections", queryset=made, to_attr="made_corrections")
    )
    return list(rows.order_by("-published_at", "-id")[:MOST])


def _find_newest() -> datetime | None:
    rows = Article.objects.published().order_by("-published_at")
    return rows.values_list("published_at", flat=True).first()


def _make_entry(row: Article, language: str) -> feeds.Entry:
    published = localtime(row.published_at)
    facts: dict[str, Any] = {
        "key": str(row.pk),
        "url": _absolute(get_path(row)),
        "authors": (row.authors,) if row.authors else (),
        "category": (row.category.slug, row.category.name),
        "published_at": published,
    }
    if row.state == State.WITHDRAWN:
        reason = str(getattr(row, f"reason_{language}") or row.reason_id or row.reason_en)
        title = _("Withdrawn: %(title)s") % {"title": row.title}
        return feeds.Entry(
            **facts, title=title, summary=reason, html=f"<p>{escape(reason)}</p>",
            updated_at=localtime(row.withdrawn_at),
        )  # fmt: skip
    corrections: list[Correction] = row.made_corrections  # type: ignore[attr-defined]
    said = "".join(_say_correction(one) for one in corrections)
    html = PLACE_OF_PICTURE.sub(lambda found: _draw(row, int(found[1])), row.html)
    moments = [published, *(localtime(one.at) for one in corrections)]
    return feeds.Entry(
        **facts, title=row.title, summary=row.summary,
        html=feeds.make_absolute(said + html, base=settings.PUBLIC_URL), updated_at=max(moments),
        picture=_find_picture(row),
    )  # fmt: skip


def _say_correction(one: Correction) -> str:
    at = localtime(one.at)
    told = _("Correction of %(day)s:") % {"day": f"{at:%d-%m-%Y %H:%M}"}
    return f"<p><strong>{escape(told)}</strong> {escape(one.words)}</p>"


def _draw(row: Article, number: int) -> str:
    facts = next((one for one in row.picture_facts if one["number"] == number), None)
    if facts is None:
        return ""
    shown = make_shown(facts)
    return f'<p><img src="{escape(shown.src)}" alt="{escape(shown.alt)}"></p>'


def _find_picture(row: Article) -> feeds.Picture | None:
    if not row.picture_facts:
        return None
    shown = make_shown(row.picture_facts[0])
    return feeds.Picture(_absolute(shown.src), "image/jpeg")


def _absolute(path: str) -> str:
    return path if path.startswith("http") else f"{settings.PUBLIC_URL}{path}"
