"""
A signature beside a file of any kind: CMS, detached, as `openssl cms -verify` reads it (RFC 5652).

The signer's certificate is inside, the root is not: who checks brings it along.
"""

from asn1crypto import (  # type: ignore[import-untyped]
    cms,
    tsp,  # noqa: F401 - teaches cms attributes of PAdES, before the first signature is read
)
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key, pkcs7

from kentongan.foundation.seal.authority import Credential


def sign_detached(content: bytes, *, credential: Credential) -> bytes:
    """Return the signature of the content, DER."""
    key = load_pem_private_key(credential.key_pem.encode(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("The key of an office is on an elliptic curve.")  # noqa: TRY004
    certificate = x509.load_pem_x509_certificate(credential.cert_pem.encode())
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    return builder.add_signer(certificate, key, hashes.SHA256()).sign(Encoding.DER, options)


def check_detached(content: bytes, signature: bytes, *, root_pem: str) -> str:
    """Return the name of the office that signed the content, or "" when it does not hold."""
    try:
        return _check(content, signature, root_pem=root_pem)
    except (InvalidSignature, ValueError, TypeError, LookupError):
        return ""


def _check(content: bytes, signature: bytes, *, root_pem: str) -> str:
    data = cms.ContentInfo.load(signature, strict=True)["content"]
    info = data["signer_infos"][0]
    certificate = x509.load_der_x509_certificate(data["certificates"][0].dump())
    certificate.verify_directly_issued_by(x509.load_pem_x509_certificate(root_pem.encode()))
    digest = hashes.Hash(hashes.SHA256())
    digest.update(content)
    kept = {a["type"].native: a["values"][0].native for a in info["signed_attrs"]}
    if kept["message_digest"] != digest.finalize():
        return ""
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return ""
    signed = info["signed_attrs"].untag().dump()
    key.verify(info["signature"].native, signed, ec.ECDSA(hashes.SHA256()))
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(names[0].value)
