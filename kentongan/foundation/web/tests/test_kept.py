"""A kept page is the page itself, with every header, until what it shows has changed."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, override_settings
from django.urls import path

import pytest

from kentongan.foundation.web import kept

CHANGED = datetime(2026, 11, 23, 9, tzinfo=UTC)
made: list[str] = []
edition = {"number": 1, "changed_at": CHANGED}


def ask_edition() -> tuple[int, datetime | None]:
    return edition["number"], edition["changed_at"]  # type: ignore[return-value]


@kept.keep_page(ask_edition, query=("after",))
def show_page(request: HttpRequest, how: str) -> HttpResponse:
    made.append(how)
    if how == "missing":
        raise Http404
    answer = HttpResponse(f"<p>{how} {edition['number']}</p>", status=410 if how == "gone" else 200)
    if how == "cookie":
        answer.set_cookie("own", "1")
    if how == "token":
        answer.content = get_token(request)
    if how == "own header":
        answer["X-Own"] = "1"
    return answer


urlpatterns = [path("page/<how>/", show_page, name="show_page")]


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Any:
    kept.forget_pages()
    made.clear()
    edition.update(number=1, changed_at=CHANGED)
    monkeypatch.setattr(kept, "_of_every_page", [])
    with override_settings(ROOT_URLCONF=__name__):
        yield
    kept.forget_pages()


def bring(cookie: str) -> Client:
    """Return a browser that brings this cookie."""
    return Client(headers={"Cookie": f"{cookie}=x"})


def list_headers(answer: Any) -> dict[str, str]:
    return {name: value for name, value in answer.items() if name != "X-Request-ID"}


@pytest.mark.parametrize("how", ["plain", "own header", "gone"])
def test_a_kept_answer_has_every_header_of_the_first(client: Client, how: str) -> None:
    first, again = (client.get(f"/page/{how}/?after=3") for _ in range(2))

    assert made == [how]
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert list_headers(again) == list_headers(first)
    assert "default-src 'none'" in again["Content-Security-Policy"]
    assert again["X-Frame-Options"] == "DENY"
    assert "Cookie" in again["Vary"]
    assert again["X-Request-ID"] != first["X-Request-ID"]


def test_who_has_the_page_gets_304_with_the_same_headers(client: Client) -> None:
    first = client.get("/page/plain/")

    for headers in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        unchanged = client.get("/page/plain/", headers=headers)
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        rest = {name for name in list_headers(first) if not name.startswith("Content-T")}
        assert rest - {"Content-Length", "Content-Language"} <= set(list_headers(unchanged))
    assert made == ["plain"]
    assert client.get("/page/plain/", headers={"If-None-Match": '"other"'}).status_code == 200


def test_what_changed_is_made_anew(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    first = client.get("/page/plain/")
    edition["number"] = 2

    assert client.get("/page/plain/", headers={"If-None-Match": first["ETag"]}).content == (
        b"<p>plain 2</p>"
    )
    monkeypatch.setattr(kept, "_of_every_page", [lambda: ("banner", None)])
    assert "Last-Modified" not in client.get("/page/plain/")
    assert len(made) == 3


@pytest.mark.parametrize("ask", [
    lambda client: client.post("/page/plain/"),
    lambda client: client.get("/page/plain/", headers={"HX-Request": "true"}),
    lambda client: client.get("/page/plain/?q=other"),
    lambda client: client.get("/page/plain/?after=" + "9" * 200),
    lambda client: client.get("/page/cookie/"),
    lambda client: client.get("/page/token/"),
    lambda client: bring(settings.SESSION_COOKIE_NAME).get("/page/plain/"),
    lambda client: bring("messages").get("/page/plain/"),
])  # fmt: skip
@pytest.mark.django_db
def test_what_is_for_one_reader_is_made_for_each_and_kept_nowhere(
    client: Client, ask: Callable[[Client], Any]
) -> None:
    answers = [ask(client) for _ in range(2)]

    assert len(made) == 2
    assert [answer["Cache-Control"] for answer in answers] == ["private, no-cache"] * 2


def test_a_page_is_kept_for_its_host_and_counted_by_its_view(client: Client) -> None:
    client.get("/page/plain/")

    with override_settings(ALLOWED_HOSTS=["testserver", "other.example"]):
        client.get("/page/plain/", headers={"Host": "other.example"})
        assert client.get("/page/plain/", headers={"Host": "evil.example"}).status_code == 400
    assert made == ["plain", "plain"]
    assert client.get("/page/plain/").resolver_match.view_name == "show_page"
    assert client.head("/page/plain/").content == b""
    assert made == ["plain", "plain"]


def test_a_flood_of_addresses_keeps_few(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_PAGES", 3)

    for number in range(6):
        client.get(f"/page/plain/?after={number}")

    assert len(kept._pages) == 3
