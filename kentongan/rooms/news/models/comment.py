from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.news.models.article import Article
from kentongan.rooms.news.rules.words import CommentState

COMMENT_STATE_NAMES = {
    CommentState.WAITING: _("Waits for an editor"),
    CommentState.SHOWN: _("Shown"),
    CommentState.REFUSED: _("Not shown"),
    CommentState.SPAM: _("Spam"),
    CommentState.WITHDRAWN: _("Withdrawn by its writer"),
}


class Comment(models.Model):
    """What a reader said below an article. The e-mail address is sealed and never shown."""

    id = models.UUIDField(primary_key=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    name = models.CharField(max_length=80)
    email_sealed = models.BinaryField(null=True)  # purpose "comment"; gone when forgotten
    email_index = models.BinaryField(max_length=32, null=True, db_index=True)
    words = models.TextField()
    language = models.CharField(max_length=5, default="id")
    state = models.CharField(
        max_length=10,
        choices=[(s.value, COMMENT_STATE_NAMES[s]) for s in CommentState],
        default=CommentState.WAITING.value,
    )
    is_official = models.BooleanField(default=False)  # an editor answers for the regency
    score = models.SmallIntegerField(default=0)  # how much it looks like spam
    signs = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    fingerprint = models.BinaryField(default=b"")  # of the words: the same again is one comment
    reason = models.CharField(max_length=500, blank=True)  # why it is not shown
    is_told = models.BooleanField(default=False)  # the writer wants a letter about the decision
    report_count = models.PositiveIntegerField(default=0)  # readers who reported it
    reported_at = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "news_comment"
        ordering = ["made_at", "id"]
        indexes = [
            models.Index(
                fields=["article", "made_at"], condition=Q(state="shown"), name="comments_shown"
            ),
            models.Index(fields=["state", "made_at", "id"], name="comments_in_turn"),
            models.Index(
                fields=["reported_at", "id"],
                condition=Q(reported_at__isnull=False),
                name="comments_complained_of",
            ),
            models.Index(fields=["fingerprint", "made_at"], name="comments_with_same_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("id")) | Q(parent__isnull=True),
                name="comment_is_no_answer_to_itself",
            ),
            models.UniqueConstraint(
                fields=["article", "email_index", "fingerprint"],
                condition=Q(email_index__isnull=False),
                name="a_reader_says_it_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | Q(name="", words="", email_sealed__isnull=True, email_index__isnull=True),
                name="withdrawn_comment_holds_nothing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state_name(self) -> str:
        return str(COMMENT_STATE_NAMES[CommentState(self.state)])
