"""A tile server is somebody else's: only what can be one is let into the security policy."""

import pytest

from kentongan.config import env


def test_without_a_tile_server_the_policy_names_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TILE_URL", raising=False)

    assert env.tiles("TILE_URL") == ""
    assert env.list_origins("") == []


def test_the_host_of_a_tile_server_is_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILE_URL", "https://{s}.peta.example:8443/a/{z}/{x}/{y}.png?k=1")

    assert env.list_origins(env.tiles("TILE_URL")) == ["https://*.peta.example:8443"]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://peta.example/{z}/{x}/{y}.png",
        "https://peta.example/ubin.png",
        "https://peta.example/{z}/{x}/{y}.png; script-src *",
        "javascript:{z}{x}{y}",
    ],
)
def test_what_is_no_tile_server_is_refused_at_start(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TILE_URL", url)

    with pytest.raises(env.WrongSetting):
        env.tiles("TILE_URL")
