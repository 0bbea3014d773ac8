"""Tables of the room: articles with every version, corrections, pictures, comments, radio."""

from kentongan.rooms.news.models.article import Article, ArticleVersion, Correction
from kentongan.rooms.news.models.category import Category
from kentongan.rooms.news.models.comment import Comment
from kentongan.rooms.news.models.edition import Edition
from kentongan.rooms.news.models.picture import Picture, PictureCopy
from kentongan.rooms.news.models.radio import RadioProgramme, RadioStation
from kentongan.rooms.news.models.talk import CommentBlock, CommentComplaint

__all__ = [
    "Article",
    "ArticleVersion",
    "Category",
    "Comment",
    "CommentBlock",
    "CommentComplaint",
    "Correction",
    "Edition",
    "Picture",
    "PictureCopy",
    "RadioProgramme",
    "RadioStation",
]
