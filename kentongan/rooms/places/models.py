"""Regions, offices, hours and days off: few rows, read often, changed by decree."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Replace
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.ltree import LtreeField


def plain(text: F | Value | Func) -> Func:
    """Return the SQL of `text` in small letters without accents and punctuation."""
    return Func(text, function="plain_text", output_field=models.TextField())


def pick_language(indonesian: str, english: str) -> str:
    """Return the text of the reader's language, Indonesian where there is no English one."""
    return english if english and (get_language() or "").startswith("en") else indonesian


class RegionKind(models.TextChoices):
    PROVINCE = "province", _("Province")
    REGENCY = "regency", _("Regency")
    CITY = "city", _("City")
    DISTRICT = "district", _("District")
    DESA = "desa", _("Village")
    KELURAHAN = "kelurahan", _("Urban village")


VILLAGE_KINDS = (RegionKind.DESA, RegionKind.KELURAHAN)


class RegionQuerySet(models.QuerySet["Region"]):
    def active(self) -> "RegionQuerySet":
        return self.filter(is_active=True)

    def within(self, code: str) -> "RegionQuerySet":
        """Keep the region of this code and everything below it."""
        return self.filter(path__descendant_of=code)

    def villages(self) -> "RegionQuerySet":
        return self.filter(kind__in=VILLAGE_KINDS)


class Region(models.Model):
    """A province, regency, city, district or village by its Kemendagri code."""

    code = models.CharField(max_length=13, primary_key=True)
    path = models.GeneratedField(
        expression=Func(F("code"), function="text2ltree"),
        output_field=LtreeField(),
        db_persist=True,
    )
    name = models.CharField(max_length=100)
    full_name = models.CharField(max_length=201)  # "Sumberberas, Muncar"
    kind = models.CharField(max_length=10, choices=RegionKind)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    is_active = models.BooleanField(default=True)  # false: dissolved or merged, kept for old cases

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="region_code_is_of_kemendagri",
                condition=Q(code__regex=r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$"),
            ),
            models.CheckConstraint(
                name="region_code_begins_with_that_of_its_parent",
                condition=Q(parent=None) | Q(code__startswith=F("parent_id")),
            ),
        ]
        indexes = [
            GistIndex(fields=["path"], name="region_path"),
            GinIndex(OpClass(plain(F("full_name")), "gin_trgm_ops"), name="region_words"),
            models.Index(
                OpClass(Replace(plain(F("name")), Value(" "), Value("")), "text_pattern_ops"),
                name="region_letters",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_village(self) -> bool:
        """Tell whether this is a desa or a kelurahan."""
        return self.kind in VILLAGE_KINDS


class Boundary(models.Model):
    """The polygons of a region as they were imported; a line of somebody's map, not of the law."""

    region = models.OneToOneField(
        Region, primary_key=True, on_delete=models.CASCADE, related_name="boundary"
    )
    polygons = models.JSONField()  # as in a MultiPolygon of GeoJSON: longitude first
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    source = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "boundaries"
        constraints = [
            models.CheckConstraint(
                name="boundary_has_an_extent",
                condition=Q(west__lt=F("east"), south__lt=F("north")),
            )
        ]

    def __str__(self) -> str:
        return str(self.region_id)


class HoursKind(models.Model):
    """A way of being open that several offices share."""

    key = models.SlugField(primary_key=True)
    name_id = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    is_open_on_days_off = models.BooleanField(default=False)  # a hospital's counter
    source = models.TextField(blank=True)
    is_verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Name in the language of the reader."""
        return pick_language(self.name_id, self.name_en)


class OpeningHours(models.Model):
    """
    One interval of one weekday; with dates it holds in that period only, in place of the rest.

    A period such as Ramadan has its own hours: on its dates only the rows of that period count.
    """

    kind = models.ForeignKey(HoursKind, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()  # 0 = Monday
    opens = models.TimeField()
    closes = models.TimeField()
    starts_date = models.DateField(null=True, blank=True)
    ends_date = models.DateField(null=True, blank=True)  # first day after the period

    class Meta:
        ordering = ["kind", "starts_date", "weekday", "opens"]
        verbose_name_plural = "opening hours"
        constraints = [
            models.CheckConstraint(name="weekday_is_of_a_week", condition=Q(weekday__lte=6)),
            models.CheckConstraint(
                name="opens_before_it_closes", condition=Q(opens__lt=F("closes"))
            ),
            models.CheckConstraint(
                name="hours_period_has_both_ends_or_none",
                condition=Q(starts_date=None, ends_date=None) | Q(starts_date__lt=F("ends_date")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.weekday} {self.opens:%H:%M}–{self.closes:%H:%M}"


class OfficeKind(models.TextChoices):
    VILLAGE = "village", _("Village hall")
    DISTRICT = "district", _("District office")
    AGENCY = "agency", _("Agency")
    REGENCY = "regency", _("Head of the regency")


class Office(models.Model):
    """A place where people work on cases."""

    key = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=OfficeKind)
    name_id = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    short_name = models.CharField(max_length=100)
    aliases = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    about_id = models.CharField(max_length=300, blank=True)
    about_en = models.CharField(max_length=300, blank=True)
    titles = models.JSONField(default=dict, blank=True)  # {"head": {"id": "Camat …", "en": …}, …}
    letter_code = models.CharField(max_length=40, blank=True)  # stands in numbers of letters
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="offices")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    hours_kind = models.ForeignKey(HoursKind, on_delete=models.PROTECT, related_name="offices")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    is_active = models.BooleanField(default=True)  # false: closed or merged, kept for old cases

    class Meta:
        ordering = ["name_id"]
        constraints = [
            models.CheckConstraint(
                name="office_key_can_stand_in_an_address",
                condition=Q(key__regex=r"^[a-z0-9][a-z0-9.-]*$"),
            ),
            models.UniqueConstraint(
                name="a_region_has_one_office_of_its_own",
                fields=["region", "kind"],
                condition=Q(is_active=True, kind__in=["village", "district", "regency"]),
            ),
        ]
        indexes = [models.Index(fields=["kind", "region"], name="office_of_region")]

    def __str__(self) -> str:
        return self.short_name

    @property
    def name(self) -> str:
        """Name in the language of the reader."""
        return pick_language(self.name_id, self.name_en)

    @property
    def about(self) -> str:
        """What the office does, in the language of the reader."""
        return pick_language(self.about_id, self.about_en)

    def get_title(self, role: str) -> str:
        """Return what who holds `role` here is called, in the language of the reader."""
        title = self.titles.get(role, {})
        return pick_language(title.get("id", ""), title.get("en", ""))


class DayOffKind(models.TextChoices):
    NATIONAL = "national", _("National holiday")
    COLLECTIVE = "collective", _("Collective leave")
    LOCAL = "local", _("Local day off")


class DayOffSource(models.TextChoices):
    LIBRARY = "library", _("Calendar of national holidays")
    FILE = "file", _("Data of the regency")
    DECLARED = "declared", _("Declared here")


class DayOff(models.Model):
    """A date without work; a revoked one stays, so that no loading brings it back."""

    date = models.DateField(unique=True)
    name_id = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=DayOffKind)
    source = models.CharField(max_length=10, choices=DayOffSource)
    decree = models.CharField(max_length=300, blank=True)
    is_verified = models.BooleanField(default=False)  # false also for estimated dates of the moon
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["date"]
        verbose_name_plural = "days off"

    def __str__(self) -> str:
        return f"{self.date} {self.name_id}"

    @property
    def name(self) -> str:
        """Name in the language of the reader."""
        return pick_language(self.name_id, self.name_en)


class Edition(models.Model):
    """One row whose stamp changes with regions, hours and days off; what is kept is of a stamp."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    stamp = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = [models.CheckConstraint(name="there_is_one_edition", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.stamp)
