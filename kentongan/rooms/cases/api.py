"""The door: what other rooms and the lobby may use of the engine."""

from kentongan.rooms.cases.errors import (
    AlreadyRated,
    BadDefinition,
    CannotConsult,
    DecidedMeanwhile,
    NeedsReason,
    NeedsSecondFactor,
    NoSuchCase,
    NoSuchCaseType,
    NotOverYet,
    NotYourStep,
    StillConsulting,
    WrongTurn,
)
from kentongan.rooms.cases.events import CaseClosed, CaseMoved, CaseSubmitted
from kentongan.rooms.cases.permissions import (
    can_speak_for_applicant,
    find_holding,
    is_applicant,
)
from kentongan.rooms.cases.queries.desk import (
    QUEUES,
    DeskPage,
    count_queues,
    list_desk,
    search_cases,
)
from kentongan.rooms.cases.queries.numbers import (
    OfficeScore,
    Reality,
    get_reality,
    get_survey_result,
    list_office_scores,
)
from kentongan.rooms.cases.queries.reading import (
    Action,
    Clock,
    find_for_tracking,
    get_attachment,
    get_case,
    get_case_by_code,
    get_visible_case,
    list_actions,
    list_attachments,
    list_open_consults,
    normalise_code,
    read_clock,
    read_step_clock,
)
from kentongan.rooms.cases.queries.story import (
    Happening,
    explain_case_due,
    explain_step_due,
    list_happenings,
    say_date,
    say_duration,
    say_moment,
    say_promise,
)
from kentongan.rooms.cases.queries.types import get_plan, has_cases, list_type_slugs
from kentongan.rooms.cases.rules.definition import Definition, StepPlan
from kentongan.rooms.cases.services.applicant import (
    add_message,
    answer_applicant,
    rate_case,
    withdraw_case,
)
from kentongan.rooms.cases.services.clockwork import recompute_deadlines, ring_alarms
from kentongan.rooms.cases.services.consult import advise, ask_office, recall_consult
from kentongan.rooms.cases.services.decide import decide
from kentongan.rooms.cases.services.finish import finish_case
from kentongan.rooms.cases.services.history import PastCase, import_past_cases, refresh_statistics
from kentongan.rooms.cases.services.submit import submit_case
from kentongan.rooms.cases.services.types import publish_case_type
from kentongan.rooms.cases.workflow import Decision, Outcome, State

__all__ = [
    "QUEUES",
    "Action",
    "AlreadyRated",
    "BadDefinition",
    "CannotConsult",
    "CaseClosed",
    "CaseMoved",
    "CaseSubmitted",
    "Clock",
    "DecidedMeanwhile",
    "Decision",
    "Definition",
    "DeskPage",
    "Happening",
    "NeedsReason",
    "NeedsSecondFactor",
    "NoSuchCase",
    "NoSuchCaseType",
    "NotOverYet",
    "NotYourStep",
    "OfficeScore",
    "Outcome",
    "PastCase",
    "Reality",
    "State",
    "StepPlan",
    "StillConsulting",
    "WrongTurn",
    "add_message",
    "advise",
    "answer_applicant",
    "ask_office",
    "can_speak_for_applicant",
    "count_queues",
    "decide",
    "explain_case_due",
    "explain_step_due",
    "find_for_tracking",
    "find_holding",
    "finish_case",
    "get_attachment",
    "get_case",
    "get_case_by_code",
    "get_plan",
    "get_reality",
    "get_survey_result",
    "get_visible_case",
    "has_cases",
    "import_past_cases",
    "is_applicant",
    "list_actions",
    "list_attachments",
    "list_desk",
    "list_happenings",
    "list_office_scores",
    "list_open_consults",
    "list_type_slugs",
    "normalise_code",
    "publish_case_type",
    "rate_case",
    "read_clock",
    "read_step_clock",
    "recall_consult",
    "recompute_deadlines",
    "refresh_statistics",
    "ring_alarms",
    "say_date",
    "say_duration",
    "say_moment",
    "say_promise",
    "search_cases",
    "submit_case",
    "withdraw_case",
]
