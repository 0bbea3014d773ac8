"""Pages in a browser without a server: each request is answered by Django in this process."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client

HOST = "http://house.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def answer_from_house(page: Any, *, extra: dict[str, Any] | None = None) -> list[str]:
    """Answer every request of `page` from the house; the list of POSTs fills as they come.

    `extra` maps a path to what `route.fulfill` takes, or to None for a broken connection.
    """
    client = Client(headers={"host": "house.test"})
    posts: list[str] = []

    def answer(route: Any) -> None:
        path = urlsplit(route.request.url)
        if extra and path.path in extra:
            _answer_extra(route, extra[path.path])
            return
        if path.path.startswith("/static/"):
            _answer_file(route, path.path.removeprefix("/static/"))
            return
        where = f"{path.path}?{path.query}" if path.query else path.path
        if route.request.method == "POST":
            posts.append(path.path)
            got = client.generic(
                "POST",
                where,
                route.request.post_data_buffer or b"",
                content_type=route.request.headers["content-type"],
            )
        else:
            got = client.get(where)
        route.fulfill(status=got.status_code, headers=dict(got.items()), body=got.content)

    page.route("**/*", answer)
    return posts


def _answer_extra(route: Any, reply: dict[str, Any] | None) -> None:
    if reply is None:
        route.abort()
        return
    route.fulfill(**reply)


def _answer_file(route: Any, name: str) -> None:
    found = finders.find(name)
    if found is None:
        route.fulfill(status=404)
        return
    file = Path(str(found))
    kind = TYPES.get(file.suffix, "application/octet-stream")
    route.fulfill(body=file.read_bytes(), content_type=kind)
