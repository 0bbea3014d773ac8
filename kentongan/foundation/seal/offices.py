"""Who keeps the certificates of offices: the room that makes them says so, others only ask."""

from collections.abc import Callable
from datetime import datetime

from kentongan.foundation.actors import Acting
from kentongan.foundation.seal.authority import Credential

Provide = Callable[..., Credential]
_providers: list[Provide] = []


class NoCertificates(Exception):
    """No room of this house keeps certificates."""


def keep_certificates(provide: Provide) -> None:
    """Let `provide(office_id, by=…, now=…)` give the credential of an office."""
    _providers[:] = [provide]


def get_credential(office_id: int, *, by: Acting, now: datetime) -> Credential:
    """Return what an office signs with; raises NoCertificates."""
    if not _providers:
        raise NoCertificates
    return _providers[0](office_id, by=by, now=now)
