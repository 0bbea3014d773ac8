from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.rounds.rules.occurrences import OnHolidays, Plan

HOLIDAY_NAMES = {
    OnHolidays.SKIP: _("Does not come on days off"),
    OnHolidays.KEEP: _("Comes on days off too"),
    OnHolidays.NEXT: _("Comes on the next working day instead of a day off"),
}


def pick_language(indonesian: str, english: str) -> str:
    """Return the text of the reader's language, Indonesian where there is no English one."""
    return english if english and (get_language() or "").startswith("en") else indonesian


class MobileUnit(models.Model):
    """A bus, van or team that brings a service to where people live, as data says it."""

    slug = models.SlugField(max_length=60, unique=True)
    name_id = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    summary_id = models.CharField(max_length=300)
    summary_en = models.CharField(max_length=300)
    notes_id = models.CharField(max_length=400, blank=True)
    notes_en = models.CharField(max_length=400, blank=True)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    requirements = models.JSONField(default=list)  # [{"id", "en", "source", "verified"}]
    fees = models.JSONField(default=list)  # [{"id", "en", "amount", "most", "extra", "source", …}]
    services = models.JSONField(default=list)  # [{"slug", "id", "en"}] of the catalogue
    kinds = models.JSONField(default=list)  # [{"slug", "id", "en"}]: what is counted apart
    teams = models.PositiveSmallIntegerField(default=1)  # at how many places it can be at once
    source = models.CharField(max_length=300)
    is_verified = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=0)
    fingerprint = models.BinaryField(default=b"")

    class Meta:
        db_table = "round_unit"
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.name_id

    @property
    def name(self) -> str:
        """Name in the language of the reader."""
        return pick_language(self.name_id, self.name_en)

    @property
    def summary(self) -> str:
        """What it brings, in the language of the reader."""
        return pick_language(self.summary_id, self.summary_en)

    @property
    def notes(self) -> str:
        """What else one must know, in the language of the reader."""
        return pick_language(self.notes_id, self.notes_en)

    @property
    def kind_names(self) -> list[tuple[str, str]]:
        """Slug and name of what is counted apart, in the language of the reader."""
        return [(kind["slug"], pick_language(kind["id"], kind["en"])) for kind in self.kinds]


class Stop(models.Model):
    """A place where a unit comes by a rule: day, hours, quota. Its visits are computed."""

    unit = models.ForeignKey(MobileUnit, on_delete=models.PROTECT, related_name="stops")
    slug = models.SlugField(max_length=60)
    name_id = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    region = models.ForeignKey("places.Region", on_delete=models.PROTECT, related_name="+")
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    opens = models.TimeField()
    closes = models.TimeField()
    rule = models.CharField(max_length=120)  # an RRULE of RFC 5545 without UNTIL
    starts_date = models.DateField()
    ends_date = models.DateField(null=True, blank=True)  # the first day it does not come any more
    on_holidays = models.CharField(
        max_length=4,
        default=OnHolidays.SKIP.value,
        choices=[(o.value, HOLIDAY_NAMES[o]) for o in OnHolidays],
    )
    quota = models.PositiveSmallIntegerField(null=True, blank=True)  # persons a visit
    source = models.CharField(max_length=300)
    is_verified = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    sequence = models.PositiveIntegerField(default=0)  # counts every change, for calendars
    changed_at = models.DateTimeField()
    fingerprint = models.BinaryField(default=b"")

    class Meta:
        db_table = "round_stop"
        ordering = ["unit__order", "unit__slug", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "slug"], name="unit_has_a_stop_once"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="stop_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(ends_date=None) | Q(ends_date__gt=F("starts_date")),
                name="stop_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(
                    lat__isnull=False,
                    lon__isnull=False,
                    lat__range=(-90, 90),
                    lon__range=(-180, 180),
                ),
                name="stop_has_a_whole_position_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.slug}"

    @property
    def name(self) -> str:
        """Name of the place in the language of the reader."""
        return pick_language(self.name_id, self.name_en)

    @property
    def topic(self) -> str:
        """What one follows to hear of it."""
        return f"rounds/{self.unit.slug}/{self.slug}"

    @property
    def path(self) -> str:
        """Its public address, without language."""
        return f"/jadwal/{self.unit.slug}/{self.slug}/"

    @property
    def plan(self) -> Plan:
        """What decides its dates."""
        return Plan(
            rule=self.rule, starts_date=self.starts_date, ends_date=self.ends_date,
            opens=self.opens, closes=self.closes, on_holidays=self.on_holidays, zone=get_zone(),
        )  # fmt: skip

    @property
    def district_code(self) -> str:
        """Kemendagri code of its district."""
        return ".".join(self.region_id.split(".")[:3])


def get_zone() -> ZoneInfo:
    """Return the time zone of the regency."""
    return ZoneInfo(settings.TIME_ZONE)
