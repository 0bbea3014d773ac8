from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.notices.rules.words import (
    SHOWN,
    Certainty,
    MessageKind,
    Severity,
    Sort,
    State,
    Urgency,
)

STATE_NAMES = {
    State.DRAFT: _("Draft"),
    State.PUBLISHED: _("Published"),
    State.REPLACED: _("Replaced"),
    State.CANCELLED: _("Cancelled"),
    State.DONE: _("Carried out"),
}
SEVERITY_NAMES = {
    Severity.EXTREME: _("Extreme: danger to life"),
    Severity.SEVERE: _("Severe"),
    Severity.MODERATE: _("Moderate"),
    Severity.MINOR: _("Minor"),
    Severity.UNKNOWN: _("Not known"),
}
URGENCY_NAMES = {
    Urgency.IMMEDIATE: _("Act now"),
    Urgency.EXPECTED: _("Within the hour"),
    Urgency.FUTURE: _("Later"),
    Urgency.PAST: _("Past"),
    Urgency.UNKNOWN: _("Not known"),
}
CERTAINTY_NAMES = {
    Certainty.OBSERVED: _("It happens, it was seen"),
    Certainty.LIKELY: _("Likely"),
    Certainty.POSSIBLE: _("Possible"),
    Certainty.UNLIKELY: _("Unlikely"),
    Certainty.UNKNOWN: _("Not known"),
}
SORT_NAMES = {Sort.NOTAM: _("NOTAM"), Sort.WARNING: _("Warning")}


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Filters that many questions share."""

    def shown(self) -> "NoticeQuerySet":
        return self.filter(state__in=SHOWN)

    def not_over(self, now: datetime) -> "NoticeQuerySet":
        """Leave only what is published and whose end has not come."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), state=State.PUBLISHED)


class Notice(models.Model):
    """What holds for a while and ends by itself: a NOTAM in people's words, or a warning."""

    id = models.UUIDField(primary_key=True)
    sort = models.CharField(max_length=8, choices=[(s.value, SORT_NAMES[s]) for s in Sort])
    state = models.CharField(
        max_length=10,
        choices=[(s.value, STATE_NAMES[s]) for s in State],
        default=State.DRAFT.value,
    )
    number = models.CharField(max_length=8, blank=True)  # of a NOTAM: B0192/21
    year = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=100)
    topic = models.CharField(max_length=30)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    title_id = models.CharField(max_length=150, blank=True)
    title_en = models.CharField(max_length=150, blank=True)
    words_id = models.TextField(blank=True)
    words_en = models.TextField(blank=True)
    instruction_id = models.TextField(blank=True)
    instruction_en = models.TextField(blank=True)
    severity = models.CharField(
        max_length=8, choices=[(s.value, SEVERITY_NAMES[s]) for s in Severity]
    )
    urgency = models.CharField(max_length=9, choices=[(u.value, URGENCY_NAMES[u]) for u in Urgency])
    certainty = models.CharField(
        max_length=8, choices=[(c.value, CERTAINTY_NAMES[c]) for c in Certainty]
    )
    is_exercise = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)  # empty: until it is cancelled
    expected_at = models.DateTimeField(null=True, blank=True)  # the sender's guess of the end
    has_hours = models.BooleanField(default=False)  # item D) of a NOTAM
    places = ArrayField(models.CharField(max_length=13), default=list, blank=True)  # region codes
    original = models.TextField(blank=True)  # of a NOTAM, word for word
    received_at = models.DateTimeField(null=True, blank=True)
    target = models.CharField(max_length=8, blank=True)  # the NOTAM it replaces or cancels
    is_cancelling = models.BooleanField(default=False)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    alone_reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # replaced or cancelled
    end_reason_id = models.CharField(max_length=300, blank=True)
    end_reason_en = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        db_table = "notice"
        indexes = [
            models.Index(
                fields=["ends_at", "starts_at"],
                condition=Q(state="published"),
                name="notice_in_force",
            ),
            models.Index(fields=["-published_at", "-id"], name="notice_by_time"),
            models.Index(fields=["state", "-changed_at"], name="notice_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "slug"], name="notice_has_its_own_address"),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="a_notam_is_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="notice_ends_after_its_beginning",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False),
                name="published_notice_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(title_id="") & ~Q(title_en=""),
                name="published_notice_speaks_two_languages",
            ),
            models.CheckConstraint(
                condition=~Q(published_by=F("written_by"))
                | Q(published_by__isnull=True)
                | ~Q(alone_reason=""),
                name="notice_published_alone_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["replaced", "cancelled"]) | Q(ended_at__isnull=False),
                name="ended_notice_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.slug

    def say(self, name: str, language: str = "") -> str:
        """Return `title`, `words`, `instruction` or `end_reason` in the language, or the other."""
        language = language or (get_language() or "id")[:2]
        other = "id" if language == "en" else "en"
        return str(getattr(self, f"{name}_{language}") or getattr(self, f"{name}_{other}"))


class AffectedFlight(models.Model):
    """A flight that a notice concerns."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="flights")
    order = models.PositiveSmallIntegerField()
    flight = models.CharField(max_length=12)
    route = models.CharField(max_length=80, blank=True)
    time = models.CharField(max_length=20, blank=True)  # as it is planned, in words

    class Meta:
        db_table = "notice_flight"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "order"], name="a_flight_has_its_line")
        ]

    def __str__(self) -> str:
        return self.flight


class NoticeMessage(models.Model):
    """A message of CAP as it was given out; never changed afterwards."""

    id = models.UUIDField(primary_key=True)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=6, choices=[(k.value, k.value) for k in MessageKind])
    sender = models.CharField(max_length=100)
    sent = models.CharField(max_length=32)  # as it stands in the document
    sent_at = models.DateTimeField()
    xml = models.TextField()

    class Meta:
        db_table = "notice_message"
        indexes = [models.Index(fields=["-sent_at", "-id"], name="notice_message_by_time")]

    def __str__(self) -> str:
        return self.identifier

    @property
    def identifier(self) -> str:
        """How other messages name this one."""
        return f"{settings.REGENCY_FACTS['code']}.{self.id}"

    def get_facts(self) -> dict[str, Any]:
        """Return what a reference to it needs."""
        return {"sender": self.sender, "identifier": self.identifier, "sent": self.sent}
