"""Why a piece of an upload is not taken."""

from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import NotFound, Refusal


class NoSuchUpload(NotFound):
    """There is none, it has expired, or the secret is another's: the same answer."""

    code = "no_such_upload"
    message = _("This upload is not known any more. Please send the photo again.")


class WrongOffset(Refusal):
    """The piece does not begin where the upload stands; `offset` says where to go on."""

    code = "wrong_offset"
    message = _("The upload stands somewhere else; it goes on from there.")


class WrongPiece(Refusal):
    code = "wrong_piece"
    message = _("This piece of the upload is empty or too long.")
    status = 422


class NotAllThere(Refusal):
    code = "upload_not_all_there"
    message = _("The photo has not arrived completely yet.")


class Garbled(Refusal):
    """What arrived is not what was announced; it is thrown away and may be begun again."""

    code = "upload_garbled"
    message = _("The photo was damaged on its way. Please send it again.")
    status = 422
