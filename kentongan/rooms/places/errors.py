from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import NotFound, Refusal, WrongInput


class NoSuchRegion(NotFound):
    """No region has this code here."""

    code = "no_such_region"
    message = _("There is no region with the code %(region)s here.")


class NoSuchOffice(NotFound):
    """No office has this key."""

    code = "no_such_office"
    message = _("There is no office “%(office)s” here.")


class NoOfficeForPlace(Refusal):
    """The rule names an office that this place does not have."""

    code = "no_office_for_place"
    message = _("No office is responsible here: “%(rule)s” for the place %(place)s.")


class WrongOfficeRule(WrongInput):
    """The rule is none of village, district, regency or office:<key>."""

    code = "wrong_office_rule"
    message = _("“%(rule)s” is no way to name an office.")


class AlreadyDayOff(Refusal):
    """The date is off already."""

    code = "already_day_off"
    message = _("%(date)s is a day off already: %(name)s.")


class NotADayOff(Refusal):
    """The date is an ordinary day."""

    code = "not_a_day_off"
    message = _("%(date)s is not a day off.")


class WrongRegencyData(WrongInput):
    """A file of the regency folder cannot be understood; says which and why."""

    code = "wrong_regency_data"
    message = _("%(file)s: %(why)s")


class WrongBoundaries(WrongInput):
    """A file of boundaries cannot be understood; says what and where."""

    code = "wrong_boundaries"
    message = _("%(file)s: %(why)s")
