"""The refusals of sealing."""

from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import Refusal


class SealUnavailable(Refusal):
    """The signing service did not answer, or not with a sealed PDF: try again later."""

    code = "seal_unavailable"
    message = _("The signing service does not answer. Please try again later; nothing was lost.")
    status = 503


class SealRefused(Refusal):
    """The signing service answered no: passphrase, expired certificate, unknown signer."""

    code = "seal_refused"
    message = _("The signing service refused: %(said)s")
    status = 422
