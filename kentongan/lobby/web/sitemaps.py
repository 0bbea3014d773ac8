"""What search engines may read: every public page in both languages, each naming the other."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.timezone import localtime

from kentongan.rooms.news import api as news
from kentongan.rooms.notices import api as notices
from kentongan.rooms.rounds import api as rounds
from kentongan.rooms.services import api as services

FRONT = (
    "web:show_home", "services:list_services", "reports:report_problem", "reports:show_map",
    "cases:track", "news:list_news", "news:show_radio", "notices:list_notices",
    "rounds:list_rounds", "permits:show_permits", "permits:show_numbers", "cameras:show_network",
    "scoreboard:show_scoreboard", "audit:list_days", "web:show_accessibility", "web:show_privacy",
)  # fmt: skip


class Page(NamedTuple):
    """A public page by the name of its address, and when it last changed, if that is known."""

    name: str
    values: tuple[object, ...] = ()
    changed_at: datetime | None = None


if TYPE_CHECKING:
    PageMap = Sitemap[Page]
else:
    PageMap = Sitemap  # Django's own takes no brackets


class _Pages(PageMap):
    i18n = alternates = x_default = True

    def location(self, item: Page) -> str:
        return reverse(item.name, args=item.values)

    def lastmod(self, item: Page) -> datetime | None:
        return item.changed_at


class FrontPages(_Pages):
    """Where rooms begin."""

    def items(self) -> Sequence[Page]:
        return [Page(name) for name in FRONT]


class ServicePages(_Pages):
    """Every service of the catalogue."""

    def items(self) -> Sequence[Page]:
        found = services.list_services()
        return [Page("services:show_service", (service.slug,)) for service in found]


class NewsPages(_Pages):
    """Every published article."""

    def items(self) -> Sequence[Page]:
        return [
            Page("news:show_article", (localtime(at).year, slug), changed)
            for slug, at, changed in news.list_addresses()
        ]


class NoticePages(_Pages):
    """Every notice that was given, those that are over too: people look for them."""

    def items(self) -> Sequence[Page]:
        return [
            Page("notices:show_notice", (year, slug), at)
            for year, slug, at in notices.list_addresses()
        ]


class RoundPages(_Pages):
    """Every unit that goes round, and every place where it comes."""

    def items(self) -> Sequence[Page]:
        return [
            Page("rounds:show_stop", (unit, stop), at)
            if stop
            else Page("rounds:show_unit", (unit,))
            for unit, stop, at in rounds.list_addresses()
        ]


SITEMAPS: dict[str, Any] = {
    "front": FrontPages,
    "services": ServicePages,
    "news": NewsPages,
    "notices": NoticePages,
    "rounds": RoundPages,
}
