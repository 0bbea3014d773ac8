from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.news.models.comment import Comment
from kentongan.rooms.news.rules.words import ComplaintKind

COMPLAINT_KIND_NAMES = {
    ComplaintKind.HATE: _("It spreads hate or calls for violence"),
    ComplaintKind.INSULT: _("It insults or slanders somebody"),
    ComplaintKind.LIE: _("It is a lie"),
    ComplaintKind.INDECENT: _("It is indecent"),
    ComplaintKind.PRIVATE: _("It tells what is private"),
    ComplaintKind.AD: _("It is advertising"),
    ComplaintKind.OTHER: _("Something else"),
}


class CommentComplaint(models.Model):
    """Why a reader complains about a shown comment; the press council gives it two days."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="complaints")
    kind = models.CharField(
        max_length=8, choices=[(k.value, COMPLAINT_KIND_NAMES[k]) for k in ComplaintKind]
    )
    words = models.CharField(max_length=1000, blank=True)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "news_comment_complaint"
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def kind_name(self) -> str:
        return str(COMPLAINT_KIND_NAMES[ComplaintKind(self.kind)])


class CommentBlock(models.Model):
    """An e-mail address whose comments are not taken in, and why; only a blind index of it."""

    email_index = models.BinaryField(max_length=32)
    name = models.CharField(max_length=80)  # under which the last comment was written
    reason = models.CharField(max_length=500)
    blocked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    blocked_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "news_comment_block"
        ordering = ["-blocked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["email_index"],
                condition=Q(lifted_at__isnull=True),
                name="a_writer_is_blocked_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
