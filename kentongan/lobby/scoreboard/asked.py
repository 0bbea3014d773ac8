"""What somebody wants to see on the board, as it stands in an address."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import QueryDict
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

PERIODS: dict[str, tuple[int, Lazy]] = {
    "minggu": (7, _("7 days")),
    "bulan": (30, _("30 days")),
    "tahun": (365, _("12 months")),
}
KINDS: dict[str, Lazy] = {
    "": _("All offices"),
    "village": _("Villages"),
    "district": _("Districts"),
    "agency": _("Agencies"),
}
SORTS: dict[str, Lazy] = {
    "lewat": _("Late"),
    "tepat": _("On time"),
    "median": _("Median"),
    "buka": _("Open"),
    "selesai": _("Finished"),
    "puas": _("Satisfaction"),
    "nama": _("Name"),
}
PAGE = 50
LAST_PAGE = 99


@dataclass(frozen=True)
class Asked:
    """Period, filter, order and page of the board."""

    period: str = "bulan"
    kind: str = ""
    district: str = ""
    sort: str = "lewat"
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> "Asked":
        """Read an address; what cannot be read counts as not asked."""
        page = query.get("hal", "")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < len("999") else 1
        return cls(
            period=_pick(query.get("masa"), PERIODS, "bulan"),
            kind=_pick(query.get("jenis"), KINDS, ""),
            district=(query.get("kecamatan") or "")[:13],
            sort=_pick(query.get("urut"), SORTS, "lewat"),
            page=min(max(number, 1), LAST_PAGE),
        )

    def make_query(self, **changed: str) -> str:
        """Return the query of an address where some of it is changed, from the first page on."""
        facts = {
            "masa": self.period if self.period != "bulan" else "",
            "jenis": self.kind,
            "kecamatan": self.district,
            "urut": self.sort if self.sort != "lewat" else "",
            **changed,
        }
        given = urlencode({name: value for name, value in facts.items() if value})
        return f"?{given}" if given else "?"

    @property
    def days(self) -> int:
        """Length of the period."""
        return PERIODS[self.period][0]

    def get_span(self, today: date, *, before: int = 0) -> tuple[datetime, datetime]:
        """Return [since, until) in whole local days, today included; `before` counts back."""
        until = _midnight(today + timedelta(days=1 - before * self.days))
        since = _midnight(today + timedelta(days=1 - (before + 1) * self.days))
        return since, until


def _pick(given: str | None, known: Collection[str], default: str) -> str:
    return given if given is not None and given in known else default


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))
