"""Addresses of the room. A verb is only for a change, only by POST."""

from django.urls import path, register_converter

from kentongan.rooms.news.views import reading


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
]
