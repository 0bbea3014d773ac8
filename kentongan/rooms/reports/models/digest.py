from django.db import models


class Digest(models.Model):
    """That the leaders of an office were told what is bad, once for each time of a day."""

    office = models.ForeignKey("places.Office", on_delete=models.CASCADE, related_name="+")
    slot_at = models.DateTimeField()  # the time of the regency's data at which it was due
    bad_count = models.PositiveIntegerField()
    mail_count = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "report_digest"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "slot_at"], name="office_gets_one_digest_each_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.slot_at:%Y-%m-%d %H:%M}"
