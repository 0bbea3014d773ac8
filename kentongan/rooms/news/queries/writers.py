"""Who wrote a comment, as far as the house knows: an address nobody reads, found by its index."""

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kentongan.foundation import vault
from kentongan.rooms.news.errors import WriterBlocked
from kentongan.rooms.news.models import Comment, CommentBlock

PURPOSE = "comment"
OWN_SALT = "news.own_comment"


def index_email(address: str) -> bytes:
    """Return by what an address is found again."""
    return vault.blind_index(address.strip().casefold(), purpose=PURPOSE)


def is_address(text: str) -> bool:
    """Tell whether this is one e-mail address and nothing behind it."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254  # noqa: PLR2004 - RFC 5321, 4.5.3.1.3


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
