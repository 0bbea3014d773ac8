"""The door: what other rooms and the lobby may use of the services."""

from kentongan.rooms.services.errors import (
    AlreadyRevoked,
    LetterRevoked,
    NoSuchLetter,
    NoSuchService,
    NotYourLetter,
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
from kentongan.rooms.services.queries.letters import (
    Delay,
    FileFacts,
    FileVerdict,
    LetterFacts,
    LetterNews,
    check_file,
    describe_delay,
    find_letter,
    find_letter_news,
    get_letter_facts,
)
from kentongan.rooms.services.queries.search import search_services
from kentongan.rooms.services.rules.letters import Standing
from kentongan.rooms.services.services.applying import submit_application
from kentongan.rooms.services.services.letters import issue_letter, revoke_letter
from kentongan.rooms.services.services.loading import load_services
from kentongan.rooms.services.services.signing import ensure_authority, ensure_certificate

__all__ = [
    "AlreadyRevoked",
    "Delay",
    "FileFacts",
    "FileVerdict",
    "LetterFacts",
    "LetterNews",
    "LetterRevoked",
    "NoSuchLetter",
    "NoSuchService",
    "NotYourLetter",
    "Shelf",
    "Standing",
    "WrongAnswers",
    "WrongServiceData",
    "check_file",
    "describe_delay",
    "describe_form",
    "ensure_authority",
    "ensure_certificate",
    "find_letter",
    "find_letter_news",
    "get_applicant_words",
    "get_letter_facts",
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
    "revoke_letter",
    "search_services",
    "show_answers",
    "submit_application",
]
