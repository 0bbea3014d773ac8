from django.conf import settings
from django.db import models

from kentongan.rooms.reports.models.report import Report


class Follower(models.Model):
    """Somebody who is told what happens to a report: who reported it, and who joined."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="followers")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=5, default="id")
    since = models.DateTimeField()

    class Meta:
        db_table = "report_follower"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "person"], name="a_person_follows_a_report_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PhoneBlock(models.Model):
    """A telephone number whose reports are not taken in, and why; only a blind index of it."""

    phone_index = models.BinaryField(max_length=32)
    shown = models.CharField(max_length=20)  # masked
    reason = models.CharField(max_length=500)
    blocked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    blocked_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "report_phone_block"
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"],
                condition=models.Q(lifted_at__isnull=True),
                name="a_number_is_blocked_once",
            )
        ]

    def __str__(self) -> str:
        return self.shown
