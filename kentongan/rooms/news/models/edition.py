from django.db import models


class Edition(models.Model):
    """How often what everybody reads was changed: pages rendered before are out of date."""

    key = models.CharField(primary_key=True, max_length=10)  # "news": there is one row
    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "news_edition"

    def __str__(self) -> str:
        return f"{self.key} {self.number}"
