from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.news.models.category import Category, is_english, pick_language
from kentongan.rooms.news.rules.words import State

STATE_NAMES = {
    State.DRAFT: _("Draft"),
    State.REVIEW: _("Being reviewed"),
    State.SCHEDULED: _("Scheduled"),
    State.PUBLISHED: _("Published"),
    State.WITHDRAWN: _("Withdrawn"),
}


class ArticleQuerySet(models.QuerySet["Article"]):
    """Filters that many questions share."""

    def published(self) -> "ArticleQuerySet":
        return self.filter(state=State.PUBLISHED)

    def in_order(self) -> "ArticleQuerySet":
        """Newest first."""
        return self.order_by("-published_at", "-id")


class Article(models.Model):
    """Something the regency tells, in Indonesian, English or both."""

    id = models.UUIDField(primary_key=True)
    slug = models.SlugField(max_length=100, unique=True)
    state = models.CharField(
        max_length=10,
        choices=[(s.value, STATE_NAMES[s]) for s in State],
        default=State.DRAFT.value,
    )
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    title_id = models.CharField(max_length=150, blank=True)
    title_en = models.CharField(max_length=150, blank=True)
    summary_id = models.CharField(max_length=400, blank=True)
    summary_en = models.CharField(max_length=400, blank=True)
    body_id = models.TextField(blank=True)  # Markdown, as it was written
    body_en = models.TextField(blank=True)
    html_id = models.TextField(blank=True)  # made of it when it was kept, already harmless
    html_en = models.TextField(blank=True)
    authors = models.CharField(max_length=150, blank=True)  # as the page names them
    places = ArrayField(models.CharField(max_length=13), default=list, blank=True)  # region codes
    picture_facts = models.JSONField(default=list, blank=True)  # of Picture, for one query less
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    remark = models.CharField(max_length=1000, blank=True)  # of the reviewer, with a return
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    publish_at = models.DateTimeField(null=True, blank=True)  # agreed hour of a scheduled one
    published_at = models.DateTimeField(null=True, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason_id = models.CharField(max_length=500, blank=True)  # of the withdrawal
    reason_en = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)  # who saves an older one is told
    takes_comments = models.BooleanField(default=True)
    stems = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    related = ArrayField(models.UUIDField(), default=list, blank=True)  # nearest first
    words_id = SearchVectorField(null=True)
    words_en = SearchVectorField(null=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        db_table = "news_article"
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(state="published"),
                name="news_by_time",
            ),
            models.Index(
                fields=["category", "-published_at", "-id"],
                condition=Q(state="published"),
                name="news_by_category",
            ),
            models.Index(fields=["state", "-changed_at"], name="news_by_state"),
            models.Index(
                fields=["publish_at"], condition=Q(state="scheduled"), name="news_scheduled"
            ),
            GinIndex(fields=["words_id"], name="news_words_id", fastupdate=False),
            GinIndex(fields=["words_en"], name="news_words_en", fastupdate=False),
            GinIndex(fields=["stems"], name="news_stems", fastupdate=False),
            GinIndex(fields=["places"], name="news_places", fastupdate=False),
            GinIndex(OpClass(F("title_id"), "gin_trgm_ops"), name="news_letters_id"),
            GinIndex(OpClass(F("title_en"), "gin_trgm_ops"), name="news_letters_en"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["published", "withdrawn"]) | Q(published_at__isnull=False),
                name="published_article_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(publish_at__isnull=False),
                name="scheduled_article_has_its_hour",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | Q(withdrawn_at__isnull=False) & (~Q(reason_id="") | ~Q(reason_en="")),
                name="withdrawn_article_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(title_id="", title_en=""),
                name="shown_article_has_a_title",
            ),
            models.CheckConstraint(
                condition=~Q(reviewed_by=F("written_by")) | Q(reviewed_by__isnull=True),
                name="article_is_reviewed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def title(self) -> str:
        """Title in the language of the reader, else the other one."""
        return pick_language(self.title_id, self.title_en)

    @property
    def summary(self) -> str:
        """Summary in the language of the shown text."""
        return self.summary_en if self.language == "en" else self.summary_id

    @property
    def html(self) -> str:
        """Text as HTML in the language of the reader, else the other one; already harmless."""
        return self.html_en if self.language == "en" else self.html_id

    @property
    def language(self) -> str:
        """The language that is shown: the reader's, or the only one there is."""
        wanted = is_english() if self.title_id and self.title_en else bool(self.title_en)
        return "en" if wanted else "id"

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which there is a text."""
        return tuple(
            code for code, title in (("id", self.title_id), ("en", self.title_en)) if title
        )

    @property
    def is_foreign(self) -> bool:
        """Whether the reader's language is missing, so that another one is shown."""
        return self.language != ("en" if is_english() else "id")

    @property
    def reason(self) -> str:
        """Why it was withdrawn, in the language of the reader, else the other one."""
        return pick_language(self.reason_id, self.reason_en)

    @property
    def reason_language(self) -> str:
        """The language of the reason, where it is not the reader's."""
        wanted, other = (self.reason_en, "id") if is_english() else (self.reason_id, "en")
        return "" if wanted else other

    @property
    def is_public(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def year(self) -> int:
        """The year of its address: that of its publication here."""
        return localtime(self.published_at).year if self.published_at else 0

    @property
    def state_name(self) -> str:
        return str(STATE_NAMES[State(self.state)])


class ArticleVersion(models.Model):
    """A text of an article as it once was; none is ever deleted."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()  # both languages, category, places, authors
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    is_public = models.BooleanField(default=False)  # it stood on the public page

    class Meta:
        db_table = "news_article_version"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="article_has_a_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.number}"


class Correction(models.Model):
    """What was wrong in a published article, said on its page; made when a second editor agreed."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    words_id = models.CharField(max_length=600, blank=True)
    words_en = models.CharField(max_length=600, blank=True)
    content = models.JSONField()  # the corrected text, as ArticleVersion keeps it
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    refused_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(null=True, blank=True)  # since when the page says so

    class Meta:
        db_table = "news_correction"
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(at__isnull=True, refused_at__isnull=True),
                name="article_has_one_waiting_correction",
            ),
            models.CheckConstraint(
                condition=Q(at__isnull=True) | Q(refused_at__isnull=True),
                name="correction_is_made_or_refused",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("proposed_by")) | Q(decided_by__isnull=True),
                name="correction_is_agreed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(words_id="", words_en=""), name="correction_says_what_was_wrong"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def words(self) -> str:
        """What was wrong, in the language of the reader."""
        return pick_language(self.words_id, self.words_en)
