"""What a regency's cameras.toml says; read once by each process."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from kentongan.foundation.netguard import Policy, make_policy

FILE = "cameras.toml"


@dataclass(frozen=True)
class Consent:
    """What an owner agrees to: the version is kept with the camera."""

    version: str
    words_id: str
    words_en: str


def get_policy() -> Policy:
    """Return which networks may be dialled; those of this machine only where settings say so."""
    facts = _read(settings.REGENCY_FOLDER).get("networks", {})
    return make_policy(
        public=bool(facts.get("public", False)),
        private=facts.get("private", ()),
        low_ports=facts.get("low_ports", (80, 443, 554)),
        loopback_ports=[int(port) for port in settings.CAMERA_LOOPBACK_PORTS],
    )


def get_private_offices() -> list[str]:
    """Return the keys of the offices that work with cameras of private owners."""
    found = _read(settings.REGENCY_FOLDER).get("registry", {}).get("private_offices", [])
    return [str(key) for key in found]


def get_consent() -> Consent:
    """Return the words an owner agrees to."""
    facts = _read(settings.REGENCY_FOLDER)["consent"]
    return Consent(str(facts["version"]), str(facts["id"]), str(facts["en"]))


@cache
def _read(folder: Path) -> dict[str, Any]:
    file = folder / FILE
    return tomllib.loads(file.read_text()) if file.exists() else {}
