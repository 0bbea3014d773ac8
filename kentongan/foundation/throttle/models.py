from django.db import models


class Window(models.Model):
    """Tries of one key until `ends_at`; the table is unlogged: a crash of the server forgives."""

    key = models.BinaryField(primary_key=True, max_length=32)
    tries = models.IntegerField()
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "throttle_window"
        indexes = [models.Index(fields=["ends_at"], name="throttle_window_by_end")]

    def __str__(self) -> str:
        return f"{self.tries} until {self.ends_at:%H:%M}"
