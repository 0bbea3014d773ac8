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
