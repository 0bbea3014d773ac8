from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.rounds.models.units import Stop, pick_language
from kentongan.rooms.rounds.rules.occurrences import Changed, ChangeKind

CHANGE_NAMES = {
    ChangeKind.CANCELLED: _("Cancelled"),
    ChangeKind.MOVED: _("Moved"),
    ChangeKind.EXTRA: _("Extra visit"),
}


class StopChange(models.Model):
    """What a crew changed of one date, and why; undone ones stay for the history."""

    stop = models.ForeignKey(Stop, on_delete=models.PROTECT, related_name="changes")
    date = models.DateField()  # the day the rule gave; of an extra visit its own day
    kind = models.CharField(max_length=9, choices=[(k.value, CHANGE_NAMES[k]) for k in ChangeKind])
    new_date = models.DateField()
    opens = models.TimeField()
    closes = models.TimeField()
    place_id = models.CharField(max_length=160, blank=True)  # empty: the usual place
    place_en = models.CharField(max_length=160, blank=True)
    region = models.ForeignKey(  # empty: the usual one
        "places.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason_id = models.CharField(max_length=300)
    reason_en = models.CharField(max_length=300, blank=True)
    sequence = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "round_change"
        ordering = ["date", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["stop", "date"],
                condition=Q(undone_at=None),
                name="stop_has_one_change_of_a_date",
            ),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="changed_visit_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.date}"

    @property
    def reason(self) -> str:
        """Why, in the language of the reader."""
        return pick_language(self.reason_id, self.reason_en)

    @property
    def place(self) -> str:
        """Where instead, in the language of the reader; empty: the usual place."""
        place = pick_language(self.place_id, self.place_en)
        return ", ".join(filter(None, (place, self.region.full_name))) if self.region else place

    @property
    def changed(self) -> Changed:
        """What the rules need of it."""
        return Changed(
            date=self.date, kind=self.kind, new_date=self.new_date, opens=self.opens,
            closes=self.closes, key=self.pk,
        )  # fmt: skip


class Visit(models.Model):
    """A date on which the crew said: we are here. How many were served is told at its end."""

    stop = models.ForeignKey(Stop, on_delete=models.PROTECT, related_name="visits")
    date = models.DateField()  # the day it is held on
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    served = models.PositiveIntegerField(null=True, blank=True)
    full_at = models.DateTimeField(null=True, blank=True)  # the quota was used up
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "round_visit"
        ordering = ["date", "id"]
        constraints = [
            models.UniqueConstraint(fields=["stop", "date"], name="stop_is_visited_once_a_day"),
            models.CheckConstraint(
                condition=Q(closed_at=None, served=None)
                | Q(closed_at__isnull=False, served__isnull=False),
                name="closed_visit_says_how_many",
            ),
        ]
        indexes = [models.Index(fields=["date"], name="visit_by_date")]

    def __str__(self) -> str:
        return f"{self.stop_id} {self.date}"


class Served(models.Model):
    """How many persons a visit served of one kind of service, as the unit's data names it."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="served_kinds")
    kind = models.CharField(max_length=30)
    people = models.PositiveIntegerField()

    class Meta:
        db_table = "round_served"
        constraints = [
            models.UniqueConstraint(fields=["visit", "kind"], name="visit_counts_a_kind_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.people}"
