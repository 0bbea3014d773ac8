"""The API as one object: its routers, how it reads bodies, and its OpenAPI document."""

from copy import deepcopy
from functools import cache
from typing import Any, NoReturn

from django.conf import settings
from django.http import HttpRequest

from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.parser import Parser

from kentongan.lobby.api.document import TAGS, finish_document
from kentongan.lobby.api.operations import applying, catalogue, desk, following, letters

VERSION = "1.0.0"
PREFIX = "/api/v1/"
ROUTERS = (catalogue.router, letters.router, applying.router, following.router, desk.router)
REGENCY = str(settings.REGENCY_FACTS["formal_name"])
DESCRIPTION = """What residents' programs and offices' own systems may ask and do.

Answers are JSON, moments are RFC 3339 with offset, money is whole rupiah. Messages follow
`Accept-Language` (`id`, `en`). Lists are paged by `after`: give `next` of the page before. Whatever
changes something wants an `Idempotency-Key`. Personal numbers never stand in an address."""


class HouseParser(Parser):
    """Takes the body that the entrance has read and checked."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the body."""
        return request.read_json  # type: ignore[attr-defined]


class HouseAPI(NinjaAPI):
    """Lets every mistake rise to the entrance, so that a refused change is rolled back."""

    def on_exception(self, request: HttpRequest, exc: Any) -> NoReturn:
        """Raise it again; entrance.py answers."""
        raise exc

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of the function: it stays when files move."""
        return operation.view_func.__name__


api = HouseAPI(
    title="Kentongan",
    version=VERSION,
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    parser=HouseParser(),
    servers=[
        {"url": settings.PUBLIC_URL, "description": str(settings.REGENCY_FACTS["formal_name"])}
    ],
    openapi_extra={
        "info": {
            "summary": "Public services of a regency: apply, track, decide, verify.",
            "contact": {
                "name": REGENCY,
                "url": settings.PUBLIC_URL,
            },
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
        "tags": TAGS,
    },
)
for _router in ROUTERS:
    api.add_router("", _router)


@cache
def _make_document() -> dict[str, Any]:
    return finish_document(dict(api.get_openapi_schema(path_prefix=PREFIX)))


def get_document() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document; it is made once per process."""
    return deepcopy(_make_document())
