from django.db import models
from django.db.models import Q

from kentongan.rooms.news.models.category import pick_language
from kentongan.rooms.news.rules.words import StreamKind


class RadioStation(models.Model):
    """A radio station that can be heard on the page, as the regency's data says it."""

    slug = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=80)
    summary_id = models.CharField(max_length=300, blank=True)
    summary_en = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=300)
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in StreamKind])
    media_type = models.CharField(max_length=40, default="audio/mpeg")
    homepage = models.URLField(max_length=300, blank=True)
    frequency = models.CharField(max_length=20, blank=True)
    order = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "news_radio_station"
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def summary(self) -> str:
        """One sentence in the language of the reader."""
        return pick_language(self.summary_id, self.summary_en)


class RadioProgramme(models.Model):
    """What a station sends on a day of the week, from and to."""

    station = models.ForeignKey(RadioStation, on_delete=models.CASCADE, related_name="programmes")
    day = models.PositiveSmallIntegerField()  # 0 is Monday
    starts = models.TimeField()
    ends = models.TimeField()  # earlier than starts: on the next day
    title_id = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    presenter = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "news_radio_programme"
        ordering = ["station", "day", "starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "day", "starts"], name="one_programme_at_a_time"
            ),
            models.CheckConstraint(condition=Q(day__lte=6), name="programme_is_on_a_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.station_id} {self.day} {self.starts}"

    @property
    def title(self) -> str:
        """Title in the language of the reader."""
        return pick_language(self.title_id, self.title_en)
