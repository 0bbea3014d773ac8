"""The door: what other rooms and the lobby may use of the services."""

from kentongan.rooms.services.errors import (
    NoSuchService,
    WrongAnswers,
    WrongServiceData,
)
from kentongan.rooms.services.queries.answers import (
    get_applicant_words,
    name_requirement,
    read_answers,
    show_answers,
)
from kentongan.rooms.services.queries.catalogue import (
    Shelf,
    get_service,
    list_categories,
    list_popular,
    list_services,
    list_shelves,
    list_whole_services,
)
from kentongan.rooms.services.queries.forms import describe_form
from kentongan.rooms.services.queries.search import search_services
from kentongan.rooms.services.services.applying import submit_application
from kentongan.rooms.services.services.letters import issue_letter
from kentongan.rooms.services.services.loading import load_services

__all__ = [
    "NoSuchService",
    "Shelf",
    "WrongAnswers",
    "WrongServiceData",
    "describe_form",
    "get_applicant_words",
    "get_service",
    "issue_letter",
    "list_categories",
    "list_popular",
    "list_services",
    "list_shelves",
    "list_whole_services",
    "load_services",
    "name_requirement",
    "read_answers",
    "search_services",
    "show_answers",
    "submit_application",
]
