"""Puts a PAdES-B-B seal on a PDF with pyHanko (ETSI EN 319 142-1, baseline B-B)."""

import io
from datetime import datetime
from functools import lru_cache

from asn1crypto import keys, pem, x509  # type: ignore[import-untyped]
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kentongan.foundation.seal.authority import Credential

FIELD = "Seal"
HEX = 2  # characters a byte
ROOM_BESIDE_CERTIFICATE = 1536  # signed attributes, a signature of any common size, structure
# Zero size, printable, outside the page: PDF/A-2 (ISO 19005-2, 6.3.2) forbids hidden annotations,
# PDF/UA-1 (ISO 14289-1, 7.18.1) frees those outside the crop box from the structure tree.
OUTSIDE_THE_PAGE = InvisSigSettings(
    set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True
)


class _SignerAt(PdfSigner):
    """Takes the moment of signing from outside instead of from the machine's clock."""

    at: datetime

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002 - pyHanko's signature
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


class _PlainWriter(IncrementalPdfFileWriter):
    """Adds the seal and nothing else; pyHanko would rewrite the metadata by its own clock."""

    def _update_meta(self) -> None:
        return


def seal(
    pdf: bytes, *, credential: Credential, reason: str, location: str, name: str, at: datetime
) -> bytes:
    """Return `pdf` with the seal appended as an incremental update."""
    # The update's first object must stand on a new line (ISO 19005-2, 6.1.9); pyHanko adds none.
    whole = pdf if pdf.endswith(b"\n") else pdf + b"\n"
    writer = _PlainWriter(io.BytesIO(whole))
    if any(True for _ in writer.prev.embedded_signatures):
        raise ValueError("The file is sealed already.")
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=reason,
        location=location,
        name=name,
    )
    signer = _SignerAt(
        metadata,
        signer=_load(credential),
        new_field_spec=SigFieldSpec(FIELD, invis_sig_settings=OUTSIDE_THE_PAGE),
    )
    signer.at = at
    # Reserved by a rule, not by pyHanko's trial signature: ECDSA signatures
    # differ by a few bytes each time.
    room = HEX * (len(credential.cert_pem) + ROOM_BESIDE_CERTIFICATE)
    output = signer.sign_pdf(writer, bytes_reserved=room)
    return bytes(output.getvalue())


@lru_cache(maxsize=256)
def _load(credential: Credential) -> SimpleSigner:
    return SimpleSigner(
        signing_cert=x509.Certificate.load(pem.unarmor(credential.cert_pem.encode())[2]),
        signing_key=keys.PrivateKeyInfo.load(pem.unarmor(credential.key_pem.encode())[2]),
        # The root stays out: who checks must know it anyway, and no byte inside is then unsealed.
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
