"""Sign and check: the two verbs, which import pyHanko only when somebody uses them."""

from collections.abc import Sequence
from datetime import datetime

from kentongan.foundation.seal.authority import Credential
from kentongan.foundation.seal.report import SealReport


def sign(
    pdf: bytes, *, credential: Credential, reason: str, location: str, name: str, at: datetime
) -> bytes:
    """
    Return `pdf` with an invisible PAdES-B-B seal that forbids any change; it stays PDF/A-2b.

    `at` is the moment of signing the seal claims, aware. Raises ValueError when sealed already.
    """
    from kentongan.foundation.seal import pades  # noqa: PLC0415 - see the package

    return pades.seal(
        pdf, credential=credential, reason=reason, location=location, name=name, at=at
    )


def check(pdf: bytes, *, roots: Sequence[str | bytes]) -> SealReport:
    """
    Judge the seal of `pdf` without any network; `roots` are PEM certificates. Never raises.

    Certificates are judged at the moment the seal claims: there is no timestamp authority and no
    revocation list in it, so a revoked letter or office is the register's word, not the file's.
    """
    from kentongan.foundation.seal import verdict  # noqa: PLC0415 - see the package

    return verdict.judge(pdf, roots=roots)
