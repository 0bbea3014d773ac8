"""What is known of a kept file. Its bytes lie in the storage under `key`: never user text."""

from django.db import models


class Kind(models.TextChoices):
    IMAGE = "image"
    PDF = "pdf"
    OTHER = "other"


class Verdict(models.TextChoices):
    OURS = "ours"  # made by the house itself
    NOT_ASKED = "not_asked"  # this installation has no scanner
    WAITING = "waiting"  # the scanner did not answer; asked again by the queue
    CLEAN = "clean"
    INFECTED = "infected"  # its bytes are already deleted


MAY_BE_SERVED = (Verdict.OURS, Verdict.NOT_ASKED, Verdict.CLEAN)


class StoredFile(models.Model):
    id = models.UUIDField(primary_key=True, editable=False)
    key = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    kind = models.CharField(max_length=8, choices=Kind)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    made_by = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    keep_until = models.DateTimeField(null=True)
    scan_verdict = models.CharField(max_length=12, choices=Verdict)
    scanned_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["keep_until"],
                name="files_to_be_swept",
                condition=models.Q(keep_until__isnull=False),
            ),
            models.Index(
                fields=["created_at"],
                name="files_waiting_for_scan",
                condition=models.Q(scan_verdict=Verdict.WAITING),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="kept_file_is_not_empty", condition=models.Q(size__gt=0)),
            models.CheckConstraint(
                name="scanned_file_has_moment_of_scan",
                condition=~models.Q(scan_verdict__in=["clean", "infected"])
                | models.Q(scanned_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_be_served(self) -> bool:
        """Whether others than its sender may see it."""
        return self.scan_verdict in MAY_BE_SERVED
