from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import NotFound, Refusal, WrongInput


class NoSuchReader(NotFound):
    """There is no such reader, or the link has ended."""

    code = "no_such_reader"


class NoSuchMailing(NotFound):
    """There is no such mailing, or not for this person."""

    code = "no_such_mailing"


class NoSuchTopic(WrongInput):
    code = "no_such_topic"
    message = _("This topic is not offered.")


class WrongAddress(WrongInput):
    """What was typed is no single e-mail address; `fields` says so at the field."""

    code = "wrong_address"


class NotYours(Refusal):
    code = "not_yours"
    message = _("Somebody else has to approve what you wrote.")


class NotThisState(Refusal):
    code = "not_this_state"
    message = _("This edition was approved or sent in the meantime.")


class WordsChanged(Refusal):
    code = "words_changed"
    message = _("You changed the words. Save them, then somebody else approves them.")


class NothingToSend(Refusal):
    code = "nothing_to_send"
    message = _("Nothing was published since the last edition, so there is nothing to send.")
