"""With what letters are signed: the authority of this house and a certificate for each office."""

from django.db import models
from django.db.models import F, Q


class Authority(models.Model):
    """A root of this house: public certificate, sealed key. Old ones stay for checking."""

    name = models.CharField(max_length=64)
    cert_pem = models.TextField()
    key_sealed = models.BinaryField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "signing_authority"
        ordering = ["-ends_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="authority_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.name


class OfficeCertificate(models.Model):
    """What one office signs with for a period; renewed before its end."""

    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="certificates")
    subject = models.CharField(max_length=200)
    serial = models.CharField(max_length=48, unique=True)  # hexadecimal
    cert_pem = models.TextField()
    key_sealed = models.BinaryField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "signing_certificate"
        ordering = ["-ends_at", "-pk"]
        indexes = [models.Index(fields=["office", "ends_at"], name="certificate_of_office")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="certificate_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.serial[:8]}"
