"""All addresses. Public ones are Indonesian nouns; `/en/…` mirrors them in English."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from kentongan.config import health

PAGES = [
    ("", "kentongan.lobby.web.urls"),
    ("", "kentongan.rooms.services.urls"),
    ("", "kentongan.rooms.letters.urls"),
    ("", "kentongan.rooms.reports.urls"),
    ("", "kentongan.rooms.permits.urls"),
    ("", "kentongan.rooms.cameras.urls"),
    ("", "kentongan.rooms.news.urls"),
    ("", "kentongan.rooms.notices.urls"),
    ("", "kentongan.rooms.rounds.urls"),
    ("", "kentongan.rooms.mailing.urls"),
    ("", "kentongan.rooms.cases.urls"),
    ("", "kentongan.rooms.people.urls"),
    ("meja/surat-keluar/", "kentongan.foundation.outbox.urls"),
    ("", "kentongan.foundation.audit.urls"),
    ("meja/", "kentongan.lobby.desk.urls"),
    ("kinerja/", "kentongan.lobby.scoreboard.urls"),
    ("api/v1/", "kentongan.lobby.api.page_urls"),
    ("", "kentongan.lobby.design.urls"),
]
MACHINES = [
    ("", "kentongan.lobby.web.machine_urls"),
    ("api/v1/", "kentongan.lobby.api.urls"),
    ("open311/v2/", "kentongan.rooms.reports.machine_urls"),
]


def _include(places: list[tuple[str, str]]) -> list[URLPattern | URLResolver]:
    return [path(prefix, include(module)) for prefix, module in places]


urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    *_include(MACHINES),
    *i18n_patterns(*_include(PAGES), prefix_default_language=False),
]
