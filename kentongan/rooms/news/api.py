"""The door of the news room: articles for other pages, and what the demo writes with."""

from kentongan.rooms.news.errors import NoSuchArticle
from kentongan.rooms.news.permissions import can_edit
from kentongan.rooms.news.queries.desk import count_waiting
from kentongan.rooms.news.queries.edition import get_edition
from kentongan.rooms.news.queries.listing import list_addresses, list_newest
from kentongan.rooms.news.queries.search import search_news
from kentongan.rooms.news.queries.writers import make_token as make_own_token
from kentongan.rooms.news.rules.content import Content
from kentongan.rooms.news.rules.words import ComplaintKind
from kentongan.rooms.news.services.commenting import Typed, write_comment
from kentongan.rooms.news.services.complaining import complain
from kentongan.rooms.news.services.correcting import agree_to_correction, propose_correction
from kentongan.rooms.news.services.loading import load_news
from kentongan.rooms.news.services.moderating import accept_comment, refuse_comment
from kentongan.rooms.news.services.pictures import PictureWords, add_picture
from kentongan.rooms.news.services.publishing import (
    publish_article,
    publish_due,
    return_article,
    withdraw_article,
)
from kentongan.rooms.news.services.tuning import load_talk
from kentongan.rooms.news.services.writing import save_article, send_to_review, start_article

__all__ = [
    "ComplaintKind",
    "Content",
    "NoSuchArticle",
    "PictureWords",
    "Typed",
    "accept_comment",
    "add_picture",
    "agree_to_correction",
    "can_edit",
    "complain",
    "count_waiting",
    "get_edition",
    "list_addresses",
    "list_newest",
    "load_news",
    "load_talk",
    "make_own_token",
    "propose_correction",
    "publish_article",
    "publish_due",
    "refuse_comment",
    "return_article",
    "save_article",
    "search_news",
    "send_to_review",
    "start_article",
    "withdraw_article",
    "write_comment",
]
