"""The document is right, complete and readable; the API keeps to it."""

import json
from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import URLPattern

import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from kentongan.foundation.audience import Audience
from kentongan.lobby.api.contract import get_document
from kentongan.lobby.api.urls import urlpatterns

OPERATION_IDS = {
    "list_services", "get_service", "list_regions", "list_offices", "list_scores",
    "list_audit_days", "send_file", "submit_case", "track_case", "answer_case", "list_desk",
    "get_case", "verify_letter", "decide_case", "write_message", "get_file", "withdraw_case",
    "rate_case", "consult_office",
}  # fmt: skip


def list_operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for address, methods in get_document()["paths"].items():
        for method, operation in methods.items():
            yield address, method, operation


def test_the_document_is_openapi_3_1() -> None:
    document = json.loads(json.dumps(get_document()))

    assert document["openapi"].startswith("3.1")
    assert [str(error) for error in OPENAPI_31_VALIDATOR.iter_errors(document)] == []


def test_operation_ids_stay() -> None:
    """Programs are generated from them: a changed one breaks them all."""
    assert {operation["operationId"] for _, _, operation in list_operations()} == OPERATION_IDS


def test_every_operation_says_what_it_is_and_how_it_refuses() -> None:
    fault = get_document()["components"]["responses"]

    for address, method, operation in list_operations():
        assert operation["summary"], address
        assert operation["description"], address
        assert operation["tags"], address
        assert "500" in operation["responses"], (address, method)
    assert all("$ref" in said["content"]["application/json"]["schema"] for said in fault.values())


def test_every_field_and_parameter_is_described() -> None:
    schemas = get_document()["components"]["schemas"]
    silent = [
        f"{name}.{field}"
        for name, schema in schemas.items()
        for field, facts in schema.get("properties", {}).items()
        if not facts.get("description")
    ]
    silent += [
        f"{address} {parameter['name']}"
        for address, _, operation in list_operations()
        for parameter in operation["parameters"]
        if not parameter.get("description")
    ]

    assert silent == []


def test_what_changes_something_wants_a_key() -> None:
    without = {
        operation["operationId"]
        for _, method, operation in list_operations()
        if method == "post"
        and "Idempotency-Key" not in {each["name"] for each in operation["parameters"]}
    }

    assert without == {"send_file", "track_case"}  # twice is no harm


@pytest.mark.parametrize("pattern", urlpatterns, ids=str)
def test_every_address_names_its_audience(pattern: URLPattern) -> None:
    assert isinstance(pattern.callback.audience, Audience)  # type: ignore[attr-defined]


def test_the_document_is_served_and_kept(client: Client) -> None:
    first = client.get("/api/v1/openapi.json")
    second = client.get("/api/v1/openapi.json", headers={"If-None-Match": first["ETag"]})

    assert first.json() == json.loads(json.dumps(get_document()))
    assert first["Access-Control-Allow-Origin"] == "*"
    assert (second.status_code, second.content) == (304, b"")


@pytest.mark.parametrize(("address", "language"), [("/api/v1/", "id"), ("/en/api/v1/", "en")])
def test_people_read_the_operations_in_both_languages(
    client: Client, address: str, language: str
) -> None:
    page = client.get(address)

    text = page.content.decode()
    assert page.status_code == 200
    assert f'<html lang="{language}">' in text
    assert text.count('lang="en">') >= len(OPERATION_IDS)
    assert "Submit an application" in text
    assert all(f'id="{name}"' in text for name in OPERATION_IDS)
    assert "https://cdn" not in text
    assert "script-src 'self'" in page["Content-Security-Policy"]
