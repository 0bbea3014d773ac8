"""Addresses of applicants' pages. The code in them is public; it opens nothing by itself."""

from django.urls import path

from kentongan.rooms.cases.views import acting, entering, showing

app_name = "cases"
urlpatterns = [
    path("lacak/", entering.track, name="track"),
    path("lacak/saya/", entering.list_mine, name="list_mine"),
    path("lacak/<str:code>/", showing.show_tracking, name="show_tracking"),
    path("lacak/<str:code>/bagian/", showing.show_part, name="show_part"),
    path("lacak/<str:code>/berkas/<int:attachment_id>/", showing.show_file, name="show_file"),
    path("lacak/<str:code>/jawab/", acting.answer_question, name="answer_question"),
    path("lacak/<str:code>/pesan/", acting.send_message, name="send_message"),
    path("lacak/<str:code>/tarik/", acting.withdraw, name="withdraw"),
    path("lacak/<str:code>/nilai/", acting.rate, name="rate"),
]
