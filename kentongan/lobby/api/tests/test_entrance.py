"""Whatever is sent, the answer is JSON with a code and a sentence, and nothing of our inside."""

import json
from typing import Any

from django.db import OperationalError
from django.test import Client

import pytest

from kentongan.lobby.api.mistakes import answer_mistake

JSON = "application/json"
KEY = {"Idempotency-Key": "kunci-1234"}


def post(body: Any, *, to: str = "/api/v1/cases", type_: str = JSON) -> Any:
    client = Client(raise_request_exception=False)
    return client.post(to, data=body, content_type=type_, headers=KEY)


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b" ", 400, "unreadable"),
        (b"{", 400, "unreadable"),
        (b"\xff\xfe", 400, "unreadable"),
        (b"[" * 100_000, 400, "unreadable"),
        (b"[" * 30 + b"]" * 30, 400, "unreadable"),
        (b'{"service": NaN}', 400, "unreadable"),
        (b'{"service": "a\\u0000b"}', 400, "unreadable"),
        (b'{"a\\ud800": 1}', 400, "unreadable"),
        (b'{"service": ' + b"9" * 5000 + b"}", 400, "unreadable"),
        (b"null", 422, "wrong_input"),
        (b"[]", 422, "wrong_input"),
        (b"{}", 422, "wrong_input"),
        (b'"' + b"x" * 3_000_000 + b'"', 413, "request_too_large"),
    ],
    ids=range(13),
)
def test_odd_bodies_are_refused(body: bytes, status: int, code: str) -> None:
    answer = post(body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert set(answer.json()) == {"code", "message", "fields", "facts"}


@pytest.mark.parametrize(
    "type_", ["text/plain", "application/xml", "multipart/form-data; boundary=x", ""]
)
def test_other_types_are_refused(type_: str) -> None:
    answer = post(b"{}", type_=type_)

    assert (answer.status_code, answer.json()["code"]) == (415, "media_type_wrong")


def test_a_damaged_form_is_refused() -> None:
    answer = post(b"--x\r\nbroken", to="/api/v1/files", type_="multipart/form-data; boundary=")

    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")


@pytest.mark.parametrize(
    "address", ["cats", "cases/", "services/x/y", "desk/.env", "letters/", "a%0Ab", "services/x%0A"]
)
def test_an_unknown_address_answers_json(client: Client, address: str) -> None:
    answer = client.get(f"/api/v1/{address}")

    assert answer.status_code == 404
    assert answer.json()["code"] in {"no_such_address", "no_such_case"}


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace", "post"])
def test_an_unknown_verb_is_told_which_there_are(client: Client, method: str) -> None:
    answer = getattr(client, method)("/api/v1/services")

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert json.loads(answer.content)["code"] == "method_not_allowed"


def test_head_is_a_get_without_its_body(client: Client) -> None:
    answer = client.head("/api/v1/offices")

    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    ("wanted", "language"),
    [("", "id"), ("en", "en"), ("fr, en-GB;q=0.8", "en"), ("jv;q=x", "id"), ("x" * 900, "id")],
)
def test_messages_follow_accept_language(client: Client, wanted: str, language: str) -> None:
    answer = client.get("/api/v1/cats", headers={"Accept-Language": wanted})

    assert answer["Content-Language"] == language


def test_a_bug_says_nothing_about_itself() -> None:
    answer = answer_mistake(RuntimeError("secret /etc/passwd"))

    assert answer.status_code == 500
    assert b"secret" not in answer.content


def test_a_database_that_is_away_is_no_bug() -> None:
    answer = answer_mistake(OperationalError("server closed the connection"))

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
