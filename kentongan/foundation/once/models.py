from django.db import models


class DoneOnce(models.Model):
    """An answered POST: its key, and where the person was sent."""

    key = models.BinaryField(primary_key=True)
    asked = models.BinaryField(default=b"")  # fingerprint of a program's body; empty for forms
    location = models.TextField(default="")
    body = models.TextField(default="")
    status = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "done_once"
        indexes = [models.Index(fields=["made_at"], name="done_once_by_time")]

    def __str__(self) -> str:
        return self.location
