"""Who puts the seal on: a certificate of the house itself, or a service elsewhere (see bsre.py)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kentongan.foundation.seal.authority import Credential
from kentongan.foundation.seal.sealing import sign


class Signer(Protocol):
    """Anything that returns the PDF with its seal on; may raise SealUnavailable or SealRefused."""

    def sign(self, pdf: bytes, *, reason: str, location: str, name: str, at: datetime) -> bytes:
        """Return `pdf` with the seal appended; what was there stays byte for byte."""


@dataclass(frozen=True)
class LocalSigner:
    """Signs in this process with a certificate of our own."""

    credential: Credential

    def sign(self, pdf: bytes, *, reason: str, location: str, name: str, at: datetime) -> bytes:
        """Return `pdf` sealed by the credential."""
        return sign(
            pdf, credential=self.credential, reason=reason, location=location, name=name, at=at
        )
