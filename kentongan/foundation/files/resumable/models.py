"""What has arrived of an upload lies in the database, where every web process can go on with it."""

from django.db import models
from django.db.models import F, Q


class Upload(models.Model):
    """One file on its way; device and server know it by an id and a secret the device made."""

    id = models.UUIDField(primary_key=True, editable=False)
    secret_hash = models.BinaryField(max_length=32)
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()  # announced, in bytes
    sha256 = models.CharField(max_length=64, blank=True)  # announced; empty: the device has none
    received = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    file = models.ForeignKey(
        "files.StoredFile", null=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        db_table = "upload"
        indexes = [models.Index(fields=["expires_at"], name="upload_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=Q(received__lte=F("size")), name="upload_holds_no_more_than_announced"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received}/{self.size}"


class UploadPiece(models.Model):
    """Some bytes of an upload; gone as soon as the whole file is kept."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="pieces")
    starts_at_byte = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        db_table = "upload_piece"
        constraints = [
            models.UniqueConstraint(
                fields=["upload", "starts_at_byte"], name="piece_of_an_upload_comes_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.starts_at_byte)
