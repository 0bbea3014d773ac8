from django.db import models
from django.db.models import F, Q

from kentongan.rooms.reports.models.report import Report


class Open311Key(models.Model):
    """What a program shows to send reports by Open311; only the hash of it is kept."""

    label = models.CharField(max_length=80)
    secret_hash = models.BinaryField(max_length=32, unique=True)
    is_batch = models.BooleanField(default=False)  # answered by a token, not by the code
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "report_open311_key"
        constraints = [
            models.UniqueConstraint(
                fields=["label"],
                condition=Q(revoked_at__isnull=True),
                name="open311_label_has_one_living_key",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("made_at")),
                name="open311_key_is_revoked_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Open311Token(models.Model):
    """What a program in batch mode got instead of the code, to ask for the code later."""

    token = models.CharField(primary_key=True, max_length=32)
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="+")
    key = models.ForeignKey(Open311Key, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "report_open311_token"

    def __str__(self) -> str:
        return str(self.pk)
