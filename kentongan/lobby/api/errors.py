"""What only the API refuses; everything else is refused by the room that is asked."""

from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import NotFound, Refusal, WrongInput


class NothingHere(NotFound):
    """There is no such address."""

    code = "no_such_address"
    message = _("There is no such address in this API. See /api/v1/openapi.json.")


class TokenNeeded(Refusal):
    """No token was shown, or one that does not count any more."""

    code = "token_needed"
    message = _("Show a valid token: Authorization: Bearer …")
    status = 401


class ScopeMissing(Refusal):
    """The token is good, but not for this."""

    code = "scope_missing"
    message = _("This token lacks the scope “%(scope)s”.")
    status = 403


class SigningNeedsPerson(Refusal):
    """A letter is signed by a person with a second factor, never by a program."""

    code = "signing_needs_person"
    message = _("This decision signs a letter. A person must take it, with the second factor.")
    status = 403


class MethodWrong(Refusal):
    """The address exists, the verb does not."""

    code = "method_not_allowed"
    message = _("This address does not know %(method)s.")
    status = 405


class Unreadable(Refusal):
    """The body is not what its type says."""

    code = "unreadable"
    message = _("What you sent could not be read: %(why)s.")
    status = 400


class BodyTooLarge(Refusal):
    code = "request_too_large"
    message = _("What you sent is too large.")
    status = 413


class MediaTypeWrong(Refusal):
    """The body is of another type than the address takes."""

    code = "media_type_wrong"
    message = _("This address takes %(wanted)s.")
    status = 415


class ClaimWrong(WrongInput):
    """A file's claim is not ours, or older than a day; `fields` says which."""

    code = "claim_wrong"
    message = _("This file is not known any more. Please send it again.")


class CursorWrong(WrongInput):
    """`after` is not what a page before gave as `next`."""

    code = "cursor_wrong"
    message = _("This is not the end of a page. Use `next` of the page before.")


class NothingAsked(WrongInput):
    """There is no open question from another office to answer."""

    code = "nothing_asked"
    message = _("No office waits for advice from yours on this case.")
    status = 409


class OurMistake(Refusal):
    """Something broke here; nothing was changed."""

    code = "our_mistake"
    message = _("Something broke on our side. Nothing was changed; please try again.")
    status = 500


class NotReachable(Refusal):
    """The database is away for a moment: restarted, or moved."""

    code = "not_reachable"
    message = _("The house cannot be reached at the moment. Please try again soon.")
    status = 503
    seconds = 5
