"""What everybody may read of the network: numbers, never a private camera's place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Min, Sum
from django.utils.formats import date_format

from kentongan.rooms.cameras.errors import NoSuchCamera
from kentongan.rooms.cameras.models import Camera, Grant, Look
from kentongan.rooms.cameras.models.camera import OWNER_NAMES, PURPOSE_NAMES
from kentongan.rooms.cameras.rules.words import OwnerKind, Purpose, Standing
from kentongan.rooms.places import api as places

MONTH_PARTS = 2
LAST_MONTH = 12


@dataclass(frozen=True)
class Month:
    """A month of the regency's own time zone, half open."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read 2026-11; raises NoSuchCamera for anything else, which is a 404."""
        parts = text.split("-")
        if len(parts) != MONTH_PARTS or not all(part.isdecimal() for part in parts):
            raise NoSuchCamera
        year, month = int(parts[0]), int(parts[1])
        if not (2000 <= year <= 9998 and 1 <= month <= LAST_MONTH and text == f"{year}-{month:02}"):  # noqa: PLR2004
            raise NoSuchCamera
        return cls(year, month)

    @property
    def starts_at(self) -> datetime:
        return datetime(self.year, self.month, 1, tzinfo=ZoneInfo(settings.TIME_ZONE))

    @property
    def name(self) -> str:
        """Say it as people do: November 2026."""
        return date_format(self.starts_at, "F Y")

    def next(self) -> "Month":
        """Return the month after."""
        return Month(self.year + self.month // LAST_MONTH, self.month % LAST_MONTH + 1)

    def before(self) -> "Month":
        """Return the month before."""
        year, month = divmod(self.year * LAST_MONTH + self.month - 2, LAST_MONTH)
        return Month(year, month + 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"


@dataclass(frozen=True)
class MonthLine:
    """Looks of a month by one purpose at cameras of one kind of office."""

    purpose: str
    purpose_name: str
    office: str
    looks: int
    seconds: int

    @property
    def minutes(self) -> int:
        return round(self.seconds / 60)


@dataclass(frozen=True)
class Network:
    """How many cameras there are, and under how many grants they are seen."""

    cameras: int
    by_owner: list[tuple[str, int]]
    grants: int


def get_month_of(now: datetime) -> Month:
    """Return the month that a moment lies in, in the regency's time zone."""
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    return Month(local.year, local.month)


def count_month(month: Month) -> list[MonthLine]:
    """
    Return how often cameras were looked at in a month: a line for each purpose and office.

    A purpose nobody looked for stands there with zero: silence is a number too.
    """
    looks = Look.objects.filter(
        started_at__gte=month.starts_at, started_at__lt=month.next().starts_at
    )
    rows = looks.values_list("purpose", "office").annotate(Count("pk"), Sum("seconds"))
    found = {
        (purpose, places.get_office(office).name): (n, s)
        for purpose, office, n, s in rows.order_by()
    }
    lines = [
        MonthLine(purpose, str(PURPOSE_NAMES[Purpose(purpose)]), office, count, seconds or 0)
        for (purpose, office), (count, seconds) in sorted(found.items())
    ]
    missing = [purpose for purpose in Purpose if purpose not in {line.purpose for line in lines}]
    return [*lines, *(MonthLine(p, str(PURPOSE_NAMES[p]), "", 0, 0) for p in missing)]


def list_months(*, now: datetime, most: int = 12) -> Iterator[Month]:
    """Yield this month and those before it, back to the first look."""
    first = Look.objects.aggregate(first=Min("started_at"))["first"]
    month, left = get_month_of(now), most
    yield month
    while first is not None and month.starts_at > first and left > 1:
        month, left = month.before(), left - 1
        yield month


def get_network(*, now: datetime) -> Network:
    """Return how many cameras are verified and in how many hands."""
    rows = Camera.objects.filter(standing=Standing.VERIFIED).values_list("owner_kind")
    found = dict(rows.annotate(Count("pk")).order_by())
    grants = Grant.objects.filter(ended_at=None, starts_at__lte=now, ends_at__gt=now).count()
    return Network(
        cameras=sum(found.values()),
        by_owner=[(str(OWNER_NAMES[kind]), found.get(kind.value, 0)) for kind in OwnerKind],
        grants=grants,
    )
