"""Letters on their way, and (in the demo) letters kept to be read. Both are sealed at rest."""

from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"  # given up; `error` says why, without any address


class Mail(models.Model):
    """One letter to one person. The subject holds no personal data; the rest is sealed."""

    id = models.UUIDField(primary_key=True, editable=False)
    to_sealed = models.BinaryField()
    subject = models.CharField(max_length=200)
    body_sealed = models.BinaryField()
    language = models.CharField(max_length=8)
    about = models.CharField(max_length=80)
    made_by = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "outbox_mail"
        indexes = [
            models.Index(
                fields=["next_try_at"], name="outbox_mail_to_send", condition=Q(state="queued")
            ),
            models.Index(
                fields=["next_try_at"], name="outbox_mail_failed", condition=Q(state="failed")
            ),
            models.Index(fields=["about"], name="outbox_mail_about"),
        ]
        constraints = [
            models.CheckConstraint(
                name="sent_mail_has_moment",
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.state})"


class KeptMail(models.Model):
    """What the demo did not send: the operator reads it on a page."""

    id = models.UUIDField(primary_key=True, editable=False)
    to_sealed = models.BinaryField()
    subject = models.CharField(max_length=200)
    body_sealed = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "outbox_kept"

    def __str__(self) -> str:
        return self.subject
