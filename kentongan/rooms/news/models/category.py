from django.db import models
from django.utils.translation import get_language


def is_english() -> bool:
    """Tell whether the page is read in English."""
    return (get_language() or "").startswith("en")


def pick_language(indonesian: str, english: str) -> str:
    """Return the text of the reader's language, or the other one where it is missing."""
    return (english or indonesian) if is_english() else (indonesian or english)


class Category(models.Model):
    """What an article is about, as the regency's data says it."""

    slug = models.SlugField(primary_key=True, max_length=40)
    name_id = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    summary_id = models.CharField(max_length=300, blank=True)
    summary_en = models.CharField(max_length=300, blank=True)
    order = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "news_category"
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.slug

    @property
    def name(self) -> str:
        """Name in the language of the reader."""
        return pick_language(self.name_id, self.name_en)

    @property
    def summary(self) -> str:
        """One sentence in the language of the reader."""
        return pick_language(self.summary_id, self.summary_en)
