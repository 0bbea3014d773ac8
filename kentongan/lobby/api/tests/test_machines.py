"""Schemathesis reads the document and sends what it allows and what it forbids."""

from collections.abc import Iterator
from typing import Any

from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kentongan.lobby.api.contract import PREFIX
from kentongan.lobby.api.tests.conftest import Program

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_headers_conformance, response_schema_conformance,
]  # fmt: skip
EXAMPLES = 25
house = get_wsgi_application()


def application(environ: Any, start_response: Any) -> list[bytes]:
    """Close what was answered, as every server does."""
    answer: Any = house(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


document = schemathesis.openapi.from_wsgi(f"{PREFIX}openapi.json", application)


@pytest.fixture(autouse=True)
def _keep_the_connection() -> Iterator[None]:
    """As Django's own client does: the test's transaction outlives its requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def office(code: str, token: Any) -> Program:
    """A token that opens a desk with one case."""
    program: Program = token()
    return program


@pytest.mark.slow
@document.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,  # the same examples each time: a red run can be repeated
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_keeps_its_word(case: Any, office: Program, code: str) -> None:
    checks = [*CHECKS, negative_data_rejection]
    if case.operation.definition.raw.get("security"):  # with our token and code it is not negative
        case.headers["Authorization"] = f"Bearer {office.token}"
        checks = CHECKS
    if "code" in case.path_parameters and len(case.path_parameters["code"]) % 2:
        case.path_parameters["code"] = code

    case.call_and_validate(checks=checks)
