from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.cameras.rules.words import Mode, OwnerKind, Purpose, Standing

OWNER_NAMES = {
    OwnerKind.PRIVATE: _("Private owner"),
    OwnerKind.OFFICE: _("Office"),
    OwnerKind.REGENCY: _("Regency"),
    OwnerKind.POLICE: _("Police"),
}
PURPOSE_NAMES = {
    Purpose.SECURITY: _("Public security"),
    Purpose.DISASTER: _("Disaster prevention"),
    Purpose.TRAFFIC: _("Traffic management"),
}
MODE_NAMES = {
    Mode.NONE: _("Registered only"),
    Mode.ON_REQUEST: _("Recordings on request"),
    Mode.STREAM: _("Connected"),
}
STANDING_NAMES = {
    Standing.DECLARED: _("Declared"),
    Standing.CHECKING: _("Being checked"),
    Standing.WAITING: _("Waiting for an officer's eye"),
    Standing.VERIFIED: _("Verified"),
    Standing.REFUSED: _("Refused"),
    Standing.RETIRED: _("Retired"),
}


class Camera(models.Model):
    """A camera facing a road. Its address and password are sealed: nobody reads them on a page."""

    id = models.UUIDField(primary_key=True, editable=False)
    code = models.CharField(max_length=20, unique=True)  # KAM-7K3D-92
    name = models.CharField(_("name"), max_length=120)
    owner_kind = models.CharField(
        max_length=8, choices=[(k.value, OWNER_NAMES[k]) for k in OwnerKind]
    )
    owner_id = models.UUIDField(null=True, blank=True, db_index=True)  # person, when private
    office = models.ForeignKey(
        "places.Office", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # owner otherwise
    contact_sealed = models.BinaryField(null=True)  # telephone or e-mail on the sign
    purpose = models.CharField(max_length=8, choices=[(p.value, PURPOSE_NAMES[p]) for p in Purpose])
    mode = models.CharField(max_length=10, choices=[(m.value, MODE_NAMES[m]) for m in Mode])
    place = models.ForeignKey("places.Region", on_delete=models.PROTECT, related_name="+")
    place_words = models.CharField(_("where it hangs"), max_length=300, blank=True)
    lat = models.FloatField(validators=[MinValueValidator(-90), MaxValueValidator(90)])
    lon = models.FloatField(validators=[MinValueValidator(-180), MaxValueValidator(180)])
    bearing = models.PositiveSmallIntegerField(_("bearing"))  # degrees from north, clockwise
    field_of_view = models.PositiveSmallIntegerField(_("field of view"))  # degrees
    range_m = models.PositiveSmallIntegerField(_("how far it sees"), default=30)
    road_line = models.JSONField(default=list)  # [[lon, lat], …] drawn by who declares; else Road
    faces_road = models.BooleanField(null=True)  # computed; null: no road is known there
    consent_at = models.DateTimeField(null=True, blank=True)  # owner agreed to the rules
    consent_words = models.CharField(max_length=40, blank=True)  # which text of the agreement
    sign_photo = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stream_sealed = models.BinaryField(null=True)  # JSON: url, user, password; purpose "camera"
    host_shown = models.CharField(max_length=60, blank=True)  # 192.0.2.*: masked
    codec = models.CharField(max_length=12, blank=True)
    width = models.PositiveSmallIntegerField(null=True, blank=True)
    height = models.PositiveSmallIntegerField(null=True, blank=True)
    fps = models.FloatField(null=True, blank=True)
    key_frame_seconds = models.FloatField(null=True, blank=True)
    standing = models.CharField(
        max_length=8,
        choices=[(s.value, STANDING_NAMES[s]) for s in Standing],
        default=Standing.DECLARED.value,
    )
    refused_words = models.TextField(blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "camera"
        indexes = [
            models.Index(fields=["standing", "code"], name="camera_by_standing"),
            models.Index(fields=["office", "code"], name="camera_by_office"),
            models.Index(fields=["place", "code"], name="camera_by_place"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(bearing__lt=360, field_of_view__range=(1, 360)),
                name="camera_angles_are_degrees",
            ),
            models.CheckConstraint(
                condition=Q(owner_kind="private", office__isnull=True)
                | ~Q(owner_kind="private") & Q(office__isnull=False, owner_id__isnull=True),
                name="camera_has_one_owner",
            ),
            models.CheckConstraint(
                condition=~Q(standing="verified") | Q(verified_at__isnull=False),
                name="verified_camera_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(mode="stream", owner_kind="private") | Q(consent_at__isnull=False),
                name="connected_private_camera_has_consent",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class CameraCheck(models.Model):
    """One technical look: what was measured, the picture, and what the officer's eye said of it."""

    id = models.UUIDField(primary_key=True, editable=False)
    camera = models.ForeignKey(Camera, on_delete=models.CASCADE, related_name="checks")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    is_good = models.BooleanField(null=True)  # null: still running
    findings = models.JSONField(default=list)  # [{"key": …, "is_good": …, "values": {…}}]
    snapshot = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    clock_skew_s = models.FloatField(null=True, blank=True)
    asked_by = models.CharField(max_length=80)
    eye_sees_road = models.BooleanField(null=True)
    eye_words = models.TextField(blank=True)
    eye = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    eye_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "camera_check"
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["camera", "-started_at"], name="check_of_camera")]

    def __str__(self) -> str:
        return str(self.started_at)


class CameraMask(models.Model):
    """A part of the picture that nobody may see: corners from 0 to 1 of width and height."""

    camera = models.ForeignKey(Camera, on_delete=models.CASCADE, related_name="masks")
    corners = models.JSONField()  # [[x, y], …] at least three
    reason = models.CharField(max_length=200, blank=True)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "camera_mask"
        ordering = ["id"]

    def __str__(self) -> str:
        return str(len(self.corners))


class Road(models.Model):
    """A road line, imported or drawn: what cameras must face and what they cover."""

    name = models.CharField(max_length=120, blank=True)
    line = models.JSONField()  # [[lon, lat], …]
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    place = models.ForeignKey(
        "places.Region", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    source = models.CharField(max_length=200)

    class Meta:
        db_table = "road"
        indexes = [models.Index(fields=["south", "north", "west", "east"], name="road_by_box")]

    def __str__(self) -> str:
        return self.name
