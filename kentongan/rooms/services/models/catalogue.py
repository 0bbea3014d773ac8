"""Tables of the room: the catalogue, the words to find it by, and forms not sent yet."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from kentongan.rooms.services.rules.plan import FormPlan, parse_form


def pick_language(indonesian: str, english: str) -> str:
    """Return the text of the reader's language, Indonesian where there is no English one."""
    return english if english and (get_language() or "").startswith("en") else indonesian


class Category(models.Model):
    """A shelf of the catalogue."""

    key = models.SlugField(primary_key=True, max_length=40)
    name_id = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    summary_id = models.CharField(max_length=300, blank=True)
    summary_en = models.CharField(max_length=300, blank=True)
    order = models.IntegerField(default=0)
    is_active = models.BooleanField(default=True)
    service_count = 0  # by the query that lists categories

    class Meta:
        db_table = "service_category"
        ordering = ["order", "key"]

    def __str__(self) -> str:
        return self.key

    @property
    def name(self) -> str:
        """Name in the language of the reader."""
        return pick_language(self.name_id, self.name_en)

    @property
    def summary(self) -> str:
        """One sentence in the language of the reader."""
        return pick_language(self.summary_id, self.summary_en)


class Service(models.Model):
    """What a resident can ask for, as its file says it. Running cases keep their own version."""

    slug = models.SlugField(max_length=80, primary_key=True)
    abbreviation = models.CharField(max_length=20, blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="services")
    name_id = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    summary_id = models.CharField(max_length=500)
    summary_en = models.CharField(max_length=500)
    keywords = ArrayField(models.CharField(max_length=80), default=list)
    standard = models.JSONField()  # twelve components; requirements and time stand in definition
    definition = models.JSONField()  # what the case type carries: promise, route, form, letter
    order = models.IntegerField(default=0)
    is_active = models.BooleanField(default=True)  # false: its file is gone; old cases stay
    fingerprint = models.BinaryField()
    words = SearchVectorField(null=True)
    promise = ""  # said in the reader's language by the queries that list services
    fee = ""

    class Meta:
        db_table = "service"
        ordering = ["category__order", "order", "name_id"]
        indexes = [GinIndex(fields=["words"], name="service_by_words", fastupdate=False)]

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

    @property
    def form(self) -> FormPlan:
        """The form as checked values; parsed once per loaded row."""
        kept: FormPlan | None = self.__dict__.get("_form")
        if kept is None:
            kept = self.__dict__["_form"] = parse_form(self.definition)
        return kept

    @property
    def has_letter(self) -> bool:
        """Tell whether a letter comes out at the end."""
        return bool(self.definition.get("letter"))


class Spelling(models.Model):
    """A word of the catalogue, to which typing errors are corrected."""

    word = models.CharField(max_length=40, primary_key=True)

    class Meta:
        db_table = "service_spelling"
        indexes = [GinIndex(OpClass(F("word"), "gin_trgm_ops"), name="service_spelling_letters")]

    def __str__(self) -> str:
        return self.word


class Draft(models.Model):
    """A form not sent yet: sealed, resumable, forgotten after two weeks."""

    id = models.UUIDField(primary_key=True)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="drafts")
    owner = models.CharField(max_length=80)  # "user:12", or the hash of a browser's key
    office = models.ForeignKey(
        "places.Office", null=True, blank=True, on_delete=models.CASCADE, related_name="+",
        db_index=False,
    )  # fmt: skip
    sealed = models.BinaryField(default=bytes)  # what was typed and which files were sent
    step = models.CharField(max_length=40, blank=True)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)  # then the case has the draft's id

    class Meta:
        db_table = "service_draft"
        indexes = [models.Index(fields=["begun_at"], name="service_draft_by_time")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "service", "office"],
                condition=Q(sent_at__isnull=True),
                nulls_distinct=False,
                name="one_open_draft_per_owner_and_service",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(sealed=b""),
                name="sent_draft_keeps_no_answers",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
