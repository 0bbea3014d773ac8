from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class AnnouncedItem(models.Model):
    """One thing that a room told us; kept so that digests are composed of it."""

    key = models.CharField(max_length=120, unique=True)
    topic = models.CharField(max_length=120)
    topics = ArrayField(models.CharField(max_length=120))  # the topic and those above it
    title_id = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    words_id = models.CharField(max_length=500, blank=True)
    words_en = models.CharField(max_length=500, blank=True)
    path = models.CharField(max_length=300)
    districts = ArrayField(models.CharField(max_length=13), default=list)  # empty: everybody
    is_urgent = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    announced_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    retracted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "mailing_item"
        indexes = [
            models.Index(
                fields=["announced_at"],
                name="item_of_a_digest",
                condition=Q(retracted_at__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="item_has_a_title", condition=~Q(title_id="") | ~Q(title_en="")
            ),
            models.CheckConstraint(
                name="item_path_has_no_host",
                condition=Q(path__startswith="/") & ~Q(path__startswith="//"),
            ),
        ]

    def __str__(self) -> str:
        return self.title_id or self.title_en

    def title(self, language: str) -> str:
        """Return the title in this language, or in the other where it is missing."""
        own, other = self.title_id, self.title_en
        return (other or own) if language == "en" else (own or other)

    def words(self, language: str) -> str:
        """Return the words in the language of the title that is shown."""
        if language == "en":
            return self.words_en if self.title_en else self.words_id
        return self.words_id if self.title_id else self.words_en

    def language(self, wanted: str) -> str:
        """Return in which language the item is shown to who wants this one."""
        if wanted == "en":
            return "en" if self.title_en else "id"
        return "id" if self.title_id else "en"
