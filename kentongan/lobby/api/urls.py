"""Addresses below /api/v1/. Each one is wrapped by the entrance and marked with its audience."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, re_path

from ninja.operation import PathView

from kentongan.foundation.audience import Audience
from kentongan.lobby.api import views
from kentongan.lobby.api.contract import ROUTERS, api
from kentongan.lobby.api.entrance import ANYTHING, FORM, JSON, View, enter, refuse_address
from kentongan.lobby.api.keys import OfficeToken, TrackingToken

app_name = "api"
EVERY_METHOD = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
AUDIENCES: dict[Any, Audience] = {
    OfficeToken: Audience.MACHINE,
    TrackingToken: Audience.CASE_FOLLOWER,
}


def _list_addresses() -> Iterator[URLPattern]:
    made = (pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern))
    patterns = {pattern.name: pattern for pattern in made}
    for router in ROUTERS:
        for path_view in router.path_operations.values():
            pattern = patterns[path_view.operations[0].view_func.__name__]
            pattern.callback = _wrap(pattern, path_view)
            yield pattern


def _wrap(pattern: URLPattern, path_view: PathView) -> View:
    methods = [method for operation in path_view.operations for method in operation.methods]
    keys = [type(key) for operation in path_view.operations for key in operation.auth_callbacks]
    return enter(
        pattern.callback,
        audience=AUDIENCES[keys[0]] if keys else Audience.EVERYONE,
        methods=methods,
        takes=FORM if pattern.name == "send_file" else JSON,
    )


urlpatterns = [
    path(
        "openapi.json",
        enter(views.show_document, audience=Audience.EVERYONE, methods=["GET"]),
        name="show_document",
    ),
    *_list_addresses(),
    re_path(
        r"^[\s\S]+$",
        enter(refuse_address, audience=Audience.EVERYONE, methods=EVERY_METHOD, takes=ANYTHING),
        name="refuse_address",
    ),
]
