"""The door: what other rooms and the lobby may use of the reports."""

from kentongan.rooms.reports.errors import (
    CannotJoin,
    NeedsContact,
    NoNumber,
    NoSuchCategory,
    NoSuchReport,
    NotMended,
    NumberBlocked,
    WrongCategoryData,
    WrongReport,
)
from kentongan.rooms.reports.events import ReportReceived, Told, tell_by_phone
from kentongan.rooms.reports.permissions import can_dispatch
from kentongan.rooms.reports.queries.answers import show_report_answers
from kentongan.rooms.reports.queries.categories import (
    get_category,
    list_categories,
    list_groups,
)
from kentongan.rooms.reports.queries.duplicates import Similar, find_similar, find_similar_to
from kentongan.rooms.reports.queries.finding import (
    get_public_report,
    get_report_of,
    get_visible_report,
)
from kentongan.rooms.reports.queries.measured import CategoryScore, list_category_scores
from kentongan.rooms.reports.queries.public_page import get_public_page, list_public_photos
from kentongan.rooms.reports.queries.road import has_field_work
from kentongan.rooms.reports.rules.positions import Position, show_position
from kentongan.rooms.reports.rules.redaction import hide_persons
from kentongan.rooms.reports.rules.words import Channel, Kind, Secrecy, Standing
from kentongan.rooms.reports.services.blocking import block_number, block_reporter, lift_block
from kentongan.rooms.reports.services.ending import (
    confirm_report,
    edit_public_words,
    join_report,
    reopen_report,
)
from kentongan.rooms.reports.services.following import follow_report, unfollow_report
from kentongan.rooms.reports.services.loading import load_categories
from kentongan.rooms.reports.services.mending import mend_report
from kentongan.rooms.reports.services.photos import publish_photo, withdraw_photo
from kentongan.rooms.reports.services.submit import Submitted, submit_report

__all__ = [
    "CannotJoin",
    "CategoryScore",
    "Channel",
    "Kind",
    "NeedsContact",
    "NoNumber",
    "NoSuchCategory",
    "NoSuchReport",
    "NotMended",
    "NumberBlocked",
    "Position",
    "ReportReceived",
    "Secrecy",
    "Similar",
    "Standing",
    "Submitted",
    "Told",
    "WrongCategoryData",
    "WrongReport",
    "block_number",
    "block_reporter",
    "can_dispatch",
    "confirm_report",
    "edit_public_words",
    "find_similar",
    "find_similar_to",
    "follow_report",
    "get_category",
    "get_public_page",
    "get_public_report",
    "get_report_of",
    "get_visible_report",
    "has_field_work",
    "hide_persons",
    "join_report",
    "lift_block",
    "list_categories",
    "list_category_scores",
    "list_groups",
    "list_public_photos",
    "load_categories",
    "mend_report",
    "publish_photo",
    "reopen_report",
    "show_position",
    "show_report_answers",
    "submit_report",
    "tell_by_phone",
    "unfollow_report",
    "withdraw_photo",
]
