from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kentongan.rooms.cameras.models.camera import PURPOSE_NAMES, Camera
from kentongan.rooms.cameras.rules.words import Level, LookKind, Purpose


class Grant(models.Model):
    """An office may look: at these cameras or all of an area, for a purpose, from and until."""

    id = models.UUIDField(primary_key=True, editable=False)
    from_office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    to_office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    cameras = models.ManyToManyField(Camera, related_name="grants", db_table="camera_grant_camera")
    area = models.ForeignKey(
        "places.Region", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # every camera in it; empty: only those named
    purpose = models.CharField(max_length=8, choices=[(p.value, PURPOSE_NAMES[p]) for p in Purpose])
    level = models.CharField(max_length=8, choices=[(x.value, x.value) for x in Level])
    legal_basis = models.CharField(max_length=300)
    reason = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sealed_until = models.DateTimeField(null=True, blank=True)  # owners read of its looks later
    sealed_basis = models.CharField(max_length=300, blank=True)  # the law that allows it
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # before its time
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_words = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "camera_grant"
        indexes = [models.Index(fields=["to_office", "ends_at"], name="grant_of_office")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="grant_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(sealed_until__isnull=True) | ~Q(sealed_basis=""),
                name="sealed_grant_names_its_law",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Look(models.Model):
    """Somebody watched a camera: who, for which office, why, from when and how long."""

    id = models.UUIDField(primary_key=True, editable=False)
    camera = models.ForeignKey(Camera, on_delete=models.PROTECT, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    grant = models.ForeignKey(
        Grant, null=True, blank=True, on_delete=models.PROTECT, related_name="looks"
    )  # empty: a camera of its own office
    purpose = models.CharField(max_length=8, choices=[(p.value, PURPOSE_NAMES[p]) for p in Purpose])
    purpose_words = models.CharField(max_length=200, blank=True)  # report or police number, reason
    role = models.CharField(max_length=12, blank=True)  # in which somebody looked
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in LookKind])
    session_hash = models.BinaryField(max_length=32)  # of the session it began in
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=8, blank=True)  # see rules.looking.find_loss
    seconds = models.PositiveIntegerField(default=0)  # with a picture on the way
    token_hash = models.BinaryField(max_length=32, null=True)  # opens the socket once

    class Meta:
        db_table = "camera_look"
        indexes = [
            models.Index(fields=["camera", "-started_at"], name="look_at_camera"),
            models.Index(fields=["user", "-started_at"], name="look_of_user"),
            models.Index(fields=["started_at", "purpose"], name="look_by_month"),
            models.Index(fields=["last_at"], condition=Q(ended_at__isnull=True), name="look_open"),
        ]

    def __str__(self) -> str:
        return str(self.started_at)
