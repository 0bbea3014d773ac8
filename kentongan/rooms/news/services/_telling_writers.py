"""Letters to who wrote a comment: what became of it and why; with a link to take it back."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.foundation import vault
from kentongan.foundation.actors import Acting
from kentongan.foundation.outbox import services as outbox
from kentongan.rooms.news.models import Comment
from kentongan.rooms.news.queries.addresses import make_address
from kentongan.rooms.news.queries.writers import PURPOSE, make_token

SUBJECTS = {
    "shown": lambda: _("Your comment is shown"),
    "refused": lambda: _("Your comment is not shown"),
    "removed": lambda: _("Your comment was taken down"),
    "blocked": lambda: _("Your comments are not taken in at present"),
}


def tell_writer(comment: Comment, *, what: str, by: Acting, now: datetime) -> None:
    """Write to who left an address; a block is told to everybody it concerns."""
    if comment.email_sealed is None or not (comment.is_told or what == "blocked"):
        return
    own = f"/kabar/komentar/{make_token(comment)}/"
    with override(comment.language):
        text = render_to_string(
            f"news/mail/comment_{what}.txt",
            {
                "title": comment.article.title,
                "reason": comment.reason,
                "own": make_address(own, comment.language),
                "regency": settings.REGENCY_FACTS["formal_name"],
            },
        )
        outbox.post_mail(
            to=vault.unseal(comment.email_sealed, purpose=PURPOSE), subject=SUBJECTS[what](),
            text=text, language=comment.language, about=f"comment:{comment.pk}", by=by, now=now,
        )  # fmt: skip
