"""The door of the places room: regions, offices, working time, and loading a regency."""

from kentongan.rooms.places.errors import (
    AlreadyDayOff,
    NoOfficeForPlace,
    NoSuchOffice,
    NoSuchRegion,
    NotADayOff,
    WrongBoundaries,
    WrongOfficeRule,
    WrongRegencyData,
)
from kentongan.rooms.places.events import DayOffDeclared, DayOffRevoked, HoursChanged
from kentongan.rooms.places.queries.boundaries import (
    count_boundaries,
    find_village,
    has_boundaries,
)
from kentongan.rooms.places.queries.kept import forget as forget_kept
from kentongan.rooms.places.queries.offices import (
    get_office,
    get_parents,
    list_offices,
    resolve_office,
    search_offices,
)
from kentongan.rooms.places.queries.regions import (
    get_regency_code,
    get_region,
    has_region,
    list_regions,
    list_regions_around,
    list_villages,
    search_regions,
)
from kentongan.rooms.places.queries.working_time import (
    get_calendar,
    get_calendar_of_hours,
    get_day_off,
    is_worked_on,
    list_days_off,
    name_day_off,
)
from kentongan.rooms.places.services.boundaries import import_boundaries
from kentongan.rooms.places.services.days_off import declare_day_off, revoke_day_off
from kentongan.rooms.places.services.loading import (
    load_national_holidays,
    load_regency,
    load_regions,
)

__all__ = [
    "AlreadyDayOff",
    "DayOffDeclared",
    "DayOffRevoked",
    "HoursChanged",
    "NoOfficeForPlace",
    "NoSuchOffice",
    "NoSuchRegion",
    "NotADayOff",
    "WrongBoundaries",
    "WrongOfficeRule",
    "WrongRegencyData",
    "count_boundaries",
    "declare_day_off",
    "find_village",
    "forget_kept",
    "get_calendar",
    "get_calendar_of_hours",
    "get_day_off",
    "get_office",
    "get_parents",
    "get_regency_code",
    "get_region",
    "has_boundaries",
    "has_region",
    "import_boundaries",
    "is_worked_on",
    "list_days_off",
    "list_offices",
    "list_regions",
    "list_regions_around",
    "list_villages",
    "load_national_holidays",
    "load_regency",
    "load_regions",
    "name_day_off",
    "resolve_office",
    "revoke_day_off",
    "search_offices",
    "search_regions",
]
