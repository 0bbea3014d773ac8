"""The setting of WhatsApp is read whole or not at all."""

import pytest

from kentongan.config import env


def test_the_setting_is_read_whole_or_not_at_all() -> None:
    url = "https://1001:to%2Fken@graph.facebook.com/v23.0?secret=s&verify=v"

    found = env.whatsapp(url)

    assert (found["url"], found["number_id"], found["token"]) == (
        "https://graph.facebook.com/v23.0", "1001", "to/ken",
    )  # fmt: skip
    assert env.whatsapp("") == {}
    with pytest.raises(env.WrongSetting):
        env.whatsapp("https://1001:t@graph.facebook.com/v23.0?secret=s")
