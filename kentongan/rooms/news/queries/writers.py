"""Who wrote a comment, as far as the house knows: an address nobody reads, found by its index."""

from django.core import signing

from kentongan.foundation import vault
from kentongan.rooms.news.errors import WriterBlocked
from kentongan.rooms.news.models import Comment, CommentBlock

PURPOSE = "comment"
OWN_SALT = "news.own_comment"


def index_email(address: str) -> bytes:
    """Return by what an address is found again."""
    return vault.blind_index(address.strip().casefold(), purpose=PURPOSE)


def is_blocked(address: str) -> bool:
    """Tell whether comments of an address are not taken in."""
    rows = CommentBlock.objects.filter(email_index=index_email(address), lifted_at=None)
    return rows.exists()


def check_not_blocked(address: str) -> None:
    """Raise WriterBlocked for an address whose comments are not taken in."""
    if is_blocked(address):
        raise WriterBlocked


def make_token(comment: Comment) -> str:
    """Return what opens the writer's own page of a comment; holds nothing of the person."""
    return signing.dumps(comment.pk.hex, salt=OWN_SALT, compress=False)
