"""Certificates: who may sign now, and whose seals this house trusts."""

import tomllib
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Q

from asn1crypto import pem  # type: ignore[import-untyped]

from kentongan.foundation import seal, vault
from kentongan.rooms.letters.errors import CannotSign
from kentongan.rooms.letters.models import Authority, OfficeCertificate

PURPOSE = "signing key"
RENEW_BEFORE = timedelta(days=90)  # a certificate is not used in its last quarter of a year


def find_authority(*, now: datetime) -> Authority | None:
    """Return the root that may issue certificates now."""
    return Authority.objects.filter(_may_sign(now)).first()


def find_certificate(office_id: int, *, now: datetime) -> OfficeCertificate | None:
    """Return the certificate with which the office signs now, not one about to end."""
    held = OfficeCertificate.objects.filter(_may_sign(now), office_id=office_id)
    return held.select_related("authority").first()


def _may_sign(now: datetime) -> Q:
    return Q(starts_at__lte=now, ends_at__gt=now + RENEW_BEFORE)


def open_authority(authority: Authority) -> seal.Authority:
    """Return the root with its key, to issue a certificate."""
    key = vault.unseal(authority.key_sealed, purpose=PURPOSE)
    return seal.Authority.load(cert_pem=authority.cert_pem, key_pem=key)


def is_signing_elsewhere() -> bool:
    """Tell whether a national service signs instead of our own certificates."""
    return bool(settings.SIGNING_URL)


def open_signer(office_key: str, certificate: OfficeCertificate | None) -> seal.Signer:
    """Return what puts the office's seal on; raises CannotSign when it was never set up."""
    if is_signing_elsewhere():
        return _open_remote(office_key)
    if certificate is None:
        raise CannotSign
    key = vault.unseal(certificate.key_sealed, purpose=PURPOSE)
    return seal.LocalSigner(
        seal.Credential(
            cert_pem=certificate.cert_pem, key_pem=key, chain_pem=certificate.authority.cert_pem
        )
    )


def _open_remote(office_key: str) -> seal.Signer:
    address = urlsplit(settings.SIGNING_URL)
    host = address.netloc.rpartition("@")[2]
    try:
        keys = tomllib.loads(Path(settings.SIGNING_KEYS).read_text(encoding="utf-8"))
        mine = keys[office_key]
        return seal.BsreSigner(
            url=f"{address.scheme}://{host}{address.path}",
            username=unquote(address.username or ""),
            password=unquote(address.password or ""),
            signer_id=mine["signer_id"],
            passphrase=mine["passphrase"],
        )
    except (OSError, ValueError, KeyError) as error:
        raise CannotSign from error


def list_roots() -> list[str]:
    """Return the certificates (PEM) this house trusts: its own roots and those of SIGNING_ROOTS."""
    own = list_own_roots()
    if not settings.SIGNING_ROOTS:
        return own
    outside = pem.unarmor(Path(settings.SIGNING_ROOTS).read_bytes(), multiple=True)
    return own + [pem.armor("CERTIFICATE", der).decode() for _, _, der in outside]


def list_own_roots() -> list[str]:
    """Return the public certificates (PEM) of our own authority, newest first."""
    return list(Authority.objects.values_list("cert_pem", flat=True))


def describe_roots() -> list[tuple[str, str]]:
    """Return name and SHA-256 fingerprint of our own roots, newest first."""
    return [(root.name, _fingerprint(root.cert_pem)) for root in Authority.objects.all()]


def _fingerprint(cert_pem: str) -> str:
    digest = sha256(pem.unarmor(cert_pem.encode())[2]).hexdigest().upper()
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))
