from typing import Any

from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import NotFound, Refusal, WrongInput


class NoSuchArticle(NotFound):
    code = "no_such_article"
    message = _("There is no such article here.")


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


class NoSuchCategory(NotFound):
    code = "no_such_news_category"
    message = _("There is no such topic.")


class NoSuchPicture(NotFound):
    code = "no_such_picture"
    message = _("There is no such picture here.")


class WrongArticle(WrongInput):
    """What was typed cannot be kept; `fields` says what to change."""

    code = "wrong_article"


class ChangedMeanwhile(Refusal):
    """Somebody else saved the article meanwhile; `who` did."""

    code = "changed_meanwhile"
    message = _(
        "%(who)s saved this article while you were writing. Nothing of yours is lost: compare it "
        "with the text below, then save again."
    )

    def __init__(self, *, who: str, version: int) -> None:
        super().__init__(who=who)
        self.version = version


class NotYourTurn(Refusal):
    """The article is not where this can be done."""

    code = "not_your_turn"
    message = _("This article is not waiting for that any more. Look at how it stands now.")


class OwnWriting(Refusal):
    """Who wrote a text does not agree to it."""

    code = "own_writing"
    message = _("You wrote this yourself, so another editor has to agree to it.")
    status = 403


class NotReady(WrongInput):
    """Something is missing before others may see it."""

    code = "not_ready"
    message = _("This is not ready to be reviewed yet.")


class NeedsRemark(WrongInput):
    code = "needs_remark"
    message = _("Please say why, in at least %(minimum)s characters.")


class WrongNewsData(Refusal):
    """The data of the news room cannot be used; says file and place."""

    code = "wrong_news_data"
    message = _("%(file)s: %(why)s")
    status = 422

    def __init__(self, *, file: str, why: Any) -> None:
        super().__init__(file=file, why=why)
