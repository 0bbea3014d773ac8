"""What every journey is marked with: a browser is needed, and loopback is all the network."""

import pytest

from tests.journeys.conftest import CHROMIUM

JOURNEY = [
    pytest.mark.journey,
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.timeout(240),
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]
