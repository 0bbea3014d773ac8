from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import NotFound, Refusal, WrongInput


class NoSuchBuilding(NotFound):
    """There is no such building, or not for this person."""

    code = "no_such_building"


class NoSuchPermit(NotFound):
    """There is no such permit, or not for this person."""

    code = "no_such_permit"


class NoSuchDraft(NotFound):
    """There is no such draft, or not for this person."""

    code = "no_such_draft"


class NoSuchBill(NotFound):
    """There is no such bill, or not for this person."""

    code = "no_such_bill"


class NoSuchDuty(NotFound):
    """There is no such duty, or not for this person."""

    code = "no_such_duty"


class WrongBuilding(WrongInput):
    """What was typed about a building cannot be kept; `fields` says what."""

    code = "wrong_building"


class BuildingInProgress(Refusal):
    code = "building_in_progress"
    message = _("A permit of this building is on its way, so its facts cannot be changed now.")


class AskedAlready(Refusal):
    code = "asked_already"
    message = _("This permit was asked for already: %(code)s.")


class NotComplete(Refusal):
    """What is missing before a permit can be asked for; `fields` names each document."""

    code = "not_complete"
    message = _("Something is missing. It is marked below; nothing was sent yet.")
    status = 422


class NoSuchDocument(WrongInput):
    code = "no_such_document"
    message = _("This document is not asked for.")


class NoScheme(Refusal):
    code = "no_scheme"
    message = _("No rates of the retribution are in force on %(day)s. Load them first.")


class CannotPrice(Refusal):
    """The rates have no row for this building."""

    code = "cannot_price"
    message = _("The rates have no row for this building (%(key)s: %(value)s). Add it to the data.")


class NotThisStep(Refusal):
    code = "not_this_step"
    message = _("This is done at another step of the permit.")


class NotReviewed(Refusal):
    """Documents without a verdict, or with an open remark."""

    code = "not_reviewed"
    message = _("Review every document first: %(count)s are not accepted yet.")


class NeedsRemark(WrongInput):
    code = "needs_remark"
    message = _("Say what is wrong with the document, in at least 10 characters.")


class NoRemarks(Refusal):
    code = "no_remarks"
    message = _("No document has a remark, so there is nothing to ask for.")


class StillRemarked(Refusal):
    """Documents with a remark that were not sent anew."""

    code = "still_remarked"
    message = _("Send every document with a remark anew.")
    status = 422


class NotRemarked(Refusal):
    code = "not_remarked"
    message = _("This document was accepted already; only those with a remark are sent anew.")
    status = 422


class NeedsInspection(Refusal):
    code = "needs_inspection"
    message = _("The building has to be inspected first, with a photo and without open findings.")


class NotPaid(Refusal):
    code = "not_paid"
    message = _("The retribution is not paid yet.")


class WrongPayment(WrongInput):
    """What was typed about a payment cannot be right."""

    code = "wrong_payment"


class BillEnded(Refusal):
    code = "bill_ended"
    message = _("This bill was paid or made void already.")


class GateShut(Refusal):
    """The camera duty is not fulfilled; `reasons` are sentences for people."""

    code = "gate_shut"
    message = _("The certificate stays shut: %(why)s")

    def __init__(self, reasons: Sequence[str] = (), **facts: Any) -> None:
        self.reasons = tuple(reasons)
        super().__init__(why=" ".join(self.reasons), **facts)


class DutyEnded(Refusal):
    code = "duty_ended"
    message = _("This duty is relieved, so no camera is needed.")


class CameraTaken(Refusal):
    code = "camera_taken"
    message = _("This camera counts for another duty already.")


class NoSuchCamera(NotFound):
    """There is no such camera, or not for this person."""

    code = "no_such_duty_camera"


class ReliefAsked(Refusal):
    code = "relief_asked"
    message = _("Relief was asked for already: %(code)s.")


class WrongPermitData(Refusal):
    """The data of the permits cannot be used; says file and place."""

    code = "wrong_permit_data"
    message = _("%(file)s: %(why)s")
    status = 422
