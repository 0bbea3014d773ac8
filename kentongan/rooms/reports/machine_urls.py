"""Addresses for programs: outside of the languages' prefixes, without a session."""

from django.urls import re_path

from kentongan.rooms.reports.views import open311

app_name = "open311"
FORM = r"\.(?P<form>xml|json)$"
urlpatterns = [
    re_path(rf"^discovery{FORM}", open311.show_discovery, name="discovery"),
    re_path(rf"^services{FORM}", open311.list_services, name="list_services"),
    re_path(
        rf"^services/(?P<service_code>[^/]+){FORM}", open311.show_service, name="show_service"
    ),
    re_path(rf"^requests{FORM}", open311.requests, name="requests"),
    re_path(rf"^requests/(?P<request_id>[^/]+){FORM}", open311.show_request, name="show_request"),
    re_path(rf"^tokens/(?P<token>[^/]+){FORM}", open311.show_token, name="show_token"),
    re_path(rf"^[\s\S]*?(?:{FORM}|$)", open311.refuse_address, name="refuse_address"),
]  # fmt: skip
