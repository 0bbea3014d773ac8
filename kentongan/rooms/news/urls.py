"""Addresses of the room. A verb is only for a change, only by POST."""

from django.urls import path, register_converter

from kentongan.rooms.news.views import (
    deciding,
    desk,
    feeding,
    listening,
    moderation,
    pictures,
    reading,
    talk,
)


class MonthConverter:
    """`01` to `12`: no article's address is two digits."""

    regex = "0[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:02d}"


class YearConverter:
    """Four digits."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


register_converter(MonthConverter, "month")
register_converter(YearConverter, "year")

app_name = "news"
urlpatterns = [
    path("kabar/", reading.list_news, name="list_news"),
    path("kabar/topik/<slug:category>/", reading.show_topic, name="show_topic"),
    path(
        "kabar/gambar/<uuid:picture_id>/<int:width>.<slug:suffix>",
        reading.show_picture,
        name="show_picture",
    ),
    path("kabar/<year:year>/<month:month>/", reading.show_month, name="show_month"),
    path("kabar/<year:year>/<slug:slug>/", reading.show_article, name="show_article"),
    path("kabar/feed.<slug:form>", feeding.give_feed, name="give_feed"),
    path("kabar/topik/<slug:category>/feed.<slug:form>", feeding.give_feed, name="give_topic_feed"),
    path("kabar/radio/", listening.show_radio, name="show_radio"),
    path("kabar/radio/kecil/", listening.show_small_radio, name="show_small_radio"),
    path("kabar/komentar/aturan/", talk.show_terms, name="show_comment_terms"),
    path("kabar/komentar/<uuid:comment_id>/keluhan/", talk.complain_of, name="complain_of"),
    path("kabar/komentar/<str:token>/", talk.show_own_comment, name="show_own_comment"),
    path("kabar/<year:year>/<slug:slug>/komentar/", talk.show_comments, name="show_comments"),
    path("meja/kabar/komentar/", moderation.moderate_comments, name="moderate_comments"),
    path("meja/kabar/komentar/blokir/", moderation.list_comment_blocks, name="list_comment_blocks"),
    path(
        "meja/kabar/komentar/blokir/<int:block_id>/buka/",
        moderation.lift_comment_block,
        name="lift_comment_block",
    ),
    path(
        "meja/kabar/komentar/<uuid:comment_id>/putusan/",
        moderation.decide_comment,
        name="decide_comment",
    ),
    path("meja/kabar/", desk.list_articles, name="list_articles"),
    path("meja/kabar/tulis/", desk.start_article, name="start_article"),
    path("meja/kabar/pratinjau/", desk.preview_text, name="preview_text"),
    path("meja/kabar/gambar/<uuid:picture_id>/", pictures.change_picture, name="change_picture"),
    path(
        "meja/kabar/gambar/<uuid:picture_id>/hapus/", pictures.remove_picture, name="remove_picture"
    ),
    path("meja/kabar/<uuid:article_id>/", desk.edit_article, name="edit_article"),
    path("meja/kabar/<uuid:article_id>/gambar/", pictures.add_picture, name="add_picture"),
    path(
        "meja/kabar/<uuid:article_id>/versi/<int:number>/",
        desk.show_old_version,
        name="show_old_version",
    ),
    path("meja/kabar/<uuid:article_id>/ambil/", deciding.take_back, name="take_back"),
    path(
        "meja/kabar/<uuid:article_id>/kembalikan/", deciding.return_article, name="return_article"
    ),
    path(
        "meja/kabar/<uuid:article_id>/terbitkan/", deciding.publish_article, name="publish_article"
    ),
    path("meja/kabar/<uuid:article_id>/tarik/", deciding.withdraw_article, name="withdraw_article"),
    path("meja/kabar/<uuid:article_id>/ralat/", deciding.correct_article, name="correct_article"),
    path(
        "meja/kabar/<uuid:article_id>/ralat/<int:correction_id>/",
        deciding.decide_correction,
        name="decide_correction",
    ),
]
