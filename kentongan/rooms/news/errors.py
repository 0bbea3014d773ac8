from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import NotFound, Refusal


class NoSuchArticle(NotFound):
    code = "no_such_article"


class NoSuchComment(NotFound):
    code = "no_such_comment"


class CommentsClosed(Refusal):
    code = "comments_closed"
    message = _("This article takes no more comments.")


class CommentsNeedAccount(Refusal):
    code = "comments_need_account"
    message = _("Only who has logged in may write here. Your words are kept in the form below.")
    status = 403


class TooManyWait(Refusal):
    """So many comments wait that nobody would read one more soon."""

    code = "too_many_wait"
    message = _(
        "More comments wait here than we can read at present. Please try again tomorrow; your words"
        " are kept in the form below."
    )
    status = 429


class WriterBlocked(Refusal):
    code = "writer_blocked"
    message = _(
        "Comments from this e-mail address are not taken in at present. The reason was sent there."
    )
    status = 403


class SaidAlready(Refusal):
    code = "said_already"
    message = _("You wrote exactly this here before, and an editor decided on it.")


class OwnComment(Refusal):
    code = "own_comment"
    message = _("You wrote this yourself, so another editor decides on it.")
    status = 403


class CannotDecide(Refusal):
    """The comment is where such a decision changes nothing."""

    code = "cannot_decide"
    message = _("This cannot be decided any more: the comment changed meanwhile.")


class NoReason(Refusal):
    code = "no_reason"
    message = _("Write the reason, at least %(minimum)s letters: the writer reads it.")
    status = 422


class NoAddress(Refusal):
    code = "no_address"
    message = _("This comment came without an e-mail address, so there is none to block.")


class WrongTalkData(Refusal):
    """The data of comments or radio cannot be used; says file and place."""

    code = "wrong_talk_data"
    message = _("%(file)s: %(why)s")
    status = 422
