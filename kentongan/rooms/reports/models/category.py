from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.reports.rules.words import Kind

KIND_NAMES = {
    Kind.COMPLAINT: _("Complaint"),
    Kind.INFORMATION: _("Request for information"),
    Kind.ASPIRATION: _("Aspiration"),
}


class Category(models.Model):
    """What can be reported, as its file says it; running reports keep their own version."""

    slug = models.SlugField(primary_key=True, max_length=60)
    kind = models.CharField(max_length=12, choices=[(k.value, KIND_NAMES[k]) for k in Kind])
    group = models.CharField(max_length=60)  # heading under which it is chosen
    name_id = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    description_id = models.CharField(max_length=500)
    description_en = models.CharField(max_length=500)
    keywords = ArrayField(models.CharField(max_length=60), default=list)
    priority = models.PositiveSmallIntegerField(default=2)  # 1: danger, 2: usual, 3: can wait
    is_secret = models.BooleanField(default=False)  # never public, whatever the reporter chose
    needs_place = models.BooleanField(default=True)
    definition = models.JSONField()  # the whole row: questions, offices, promises, legal basis
    order = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    fingerprint = models.BinaryField(default=b"")

    class Meta:
        db_table = "report_category"
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.slug

    @property
    def name(self) -> str:
        """Name in the language of the reader."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_id

    @property
    def description(self) -> str:
        """What belongs here, in the language of the reader."""
        english = (get_language() or "").startswith("en")
        return self.description_en if english else self.description_id

    @property
    def group_name(self) -> str:
        """Heading in the language of the reader."""
        words = self.definition["group_name"]
        return str(words["en" if (get_language() or "").startswith("en") else "id"])

    @property
    def questions(self) -> list[dict[str, Any]]:
        """What is asked beside place and words, as the file has it."""
        return list(self.definition.get("questions", ()))

    @property
    def type_slug(self) -> str:
        """The case type by which the engine knows it."""
        return make_type_slug(self.slug)


def make_type_slug(slug: str) -> str:
    """Return the slug of the case type of a category."""
    return f"lapor-{slug}"
