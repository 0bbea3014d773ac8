from django.db import models
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.cameras.models.camera import Camera
from kentongan.rooms.cameras.rules.words import Health

HEALTH_NAMES = {
    Health.UNKNOWN: _("Not looked at yet"),
    Health.LIVE: _("Alive"),
    Health.DOWN: _("No picture"),
    Health.FROZEN: _("The picture stands still"),
    Health.BLACK: _("The picture is black"),
    Health.COVERED: _("The picture is covered"),
    Health.MOVED: _("The camera was turned"),
}


class CameraHealth(models.Model):
    """How a camera is now, and the small grey picture it is compared with."""

    camera = models.OneToOneField(
        Camera, primary_key=True, on_delete=models.CASCADE, related_name="health"
    )
    state = models.CharField(
        max_length=8,
        choices=[(h.value, HEALTH_NAMES[h]) for h in Health],
        default=Health.UNKNOWN.value,
    )
    reason = models.CharField(max_length=12, blank=True)  # of no picture: video.trouble.Reason
    since = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)  # last good picture
    next_at = models.DateTimeField()
    fails = models.PositiveIntegerField(default=0)  # looks in a row that were not good
    reference = models.BinaryField(null=True)  # 32 x 18 grey values of the verified picture
    last = models.BinaryField(null=True)  # of the last look, and single points of it
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "camera_health"
        indexes = [models.Index(fields=["next_at"], name="health_next")]

    def __str__(self) -> str:
        return self.state


class CameraDay(models.Model):
    """One day of one camera: looks of the health check by what they found, seconds watched."""

    camera = models.ForeignKey(Camera, on_delete=models.CASCADE, related_name="days")
    date = models.DateField()
    looks = models.PositiveIntegerField(default=0)
    alive = models.PositiveIntegerField(default=0)
    down = models.PositiveIntegerField(default=0)
    frozen = models.PositiveIntegerField(default=0)
    black = models.PositiveIntegerField(default=0)
    covered = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "camera_day"
        constraints = [
            models.UniqueConstraint(fields=["camera", "date"], name="camera_has_each_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.alive}/{self.looks}"


class CameraLease(models.Model):
    """Which live process pulls a camera now. Whoever holds it renews it before it ends."""

    camera = models.OneToOneField(
        Camera, primary_key=True, on_delete=models.CASCADE, related_name="lease"
    )
    holder = models.CharField(max_length=80)  # name of the process
    address = models.CharField(max_length=200)  # where browsers reach it
    expires_at = models.DateTimeField()
    fence = models.PositiveBigIntegerField(default=1)  # grows with each new holder

    class Meta:
        db_table = "camera_lease"
        indexes = [models.Index(fields=["holder"], name="lease_by_holder")]

    def __str__(self) -> str:
        return self.holder
