from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kentongan.rooms.cases.workflow import Decision, StepKind


class StepQuerySet(models.QuerySet["CaseStep"]):
    """Filters that many questions share."""

    def open(self) -> "StepQuerySet":
        return self.filter(ended_at__isnull=True)


class CaseStep(models.Model):
    """One office's turn, with its own promise. A consult is a step beside the route."""

    id = models.UUIDField(primary_key=True)  # UUIDv7, given by services
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=8, choices=StepKind.choices, default=StepKind.ROUTE)
    key = models.CharField(max_length=40)
    office = models.ForeignKey(
        "places.Office", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    role = models.CharField(max_length=20)
    promise_unit = models.CharField(max_length=8)  # minutes, hours, days of working time
    promise_amount = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    worked_seconds = models.PositiveIntegerField(null=True, blank=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_as = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="consults"
    )
    question = models.TextField(blank=True)
    alarm_at = models.DateTimeField(null=True, blank=True)
    alarm_stage = models.PositiveSmallIntegerField(default=0)
    escalated_office = models.ForeignKey(
        "places.Office",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    escalated_at = models.DateTimeField(null=True, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        db_table = "case_step"
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["office", "role", "due_at", "id"],
                condition=Q(ended_at__isnull=True),
                name="step_on_desk",
            ),
            models.Index(
                fields=["office", "due_at", "id"],
                condition=Q(ended_at__isnull=True),
                name="step_at_office",
            ),
            models.Index(
                fields=["office", "-starts_at"],
                condition=Q(kind="consult"),
                name="step_consulted",
            ),
            models.Index(
                fields=["escalated_office", "due_at", "id"],
                condition=Q(ended_at__isnull=True, escalated_office__isnull=False),
                name="step_escalated_to",
            ),
            models.Index(
                fields=["alarm_at"],
                condition=Q(ended_at__isnull=True, alarm_at__isnull=False),
                name="step_alarm",
            ),
            models.Index(
                fields=["office", "ended_at"],
                include=["due_at", "worked_seconds", "case"],
                condition=Q(ended_at__isnull=False),
                name="step_ended_at_office",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(ended_at__isnull=True, kind="route"),
                name="case_has_one_open_route_step",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gte=F("starts_at")), name="step_is_due_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("starts_at")),
                name="step_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, decision="")
                | Q(ended_at__isnull=False) & ~Q(decision=""),
                name="ended_step_has_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} @ {self.office_id}"


class Pause(models.Model):
    """A time in which both clocks of a case stand still."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="pauses")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    cause = models.CharField(max_length=20, default="applicant")

    class Meta:
        db_table = "case_pause"
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ends_at__isnull=True), name="case_has_one_open_pause"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="pause_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at} – {self.ends_at or ''}"
