"""
A small certificate authority: one root, and one certificate for each office that signs.

Enough for a demonstration and for a house without a national certificate; nobody outside trusts its
root unless told to. Keys are P-256: a thousand offices get theirs in a second, and signing costs
a tenth of a millisecond.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID, ObjectIdentifier

ROOT_DAYS = 20 * 366
CREDENTIAL_DAYS = 5 * 366
CLOCK_SKEW = timedelta(days=1)
COUNTRY = "ID"
LONGEST_NAME = 64  # RFC 5280, appendix A: ub-common-name, ub-organization-name
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


@dataclass(frozen=True)
class Credential:
    """What an office signs with, as PEM; keep `key_pem` sealed."""

    cert_pem: str
    key_pem: str = field(repr=False)
    chain_pem: str

    @property
    def ends_at(self) -> datetime:
        """Return the moment from which the certificate may no longer sign."""
        return x509.load_pem_x509_certificate(self.cert_pem.encode()).not_valid_after_utc


@dataclass(frozen=True)
class Authority:
    """The root; `cert_pem` is public and is what `check` trusts, `key_pem` stays sealed."""

    cert_pem: str
    key_pem: str = field(repr=False)

    @classmethod
    def create(cls, *, name: str, now: datetime) -> "Authority":
        """Make a new root valid from a day before `now`, for twenty years."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _name(common_name=name, organisation=name)
        builder = _start(
            subject=subject, issuer=subject, key=key.public_key(), now=now, days=ROOT_DAYS
        )
        builder = builder.add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        builder = builder.add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
        return cls(cert_pem=_pem(builder.sign(key, hashes.SHA256())), key_pem=_key_pem(key))

    @classmethod
    def load(cls, *, cert_pem: str, key_pem: str) -> "Authority":
        """Return the root kept earlier; raises ValueError when key and certificate are no pair."""
        authority = cls(cert_pem=cert_pem, key_pem=key_pem)
        if authority._key().public_key() != authority._cert().public_key():
            raise ValueError("The key does not belong to the certificate.")
        return authority

    def issue(self, *, common_name: str, organisation: str, now: datetime) -> Credential:
        """Make a certificate that may sign documents from a day before `now`, for five years."""
        key = ec.generate_private_key(ec.SECP256R1())
        root = self._cert()
        builder = _start(
            subject=_name(common_name=common_name, organisation=organisation),
            issuer=root.subject,
            key=key.public_key(),
            now=now,
            days=CREDENTIAL_DAYS,
        )
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key().public_key())
        for extension, critical in (
            (x509.BasicConstraints(ca=False, path_length=None), True),
            (_usage("digital_signature", "content_commitment"), True),
            (x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), False),
            (identifier, False),
        ):
            builder = builder.add_extension(extension, critical=critical)
        certificate = builder.sign(self._key(), hashes.SHA256())
        return Credential(
            cert_pem=_pem(certificate), key_pem=_key_pem(key), chain_pem=self.cert_pem
        )

    def _cert(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.cert_pem.encode())

    def _key(self) -> ec.EllipticCurvePrivateKey:
        key = load_pem_private_key(self.key_pem.encode(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError("The key of an authority is on an elliptic curve.")  # noqa: TRY004
        return key


def _name(*, common_name: str, organisation: str) -> x509.Name:
    parts = (
        (NameOID.COUNTRY_NAME, COUNTRY),
        (NameOID.ORGANIZATION_NAME, organisation[:LONGEST_NAME]),
        (NameOID.COMMON_NAME, common_name[:LONGEST_NAME]),
    )
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts])


def _start(
    *,
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    now: datetime,
    days: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_SKEW)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*granted: str) -> x509.KeyUsage:
    names: Sequence[str] = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: name in granted for name in names})


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


def _key_pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
