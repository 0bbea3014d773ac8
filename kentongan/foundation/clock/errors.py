"""What the clock refuses. These are faults of data or code, not sentences for residents."""


class ClockError(ValueError):
    """The clock was given something it cannot count with."""


class ClockCannotRun(ClockError):
    """The calendar has too few opening hours ahead to ever keep this promise."""


class NaiveMoment(ClockError):
    """A moment without time zone: nobody can know when that was."""


class PauseEndsBeforeItBegins(ClockError):
    """A pause that ends before it begins, as machines with wrong clocks write it."""


class WrongHours(ClockError):
    """Opening hours that overlap, are empty or run backwards."""


class WrongPromise(ClockError):
    """A promise that names no unit, several units, or an amount that is not a whole number."""
