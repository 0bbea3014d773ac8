"""
Seals a PDF with an office's own certificate, and says of any PDF whether its seal still holds.

`pades` and `verdict` need pyHanko, which takes more than a second to import; only those who seal or
check pay for it.
"""

from kentongan.foundation.seal.authority import Authority, Credential
from kentongan.foundation.seal.bsre import BsreSigner
from kentongan.foundation.seal.errors import SealRefused, SealUnavailable
from kentongan.foundation.seal.report import SealReport
from kentongan.foundation.seal.sealing import check, sign
from kentongan.foundation.seal.signers import LocalSigner, Signer

__all__ = [
    "Authority",
    "BsreSigner",
    "Credential",
    "LocalSigner",
    "SealRefused",
    "SealReport",
    "SealUnavailable",
    "Signer",
    "check",
    "sign",
]
