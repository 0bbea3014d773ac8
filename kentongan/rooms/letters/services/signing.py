"""Making the certificates letters are signed with: at first need, and again before they end."""

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from cryptography import x509

from kentongan.foundation import seal, vault
from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.letters.models import Authority, OfficeCertificate
from kentongan.rooms.letters.queries.signing import (
    PURPOSE,
    find_authority,
    find_certificate,
    open_authority,
)
from kentongan.rooms.places import api as places

LONGEST_SUBJECT = 64


def ensure_authority(*, by: Acting, now: datetime) -> Authority:
    """Return the root of this house, made when there is none that holds at `now`."""
    return find_authority(now=now) or _make_authority(by=by, now=now)


def ensure_certificate(office_id: int, *, by: Acting, now: datetime) -> OfficeCertificate:
    """Return what the office signs with, made when it has none or its own ends within 90 days."""
    return find_certificate(office_id, now=now) or _make_certificate(office_id, by=by, now=now)


def provide_credential(office_id: int, *, by: Acting, now: datetime) -> seal.Credential:
    """Return what an office signs other papers with than letters: packages of evidence, say."""
    row = ensure_certificate(office_id, by=by, now=now)
    return seal.Credential(
        cert_pem=row.cert_pem,
        key_pem=vault.unseal(row.key_sealed, purpose=PURPOSE),
        chain_pem=row.authority.cert_pem,
    )


@transaction.atomic
def _make_authority(*, by: Acting, now: datetime) -> Authority:
    _queue_up()
    known = find_authority(now=now)
    if known is not None:
        return known
    name = f"Kentongan {settings.REGENCY_FACTS['formal_name']}"[:LONGEST_SUBJECT]
    made = seal.Authority.create(name=name, now=now)
    certificate = _read(made.cert_pem)
    row = Authority.objects.create(
        name=name,
        cert_pem=made.cert_pem,
        key_sealed=vault.seal(made.key_pem, purpose=PURPOSE),
        starts_at=certificate.not_valid_before_utc,
        ends_at=certificate.not_valid_after_utc,
    )
    audit.record(
        by=by, action="letters.authority_made", subject=f"authority:{row.pk}", now=now,
        detail={"serial": f"{certificate.serial_number:x}"},
    )  # fmt: skip
    return row


@transaction.atomic
def _make_certificate(office_id: int, *, by: Acting, now: datetime) -> OfficeCertificate:
    authority = ensure_authority(by=by, now=now)
    _queue_up()
    known = find_certificate(office_id, now=now)
    if known is not None:
        return known
    office = places.get_office(office_id)
    made = open_authority(authority).issue(
        common_name=office.name_id,
        organisation=f"Pemerintah {settings.REGENCY_FACTS['formal_name']}",
        now=now,
    )
    certificate = _read(made.cert_pem)
    row = OfficeCertificate.objects.create(
        office_id=office_id,
        authority=authority,
        subject=office.name_id,
        serial=f"{certificate.serial_number:x}",
        cert_pem=made.cert_pem,
        key_sealed=vault.seal(made.key_pem, purpose=PURPOSE),
        starts_at=certificate.not_valid_before_utc,
        ends_at=certificate.not_valid_after_utc,
    )
    audit.record(
        by=by, action="letters.certificate_made", subject=f"office:{office.key}", now=now,
        detail={"serial": row.serial}, topics=(f"office:{office_id}",),
    )  # fmt: skip
    return row


def _queue_up() -> None:
    """Let one at a time make keys, so that nobody makes them twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('letters.signing keys'))")


def _read(cert_pem: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate(cert_pem.encode())
