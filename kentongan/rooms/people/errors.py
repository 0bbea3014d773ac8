"""What this room refuses, and the sentence the person reads."""

from typing import Any

from django.utils.dates import MONTHS
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import NotFound, Refusal, WrongInput

NIK_SENTENCES: dict[str, "str | Lazy"] = {
    "empty": _("Please fill in the NIK: 16 digits, on the identity card."),
    "not_digits": _("A NIK has only digits. Character %(position)s is “%(character)s”."),
    "too_short": _("A NIK has 16 digits. This one has %(count)s: %(missing)s missing."),
    "too_long": _("A NIK has 16 digits. This one has %(count)s: %(extra)s too many."),
    "day": _(
        "Digits 7 and 8 are the day of birth: 01 to 31, for women 41 to 71. "
        "%(value)s is not possible."
    ),
    "month": _("Digits 9 and 10 are the month of birth: 01 to 12. %(value)s is not possible."),
    "date": _("%(day)s %(month)s does not exist. Check digits 7 to 12."),
    "leap_day": _("There is no 29 February in a year that ends in %(year)s. Check digits 7 to 12."),
    "serial": _("The last four digits cannot be 0000. Check digits 13 to 16."),
}


class NikWrong(WrongInput):
    """The NIK cannot be one; `problem` says why and the sentence says which digits to check."""

    code = "nik_wrong"

    def __init__(self, problem: str, **facts: Any) -> None:
        super().__init__(NIK_SENTENCES[problem], **facts)
        self.problem = problem
        self.fields = {"nik": str(self)}

    def __str__(self) -> str:
        facts = dict(self.facts)
        if isinstance(facts.get("month"), int):
            facts["month"] = MONTHS[facts["month"]]
        return str(self.message) % facts


class PhoneWrong(WrongInput):
    """The telephone number cannot be one."""

    code = "phone_wrong"
    message = _("This is not a telephone number. Write it like 0812 3456 7890.")

    def __init__(self) -> None:
        super().__init__(fields={"phone": self.message})


class PersonNotFound(NotFound):
    """Nobody here, or nobody for whoever asks."""

    code = "person_not_found"


class ReasonTooShort(WrongInput):
    """Looking at sealed data needs a reason that another person can judge."""

    code = "reason_too_short"
    message = _("Write why you need to see it, in at least %(at_least)s characters.")


class NotAllowed(Refusal):
    """Who acts may not do this."""

    code = "not_allowed"
    message = _("Your role does not allow this.")
    status = 403


class StillHoldsRole(Refusal):
    """Who holds a role cannot be forgotten."""

    code = "still_holds_role"
    message = _("This person still holds a role. End the role first.")


class OfficeHasHead(Refusal):
    """One definitive and one acting head at a time."""

    code = "office_has_head"
    message = _("The office has another head in this period. End that role first.")


class RoleOverlaps(Refusal):
    """The same role is held once at a time."""

    code = "role_overlaps"
    message = _("This person already holds this role there in this period.")


class PeriodWrong(WrongInput):
    """A period ends after it starts."""

    code = "period_wrong"
    message = _("The end must be after the start.")


class CapacityWrong(WrongInput):
    """The role cannot be held in this capacity."""

    code = "capacity_wrong"
    message = _(
        "Only a head can be acting (Plt., Plh.), and only a secretary signs on behalf (a.n.)."
    )


class NameNeeded(WrongInput):
    """A new account needs a name."""

    code = "name_needed"
    message = _("Nobody has this e-mail address yet. Write the name for a new account.")


class EmailTaken(WrongInput):
    """An address has one account."""

    code = "email_taken"
    message = _("There is already an account with this e-mail address.")


class AccountTaken(Refusal):
    """A person has one account and an account one person."""

    code = "account_taken"
    message = _("This person or this account is already linked to another.")


class SecondFactorNeeded(Refusal):
    """A role that signs is used only with the second factor."""

    code = "second_factor_needed"
    message = _("Your role signs letters: confirm with your second factor first.")
    status = 403
