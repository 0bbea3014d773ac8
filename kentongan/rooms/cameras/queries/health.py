"""How cameras are and were: uptime between two dates, and what a page shows of one camera."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kentongan.foundation.video.trouble import Reason
from kentongan.rooms.cameras.models import CameraDay, CameraHealth
from kentongan.rooms.cameras.models.health import HEALTH_NAMES
from kentongan.rooms.cameras.rules.words import Health, Mode, Standing

DAYS = 30
ALL = 100.0
NEARLY_ALL = 95
BAR_STEP = ALL / DAYS
LEAST_BAR = 4.0  # a day without any good look is seen too
TAGS = {Health.LIVE: "ok", Health.UNKNOWN: "paused"}
ADVICE = {
    Health.DOWN: gettext_lazy("look whether camera and router have power and internet; switch both"
                              " off for a minute and on again."),
    Health.FROZEN: gettext_lazy("switch the camera off for a minute and on again."),
    Health.BLACK: gettext_lazy("look whether a lid or dirt is before the lens, and whether the"
                               " camera sees by night."),
    Health.COVERED: gettext_lazy("look what is before the lens: a leaf, a web, a cloth, dirt; wipe"
                                 " it with a soft cloth."),
    Health.MOVED: gettext_lazy("turn the camera back to the road as it was when it was verified and"
                               " tighten its screws."),
}  # fmt: skip
REASONS = {
    Reason.PASSWORD: gettext_lazy("the camera refuses the password we know; was it changed? Then"
                                  " declare the new one."),
    Reason.CODEC: gettext_lazy("the camera sends a film that browsers cannot show; set its stream"
                               " back to H.264."),
    Reason.NO_STREAM: gettext_lazy("the camera answers, but has no film at the declared address;"
                                   " was it changed? Then declare the new one."),
    Reason.FORBIDDEN: gettext_lazy("the declared address leads nowhere any more; declare the new"
                                   " one."),
}  # fmt: skip


@dataclass(frozen=True)
class Uptime:
    """The share of looks that found a camera alive, in percent; None: it was never looked at."""

    percent: float | None
    looks: int
    days: int  # with at least one look
    is_whole: bool  # watched since the first date or before, and on most days between

    @property
    def known_percent(self) -> float | None:
        """Return the percent when it can stand for all the days that were asked about."""
        return self.percent if self.is_whole else None


@dataclass(frozen=True)
class Bar:
    """One day as a bar: from the left and the height in percent; `is_bad` is drawn in red."""

    left: float
    top: float
    height: float
    is_bad: bool
    words: str


@dataclass(frozen=True)
class HealthView:
    """How a camera is, for a page."""

    state: str
    state_words: str
    tag: str
    advice: str
    since: datetime
    looked_at: datetime | None
    uptime: float | None
    looks: int
    bars: list[Bar]
    words: str


def uptime_of(camera_id: UUID, *, first: date, last: date) -> Uptime:
    """Return the uptime of a camera from `first` to `last`, both included."""
    return uptimes_of([camera_id], first=first, last=last)[camera_id]


def uptimes_of(camera_ids: Iterable[UUID], *, first: date, last: date) -> dict[UUID, Uptime]:
    """Return the uptime of several cameras from `first` to `last`, in one query."""
    wanted = list(camera_ids)
    between = Q(date__range=(first, last))
    rows = (
        CameraDay.objects.filter(camera__in=wanted, date__lte=last, looks__gt=0)
        .values("camera")
        .annotate(
            all=Sum("looks", filter=between), good=Sum("alive", filter=between),
            days=Count("pk", filter=between), began=Min("date"),
        )
        .values_list("camera", "all", "good", "days", "began")
    )  # fmt: skip
    found = {row[0]: row[1:] for row in rows}
    span = (last - first).days + 1
    return {one: _sum_up(found.get(one), first=first, span=span) for one in wanted}


def _sum_up(
    row: tuple[int | None, int | None, int, date] | None, *, first: date, span: int
) -> Uptime:
    if row is None or not row[0]:
        return Uptime(None, 0, 0, is_whole=False)
    looks, alive, days, began = row
    share = ALL * (alive or 0) / looks if looks else None
    return Uptime(share, looks or 0, days, is_whole=began <= first and days * 2 >= span)


def find_pulse(camera_id: UUID, *, now: datetime) -> HealthView | None:
    """Return how a camera is and was in the last days; None before its first look."""
    health = CameraHealth.objects.filter(pk=camera_id).first()
    if health is None or health.looked_at is None:
        return None
    today = localtime(now).date()
    first = today - timedelta(days=DAYS - 1)
    rows = {day.date: day for day in CameraDay.objects.filter(camera=camera_id, date__gte=first)}
    looks, alive = sum(d.looks for d in rows.values()), sum(d.alive for d in rows.values())
    state = Health(health.state)
    bad = sum(1 for day in rows.values() if day.looks and not _is_good(day))
    return HealthView(
        state=state, state_words=str(HEALTH_NAMES[state]), tag=TAGS.get(state, "late"),
        advice=get_advice(health), since=health.since, looked_at=health.looked_at,
        uptime=ALL * alive / looks if looks else None, looks=looks,
        bars=[_draw(first + timedelta(days=n), n, rows) for n in range(DAYS)],
        words=_describe(len(rows), bad),
    )  # fmt: skip


def get_advice(health: CameraHealth) -> str:
    """Return what its owner can do about a camera, in the reader's language; empty when well."""
    if health.state == Health.DOWN and health.reason in REASONS:
        return str(REASONS[Reason(health.reason)])
    return str(ADVICE.get(Health(health.state), ""))


def count_down() -> int:
    """Return how many watched cameras have a fault now."""
    return _list_watched().exclude(state__in=[Health.LIVE, Health.UNKNOWN]).count()


def count_connected() -> tuple[int, int]:
    """Return how many watched cameras show a good picture now, and how many are watched."""
    counted = _list_watched().aggregate(all=Count("pk"), alive=Count("pk", Q(state=Health.LIVE)))
    return counted["alive"], counted["all"]


def _list_watched() -> QuerySet[CameraHealth]:
    return CameraHealth.objects.filter(
        camera__standing=Standing.VERIFIED, camera__mode=Mode.STREAM, camera__retired_at=None
    )


def measure_alive(
    *, since: datetime, until: datetime, office_key: str | None = None
) -> float | None:
    """Return the percent of looks that found a camera alive, of one office's cameras or of all."""
    rows = CameraDay.objects.filter(
        date__gte=localtime(since).date(), date__lt=localtime(until).date()
    )
    if office_key is not None:
        rows = rows.filter(camera__office__key=office_key)
    found = rows.aggregate(looks=Sum("looks"), alive=Sum("alive"))
    return ALL * found["alive"] / found["looks"] if found["looks"] else None


def _is_good(day: CameraDay) -> bool:
    return day.alive * 100 >= day.looks * NEARLY_ALL


def _draw(date_: date, number: int, rows: dict[date, CameraDay]) -> Bar:
    day = rows.get(date_)
    shown = date_format(date_, "j F")
    if day is None or not day.looks:
        return Bar(number * BAR_STEP, ALL, 0, is_bad=False, words=_("%(date)s: no look") % {
            "date": shown})  # fmt: skip
    percent = ALL * day.alive / day.looks
    height = max(percent, LEAST_BAR)
    words = _("%(date)s: %(percent)s percent") % {"date": shown, "percent": round(percent)}
    return Bar(number * BAR_STEP, ALL - height, height, is_bad=not _is_good(day), words=words)


def _describe(days: int, bad: int) -> str:
    if not days:
        return _("No looks in the last 30 days.")
    if not bad:
        return _("In the last 30 days the camera was well on every day we looked.")
    return ngettext(
        "In the last 30 days %(n)s day was below 95 percent.",
        "In the last 30 days %(n)s days were below 95 percent.",
        bad,
    ) % {"n": bad}
