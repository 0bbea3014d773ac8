from typing import Any

from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import NotFound, Refusal, WrongInput


class NoSuchCategory(NotFound):
    code = "no_such_category"
    message = _("This category does not exist.")


class NoSuchReport(NotFound):
    code = "no_such_report"
    message = _("We know no report with this code.")


class WrongReport(Refusal):
    """What was sent cannot be taken; `fields` has a sentence by key."""

    code = "wrong_report"
    message = _("Some answers are missing or cannot be right. They are marked below.")
    status = 422


class NumberBlocked(Refusal):
    code = "number_blocked"
    message = _("Reports from this number are not taken in at present: %(reason)s")
    status = 403


class NoNumber(Refusal):
    code = "no_number"
    message = _("Who sent this left no telephone number, so there is none to block.")


class NeedsContact(Refusal):
    code = "needs_contact"
    message = _("Give a telephone number or an e-mail address, so that we can tell you.")
    status = 422


class CannotJoin(Refusal):
    code = "cannot_join"
    message = _("Choose another open report to join this one to.")
    status = 422


class NotMended(Refusal):
    code = "not_mended"
    message = _("This report is not closed as mended, so there is nothing to confirm.")


class WrongCategoryData(Refusal):
    """The data of the categories cannot be used; says file and place."""

    code = "wrong_category_data"
    message = _("%(file)s: %(why)s")
    status = 422


class KeyExists(Refusal):
    code = "key_exists"
    message = _("There is a key named %(label)s already. Revoke it first.")


class NoSuchKey(NotFound):
    code = "no_such_key"
    message = _("There is no key named %(label)s.")


class NoSuchPhoto(NotFound):
    """There is no such photo, or not for this person."""

    code = "no_such_photo"


class CannotPublishPhoto(Refusal):
    """A secret, refused or joined report shows no photo to everybody."""

    code = "cannot_publish_photo"
    message = _("Photos of this report are not shown to everybody.")


class NothingCovered(WrongInput):
    """Nothing was covered, and nobody said that nothing needs to be."""

    code = "nothing_covered"
    message = _("Cover faces and number plates, or tick that there are none.")


class NoSuchChat(NotFound):
    code = "no_such_chat"
    message = _("This chat or proposal does not exist, or belongs to another office.")


CHAT_SENTENCES = {
    "chat_broken": _("This archive is damaged or was not sent completely. Please export it again."),
    "chat_too_big": _(
        "This file is larger than %(limit)s. Please export the chat without media, or in parts."
    ),
    "chat_too_many_files": _("This archive holds too many files to be an exported chat."),
    "chat_locked": _("This archive is locked with a password. Please send it without the lock."),
    "chat_no_text": _("There is no exported chat in this archive: the text file is missing."),
    "chat_too_long": _("This chat is too long to be read at once. Please export it without media."),
    "chat_bomb": _("This archive unpacks to far more than an exported chat; it was not opened."),
    "chat_not_text": _("This is not the text of an exported chat."),
    "chat_is_none": _("No line of this file begins as a message of an exported chat does."),
    "chat_gone": _("The file was kept for two days only and is gone. Please send it again."),
}


def get_chat_sentence(code: str) -> str:
    """Return why a chat was not read, in the reader's language."""
    return str(CHAT_SENTENCES.get(code, ChatRefused.message))


class ChatRefused(Refusal):
    """An exported chat cannot be read; the code says why."""

    code = "chat_refused"
    message = _("This chat could not be read.")
    status = 422

    def __init__(self, code: str = "chat_refused", **facts: Any) -> None:
        super().__init__(CHAT_SENTENCES.get(code, self.message), **facts)
        self.code = str(code)


class ChatDecided(Refusal):
    """Somebody decided on the proposal before."""

    code = "chat_decided"
    message = _("Somebody decided on this proposal already.")
    status = 409


class ChatCannotUndo(Refusal):
    """A decision that cannot be taken back any more."""

    code = "chat_cannot_undo"
    message = _("This cannot be taken back any more: work on the report has begun.")
    status = 409
