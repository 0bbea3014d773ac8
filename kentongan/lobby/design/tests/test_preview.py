"""The preview of components is for those who build."""

from typing import Any

from django.test import Client

import pytest

from kentongan.lobby.design import samples


@pytest.mark.parametrize("page", samples.PAGES)
def test_every_preview_opens_in_the_demo(client: Client, settings: Any, page: str) -> None:
    settings.DEMO = True

    assert client.get(f"/rancangan/{page}/").status_code == 200


def test_there_is_no_preview_in_real_work(client: Client, settings: Any) -> None:
    settings.DEMO = settings.DEBUG = False

    assert client.get("/rancangan/").status_code == 404


def test_there_is_no_preview_of_what_does_not_exist(client: Client, settings: Any) -> None:
    settings.DEMO = True

    assert client.get("/rancangan/nothing/").status_code == 404
