from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q


class AuditLine(models.Model):
    """One change. Number, previous hash and hash are set by the database's own trigger."""

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.TextField()
    action = models.TextField()
    subject = models.TextField()
    detail = models.JSONField(default=dict)
    prev_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        db_table = "audit_line"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["subject", "id"], name="audit_line_of_subject"),
            BrinIndex(fields=["at"], name="audit_line_by_time", autosummarize=True),
        ]
        constraints = [
            models.UniqueConstraint(fields=["prev_hash"], name="audit_chain_never_forks"),
            models.CheckConstraint(condition=Q(id__gt=0), name="audit_line_is_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.action} {self.subject}"


class AuditDay(models.Model):
    """The head of the chain at the end of a day, published at /audit/."""

    date = models.DateField(primary_key=True)
    last_id = models.BigIntegerField()
    line_count = models.BigIntegerField()
    hash = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        db_table = "audit_day"
        ordering = ["-date"]

    def __str__(self) -> str:
        return f"{self.date} {self.last_id}"
