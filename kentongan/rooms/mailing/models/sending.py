from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Mailing(models.Model):
    """One thing sent to many: an item at once, or a digest of what was announced in a period."""

    class Kind(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Daily digest")
        WEEKLY = "weekly", _("Weekly digest")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("Waits for a second editor")
        APPROVED = "approved", _("Approved")
        SENDING = "sending", _("Is being sent")
        SENT = "sent", _("Sent")
        DROPPED = "dropped", _("Not sent")

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    item = models.ForeignKey(
        "mailing.AnnouncedItem", null=True, on_delete=models.CASCADE, related_name="mailings"
    )
    since = models.DateTimeField()  # digest of what was announced in [since, until)
    until = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    words_id = models.TextField(blank=True)
    words_en = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    prepared_at = models.DateTimeField(null=True)  # all deliveries are written
    ended_at = models.DateTimeField(null=True)
    left_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "mailing"
        indexes = [
            models.Index(
                fields=["due_at"],
                name="mailings_not_at_an_end",
                condition=~Q(state__in=["sent", "dropped"]),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(kind="at_once"),
                name="an_item_is_sent_at_once_only_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "due_at"],
                condition=~Q(kind="at_once"),
                name="one_digest_of_a_kind_each_time",
            ),
            models.CheckConstraint(
                name="only_what_goes_at_once_has_an_item",
                condition=Q(kind="at_once", item__isnull=False)
                | (~Q(kind="at_once") & Q(item__isnull=True)),
            ),
            models.CheckConstraint(
                name="who_wrote_an_edition_does_not_approve_it",
                condition=Q(approved_by__isnull=True)
                | Q(written_by__isnull=True)
                | ~Q(approved_by=F("written_by")),
            ),
            models.CheckConstraint(
                name="a_weekly_edition_is_sent_only_when_approved",
                condition=~Q(kind="weekly")
                | Q(state__in=["draft", "review", "dropped"])
                | Q(approved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at:%Y-%m-%d %H:%M}"


class Delivery(models.Model):
    """One mailing for one reader: the row that says whether it was handed over."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits")
        CLAIMED = "claimed", _("Is being handed over")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Refused")
        DOUBTFUL = "doubtful", _("Handed over when the sender died: not repeated")
        SKIPPED = "skipped", _("Nothing to tell, or the reader had left")

    id = models.BigAutoField(primary_key=True)
    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="deliveries")
    reader = models.ForeignKey(
        "mailing.Reader", on_delete=models.CASCADE, related_name="deliveries"
    )
    domain = models.CharField(max_length=253)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    journal = models.CharField(max_length=80, blank=True)  # of the sender that claimed it
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=40, blank=True)  # "550 5.1.1": codes, never words
    bounce = models.CharField(max_length=10, blank=True)
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "mailing_delivery"
        indexes = [
            models.Index(
                fields=["mailing", "next_try_at"],
                name="deliveries_that_wait",
                condition=Q(state="waiting"),
            ),
            models.Index(
                fields=["journal"], name="deliveries_claimed", condition=Q(state="claimed")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "reader"], name="a_reader_gets_a_mailing_once"
            ),
            models.CheckConstraint(
                name="claimed_delivery_has_a_journal",
                condition=~Q(state="claimed") | ~Q(journal=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"


class MailingLink(models.Model):
    """How often a link of a mailing was followed by readers who agreed; nobody is behind it."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="links")
    item = models.ForeignKey("mailing.AnnouncedItem", on_delete=models.CASCADE, related_name="+")
    clicks = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "mailing_link"
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "item"], name="a_link_of_a_mailing_is_counted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.clicks}"


class DomainPace(models.Model):
    """How much a receiving domain got from us this hour, and since when it knows us."""

    domain = models.CharField(max_length=253, primary_key=True)
    first_on = models.DateField()
    hour_at = models.DateTimeField()
    hour_count = models.PositiveIntegerField(default=0)
    rested_until = models.DateTimeField(null=True)  # the domain said: slower

    class Meta:
        db_table = "mailing_domain"

    def __str__(self) -> str:
        return f"{self.domain}: {self.hour_count}"
