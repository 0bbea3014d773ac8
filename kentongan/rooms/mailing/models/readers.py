from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.mailing.rules.items import Pace

PACE_NAMES = {
    Pace.AT_ONCE: _("At once"),
    Pace.DAILY: _("Once a day"),
    Pace.WEEKLY: _("Once a week, on Saturday"),
}


class Reader(models.Model):
    """Somebody who confirmed an address; it is sealed, and gone when the reader leaves."""

    class State(models.TextChoices):
        READING = "reading", _("Reads")
        LEFT = "left", _("Left")
        STOPPED = "stopped", _("Stopped: mail does not arrive, or it was called unwanted")

    id = models.UUIDField(primary_key=True, editable=False)
    email_sealed = models.BinaryField(null=True)
    email_index = models.BinaryField(max_length=32, null=True, unique=True)
    domain = models.CharField(max_length=253, blank=True)
    language = models.CharField(max_length=5, default="id")
    state = models.CharField(max_length=8, choices=State, default=State.READING)
    agreed_to_clicks = models.BooleanField(default=False)
    soft_bounces = models.PositiveSmallIntegerField(default=0)
    bounced_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "mailing_reader"
        constraints = [
            models.CheckConstraint(
                name="who_reads_has_an_address_and_others_have_none",
                condition=Q(state="reading", email_sealed__isnull=False, email_index__isnull=False)
                | (
                    ~Q(state="reading")
                    & Q(email_sealed__isnull=True, email_index__isnull=True, domain="")
                ),
            ),
            models.CheckConstraint(
                name="who_reads_has_not_left",
                condition=Q(state="reading", left_at__isnull=True)
                | (~Q(state="reading") & Q(left_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Subscription(models.Model):
    """That a reader follows a topic, how soon, and of which districts."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="subscriptions")
    topic = models.CharField(max_length=120)
    pace = models.CharField(
        max_length=8, choices=[(pace.value, name) for pace, name in PACE_NAMES.items()]
    )
    districts = ArrayField(models.CharField(max_length=13), default=list)  # empty: all
    since = models.DateTimeField()

    class Meta:
        db_table = "mailing_subscription"
        indexes = [models.Index(fields=["topic", "pace"], name="readers_of_a_topic")]
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "topic"], name="a_reader_follows_a_topic_once"
            ),
            models.CheckConstraint(
                name="subscription_pace_is_known",
                condition=Q(pace__in=[pace.value for pace in Pace]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} ({self.pace})"


class FollowRequest(models.Model):
    """An address somebody typed, until whoever owns it says yes; deleted after a few days."""

    id = models.UUIDField(primary_key=True, editable=False)
    email_sealed = models.BinaryField()
    email_index = models.BinaryField(max_length=32)  # of the mailbox: without +tag
    token_hash = models.BinaryField(max_length=32, unique=True)
    topics = ArrayField(models.CharField(max_length=120))
    pace = models.CharField(max_length=8)
    districts = ArrayField(models.CharField(max_length=13), default=list)
    language = models.CharField(max_length=5)
    reader = models.ForeignKey(  # who said yes
        Reader, null=True, on_delete=models.CASCADE, related_name="requests"
    )
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "mailing_request"
        indexes = [
            models.Index(fields=["email_index", "asked_at"], name="requests_of_an_address"),
            models.Index(fields=["ends_at"], name="requests_by_their_end"),
        ]
        constraints = [
            models.CheckConstraint(
                name="request_ends_after_it_was_made", condition=Q(ends_at__gt=F("asked_at"))
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Suppression(models.Model):
    """An address that must get no mail: only a blind index of it, and why."""

    class Reason(models.TextChoices):
        BOUNCED = "bounced", _("The address does not exist")
        FULL = "full", _("Mail came back again and again")
        COMPLAINT = "complaint", _("Somebody called our mail unwanted")

    email_index = models.BinaryField(max_length=32, unique=True)
    reason = models.CharField(max_length=10, choices=Reason)
    status = models.CharField(max_length=12, blank=True)  # RFC 3463: 5.1.1
    since = models.DateTimeField()

    class Meta:
        db_table = "mailing_suppression"

    def __str__(self) -> str:
        return f"{self.reason} {self.status}".strip()
