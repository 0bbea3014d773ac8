"""Talking with one person on WhatsApp: what came in, where the talk stands, what goes out."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kentongan.rooms.reports.models.category import Category
from kentongan.rooms.reports.models.report import Report


class WaTalk(models.Model):
    """Where the talk with one number stands: a report grows message by message."""

    phone_index = models.BinaryField(max_length=32, unique=True)
    phone_sealed = models.BinaryField()
    state = models.CharField(max_length=8, default="idle")  # rules.chat.talking.State
    language = models.CharField(max_length=5, default="id")
    photos = ArrayField(models.UUIDField(), default=list)
    words_sealed = models.BinaryField(default=b"")
    place_sealed = models.BinaryField(default=b"")
    village_code = models.CharField(max_length=13, blank=True)
    village_asked = models.PositiveSmallIntegerField(default=0)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    category = models.ForeignKey(Category, null=True, on_delete=models.SET_NULL, related_name="+")
    report = models.ForeignKey(Report, null=True, on_delete=models.SET_NULL, related_name="+")
    heard_at = models.DateTimeField(null=True, blank=True)  # time of the last message understood
    sent_until = models.DateTimeField(null=True, blank=True)  # the last report holds all until then
    told_blocked_at = models.DateTimeField(null=True, blank=True)
    told_slow_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "wa_talk"

    def __str__(self) -> str:
        return str(self.pk)


class WaEvent(models.Model):
    """What the platform told us, once for each of its message ids; the words are sealed."""

    class State(models.TextChoices):
        """Whether it was understood."""

        WAITING = "waiting"
        DONE = "done"
        KEPT = "kept"  # a kind that nothing is done with
        FAILED = "failed"

    key = models.BinaryField(max_length=32, unique=True)  # blind index of the platform's id
    talk = models.ForeignKey(WaTalk, null=True, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20)
    payload_sealed = models.BinaryField()
    sent_at = models.DateTimeField()  # as the platform says
    received_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "wa_event"
        indexes = [
            models.Index(
                fields=["talk", "sent_at"], condition=Q(state="waiting"), name="wa_event_waiting"
            ),
            models.Index(fields=["received_at"], name="wa_event_by_time"),
        ]

    def __str__(self) -> str:
        return self.kind


class WaReply(models.Model):
    """A sentence to one number; sent once, tried again while the platform does not answer."""

    class State(models.TextChoices):
        """Whether it went out."""

        QUEUED = "queued"
        SENT = "sent"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, editable=False)
    key = models.CharField(max_length=80, unique=True)  # to which event it answers, and what
    talk = models.ForeignKey(WaTalk, on_delete=models.CASCADE, related_name="replies")
    text_sealed = models.BinaryField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "wa_reply"
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=Q(state="queued"), name="wa_reply_to_send"
            )
        ]

    def __str__(self) -> str:
        return self.state
