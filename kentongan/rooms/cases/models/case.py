from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from kentongan.foundation.clock import Promise
from kentongan.rooms.cases.rules.definition import Definition, StepPlan
from kentongan.rooms.cases.workflow import Outcome, State


class CaseType(models.Model):
    """What can be asked, as data. A running case keeps the version it began with."""

    slug = models.SlugField(max_length=80)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    name_id = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    definition = models.JSONField()
    fingerprint = models.BinaryField()
    published_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "case_type"
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="case_type_version_is_unique"),
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(retired_at__isnull=True),
                name="case_type_has_one_current_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} v{self.version}"

    @property
    def name(self) -> str:
        """The name in the reader's language, Indonesian when English is missing."""
        return (self.name_en if get_language() == "en" else "") or self.name_id

    @property
    def plan(self) -> Definition:
        """The definition as checked values; parsed once per loaded row."""
        cached: Definition | None = self.__dict__.get("_plan")
        if cached is None:
            cached = self.__dict__["_plan"] = Definition.parse(self.slug, self.definition)
        return cached


class CaseQuerySet(models.QuerySet["Case"]):
    """Filters that many questions share."""

    def open(self) -> "CaseQuerySet":
        return self.filter(closed_at__isnull=True)

    def late(self, now: Any) -> "CaseQuerySet":
        return self.filter(Q(closed_at__isnull=True, due_at__lt=now) | Q(closed_at__gt=F("due_at")))


class Case(models.Model):
    """A promise with a clock."""

    id = models.UUIDField(primary_key=True)  # UUIDv7, given by services
    code = models.CharField(max_length=20, unique=True)
    case_type = models.ForeignKey(CaseType, on_delete=models.PROTECT, related_name="+")
    type_slug = models.SlugField(max_length=80, db_index=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RUNNING)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    place = models.ForeignKey("places.Region", on_delete=models.PROTECT, related_name="+")
    applicant = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    language = models.CharField(max_length=5, default="id")
    intake_office = models.ForeignKey(
        "places.Office", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    holder_office = models.ForeignKey(
        "places.Office", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    current_step = models.OneToOneField(
        "cases.CaseStep", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    worked_seconds = models.PositiveIntegerField(null=True, blank=True)
    pause_count = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        db_table = "case"
        indexes = [
            models.Index(fields=["applicant", "-submitted_at"], name="case_of_applicant"),
            models.Index(
                fields=["type_slug", "closed_at"],
                include=["worked_seconds", "due_at", "outcome", "place"],
                condition=Q(closed_at__isnull=False),
                name="case_closed_by_type",
            ),
            models.Index(
                fields=["due_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="case_open_by_due",
            ),
            models.Index(
                fields=["place", "-submitted_at"],
                include=["type_slug", "id"],
                name="case_by_place",
            ),
            models.Index(
                fields=["type_slug", "-submitted_at"],
                include=["place", "id"],
                name="case_by_type",
            ),
            models.Index(fields=["id"], condition=Q(state="waiting"), name="case_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at__gte=F("submitted_at")),
                name="case_is_due_after_it_was_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(state="closed") & Q(closed_at__isnull=True),
                name="closed_case_has_end_and_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def promised_from(self) -> datetime:
        """When the promise began to run: at submission, or when the case was reopened."""
        return self.reopened_at or self.submitted_at

    @property
    def promise(self) -> Promise:
        """What is promised since `promised_from`; a reopened case has its last step's promise."""
        plan = self.case_type.plan
        return plan.route[-1].promise if self.reopened_at else plan.promise

    @property
    def step_plan(self) -> StepPlan | None:
        """The plan of the step the case stands at."""
        if self.current_step is None:
            return None
        return self.case_type.plan.get_step(self.current_step.key)


class DueChange(models.Model):
    """A deadline that moved, and why: shown on the case, written to the chain."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="due_changes")
    step = models.ForeignKey("cases.CaseStep", null=True, blank=True, on_delete=models.CASCADE)
    old_due_at = models.DateTimeField()
    new_due_at = models.DateTimeField()
    cause = models.CharField(max_length=20)  # day_off, day_off_revoked, pause, hours, reopened
    fact_date = models.DateField(null=True, blank=True)
    fact_id = models.CharField(max_length=200, blank=True)
    fact_en = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "case_due_change"
        ordering = ["changed_at", "id"]

    def __str__(self) -> str:
        return f"{self.old_due_at} → {self.new_due_at}"
