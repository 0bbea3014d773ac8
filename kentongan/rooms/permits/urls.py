"""Addresses of the room. A verb is only for a change, only by POST."""

from django.urls import path

from kentongan.rooms.permits.views import applying, duties, office, own, public

app_name = "permits"
urlpatterns = [
    path("izin/", public.show_permits, name="show_permits"),
    path("izin/milik/", own.list_own, name="list_own"),
    path("izin/milik/<str:code>/", own.show_own_permit, name="show_own_permit"),
    path("izin/milik/<str:code>/dokumen/<slug:key>/", own.show_document, name="show_document"),
    path("izin/kepatuhan/", public.show_numbers, name="show_numbers"),
    path("izin/kewajiban/<uuid:duty_id>/", duties.show_duty, name="show_duty"),
    path("izin/kewajiban/<uuid:duty_id>/kamera/", duties.declare_camera, name="declare_camera"),
    path("izin/kewajiban/<uuid:duty_id>/keringanan/", duties.ask_relief, name="ask_relief"),
    path("izin/berkas/<uuid:draft_id>/", applying.fill_draft, name="fill_draft"),
    path("izin/berkas/<uuid:draft_id>/buang/", applying.discard_draft, name="discard_draft"),
    path(
        "izin/berkas/<uuid:draft_id>/<slug:key>/", applying.show_draft_file, name="show_draft_file"
    ),
    path("izin/<slug:kind>/", public.show_kind, name="show_kind"),
    path("izin/<slug:kind>/ajukan/", applying.apply_for_permit, name="apply_for_permit"),
    path("izin/<slug:kind>/perkiraan/", applying.estimate_retribution, name="estimate_retribution"),
    path("izin/<slug:kind>/bangunan/<uuid:building_id>/", applying.start_draft, name="start_draft"),
    path("meja/izin/", office.show_ledger, name="show_ledger"),
    path("meja/izin/<str:code>/", office.show_review, name="show_review"),
    path("meja/izin/<str:code>/periksa/", office.review_documents, name="review_documents"),
    path("meja/izin/<str:code>/lapangan/", office.inspect, name="inspect"),
    path("meja/izin/<str:code>/bayar/", office.record_payment, name="record_payment"),
]
