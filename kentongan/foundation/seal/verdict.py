"""Judges the seal of a PDF with pyHanko, offline."""

import io
import logging
from collections.abc import Sequence

from asn1crypto import cms, core, pem, x509  # type: ignore[import-untyped]
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from kentongan.foundation.seal.report import SealReport

# An untrusted seal is an answer here, not an accident worth a traceback.
logging.getLogger("pyhanko.sign.validation").setLevel(logging.CRITICAL)

# What a damaged file makes pyHanko and asn1crypto raise.
DAMAGED = (
    PdfError,
    SigningError,
    SignatureValidationError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    RecursionError,
    OSError,
)


def judge(pdf: bytes, *, roots: Sequence[str | bytes]) -> SealReport:
    """Return what the seal says; a file that cannot be read is not intact."""
    try:
        seals = list(PdfFileReader(io.BytesIO(pdf), strict=True).embedded_signatures)
        if len(seals) != 1:
            return SealReport(intact=False, problem="not sealed" if not seals else "several seals")
        return _judge(seals[0], pdf=pdf, roots=roots)
    except DAMAGED as error:
        return SealReport(intact=False, problem=f"{type(error).__name__}: {error}"[:300])


def _judge(seal: EmbeddedPdfSignature, *, pdf: bytes, roots: Sequence[str | bytes]) -> SealReport:
    signed_at = seal.self_reported_timestamp
    context = ValidationContext(
        trust_roots=[_load(root) for root in roots],
        moment=signed_at,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    status = validate_pdf_signature(seal, signer_validation_context=context)
    covers = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    subject = seal.signer_cert.subject.native
    intact = status.intact and status.valid and _is_written_plainly(seal, pdf)
    return SealReport(
        intact=intact,
        trusted=status.trusted,
        signer=str(subject.get("common_name", "")),
        organisation=str(subject.get("organization_name", "")),
        signed_at=signed_at,
        covers_whole_file=covers,
        modified_after=not covers,
        problem="" if intact and status.trusted else str(status.summary()),
    )


def _is_written_plainly(seal: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """
    Return whether the seal itself, the one part it cannot cover, is written the one plain way.

    Without this a byte in the padding or in an unused corner of the seal could change unseen.
    """
    start, after = int(seal.byte_range[1]), int(seal.byte_range[2])
    content = cms.ContentInfo.load(seal.pkcs7_content).dump().hex().encode()
    written = pdf[start:after]
    padding = b"0" * (len(written) - len(content) - 2)
    return (
        written in (written.lower(), written.upper())
        and written.lower() == b"<" + content + padding + b">"
        and _has_plain_shell(seal)
    )


def _has_plain_shell(seal: EmbeddedPdfSignature) -> bool:
    """Return whether versions and digest names, which nothing covers, are the expected ones."""
    data, info = seal.signed_data, seal.signer_info
    name = info["digest_algorithm"]["algorithm"].native
    plain = {
        cms.DigestAlgorithm({"algorithm": name}).dump(),
        cms.DigestAlgorithm({"algorithm": name, "parameters": core.Null()}).dump(),
    }
    digests = [digest.dump() for digest in data["digest_algorithms"]]
    return (
        data["version"].native == "v1"
        and info["version"].native == "v1"
        and digests == [info["digest_algorithm"].dump()]
        and digests[0] in plain
    )


def _load(root: str | bytes) -> x509.Certificate:
    raw = root.encode() if isinstance(root, str) else root
    return x509.Certificate.load(pem.unarmor(raw)[2])
