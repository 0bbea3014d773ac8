from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.lobby.api.contract import PREFIX, get_document
from kentongan.lobby.api.telling_services import say_twice

HOUR = 3600


def show_document(request: HttpRequest) -> HttpResponse:
    """Answer with the OpenAPI 3.1 document."""
    response = JsonResponse(get_document(), json_dumps_params={"ensure_ascii": False})
    tag = f'"{sha256(response.content).hexdigest()[:32]}"'
    if tag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)  # type: ignore[assignment]
    response["ETag"] = tag
    patch_cache_control(response, public=True, max_age=HOUR)
    return response


@for_audience(Audience.EVERYONE)
@require_safe
def show_api(request: HttpRequest) -> HttpResponse:
    """Show the operations to people who write programs, in both languages."""
    document = get_document()
    page = {
        "groups": _list_groups(document),
        "version": document["info"]["version"],
        "base_url": document["servers"][0]["url"] + PREFIX,
        "document_url": f"{PREFIX}openapi.json",
    }
    return render(request, "api/show_api.html", page)


def _list_groups(document: dict[str, Any]) -> list[dict[str, Any]]:
    titles = {
        "public": _("For everybody"),
        "residents": _("For residents’ programs"),
        "offices": _("For offices’ own systems"),
    }
    return [
        {"title": title, "operations": _list_operations(document, tag)}
        for tag, title in titles.items()
    ]


def _list_operations(document: dict[str, Any], tag: str) -> list[dict[str, Any]]:
    return [
        {
            "name": operation["operationId"],
            "method": method.upper(),
            "address": address.removeprefix(PREFIX),
            "words": say_twice(lambda summary=operation["summary"]: _(summary)),
        }
        for address, methods in document["paths"].items()
        for method, operation in methods.items()
        if tag in operation["tags"]
    ]
