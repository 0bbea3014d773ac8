from django.conf import settings
from django.db import models
from django.db.models import Q


class Message(models.Model):
    """A sentence between the applicant and an office, about one case."""

    class Author(models.TextChoices):
        """Whose words they are."""

        APPLICANT = "applicant"
        OFFICER = "officer"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="messages")
    author = models.CharField(max_length=10, choices=Author.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    office = models.ForeignKey(
        "places.Office",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    purpose = models.CharField(max_length=10, default="message")  # message, ask, answer
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        db_table = "case_message"
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return self.purpose


class Attachment(models.Model):
    """A file on a case; `key` names the requirement it fulfils."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments"
    )
    replaced_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "case_attachment"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.key


class Survey(models.Model):
    """Satisfaction of one applicant: nine elements, 1 to 4. PermenPANRB 14/2017."""

    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="survey")
    type_slug = models.SlugField(max_length=80, db_index=False)
    office = models.ForeignKey(
        "places.Office", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    u1 = models.PositiveSmallIntegerField()
    u2 = models.PositiveSmallIntegerField()
    u3 = models.PositiveSmallIntegerField()
    u4 = models.PositiveSmallIntegerField()
    u5 = models.PositiveSmallIntegerField()
    u6 = models.PositiveSmallIntegerField()
    u7 = models.PositiveSmallIntegerField()
    u8 = models.PositiveSmallIntegerField()
    u9 = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    rated_at = models.DateTimeField()

    class Meta:
        db_table = "case_survey"
        indexes = [
            models.Index(fields=["type_slug", "rated_at"], name="survey_of_type"),
            models.Index(fields=["office", "rated_at"], name="survey_of_office"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"u{n}__in": [1, 2, 3, 4] for n in range(1, 10)}),
                name="survey_answers_are_one_to_four",
            ),
        ]

    def __str__(self) -> str:
        return self.type_slug
