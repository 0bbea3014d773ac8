from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kentongan.rooms.cameras.models.camera import PURPOSE_NAMES, Camera
from kentongan.rooms.cameras.rules.words import Purpose


class EvidenceRequest(models.Model):
    """An office asks for recordings. Its case (kind "evidence") has the clock and who agreed."""

    case = models.OneToOneField(
        "cases.Case", primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(max_length=20, unique=True)  # that of the case
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    cameras = models.ManyToManyField(Camera, related_name="+", db_table="evidence_camera")
    purpose = models.CharField(max_length=8, choices=[(p.value, PURPOSE_NAMES[p]) for p in Purpose])
    reason = models.TextField()
    legal_basis = models.CharField(max_length=300)
    reference = models.CharField(max_length=80, blank=True)  # number of the police report
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # the second official who agreed
    second_at = models.DateTimeField(null=True, blank=True)
    package = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    package_sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    keep_until = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    download_count = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "evidence_request"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="evidence_span_is_a_span"
            ),
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(second=F("asked_by")),
                name="evidence_needs_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class EvidenceApproval(models.Model):
    """What the owner's side of one camera says to a request."""

    request = models.ForeignKey(EvidenceRequest, on_delete=models.PROTECT, related_name="approvals")
    camera = models.ForeignKey(Camera, on_delete=models.PROTECT, related_name="+")
    is_given = models.BooleanField(null=True)  # null: not answered yet
    words = models.CharField(max_length=300, blank=True)
    said_by = models.CharField(max_length=80, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "evidence_approval"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "camera"], name="owner_answers_a_request_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.is_given)


class EvidenceClip(models.Model):
    """A recording or a picture that came for a request: from its owner, or recorded from now on."""

    id = models.UUIDField(primary_key=True, editable=False)
    request = models.ForeignKey(EvidenceRequest, on_delete=models.PROTECT, related_name="clips")
    camera = models.ForeignKey(Camera, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(
        "files.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    source = models.CharField(max_length=8)  # owner, operator
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    added_by = models.CharField(max_length=80)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "evidence_clip"
        ordering = ["added_at"]

    def __str__(self) -> str:
        return str(self.pk)


class EvidenceRecording(models.Model):
    """A camera is recorded live for a request, from now until its end; each film is a clip."""

    id = models.UUIDField(primary_key=True, editable=False)
    request = models.ForeignKey(
        EvidenceRequest, on_delete=models.PROTECT, related_name="recordings"
    )
    camera = models.ForeignKey(Camera, on_delete=models.PROTECT, related_name="+")
    look = models.ForeignKey("cameras.Look", on_delete=models.PROTECT, related_name="+")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField()
    until = models.DateTimeField()  # who stops it brings this forward
    ended_at = models.DateTimeField(null=True, blank=True)  # and every film of it is kept
    ended_why = models.CharField(max_length=8, blank=True)  # see rules.recording.End
    holder = models.UUIDField(null=True)  # the run of the job that records it
    beat_at = models.DateTimeField(null=True)  # of the holder
    picture_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=16, blank=True)  # why no picture comes now

    class Meta:
        db_table = "evidence_recording"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "camera"], condition=Q(ended_at__isnull=True),
                name="camera_recorded_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("started_at")), name="recording_ends_after_it_starts"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)
