from django.urls import path

from kentongan.rooms.services.views import applying, catalogue

app_name = "services"
urlpatterns = [
    path("layanan/", catalogue.list_services, name="list_services"),
    path("layanan/<slug:slug>/", catalogue.show_service, name="show_service"),
    path("layanan/<slug:slug>/ajukan/", applying.apply_for_service, name="apply_for_service"),
    path("layanan/<slug:slug>/ajukan/kirim/", applying.send_application, name="send_application"),
    path("layanan/<slug:slug>/ajukan/ulang/", applying.discard_draft, name="discard_draft"),
    path(
        "layanan/<slug:slug>/ajukan/berkas/<slug:key>/",
        applying.show_draft_file,
        name="show_draft_file",
    ),
    path(
        "layanan/<slug:slug>/tanda-terima/<str:code>/",
        applying.show_receipt,
        name="show_receipt",
    ),
]
