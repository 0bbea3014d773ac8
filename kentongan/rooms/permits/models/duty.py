from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.permits.models.building import Building
from kentongan.rooms.permits.models.permit import Permit
from kentongan.rooms.permits.rules.words import DutyStanding

DUTY_NAMES = {
    DutyStanding.OPEN: _("Camera not declared yet"),
    DutyStanding.DECLARED: _("Declared, being verified"),
    DutyStanding.VERIFIED: _("Verified, to be seen alive"),
    DutyStanding.MET: _("Fulfilled"),
    DutyStanding.OVERDUE: _("Overdue"),
    DutyStanding.RELIEVED: _("Relieved"),
}


class DutyRule(models.Model):
    """Which buildings owe how many cameras, by which law, from when. As their file says it."""

    slug = models.SlugField(primary_key=True, max_length=60)
    name_id = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    functions = ArrayField(models.CharField(max_length=12), default=list)  # none: all
    min_area = models.DecimalField(max_digits=10, decimal_places=2, default=0)  # m²
    min_floors = models.PositiveSmallIntegerField(default=1)
    needs_road = models.BooleanField(default=True)  # only buildings that face a road
    cameras_needed = models.PositiveSmallIntegerField()
    facing = models.CharField(max_length=20, default="road")
    uptime_days = models.PositiveSmallIntegerField(default=7)
    uptime_percent = models.PositiveSmallIntegerField(default=95)
    due_days = models.PositiveSmallIntegerField()  # after the approval was issued
    grace_days = models.PositiveSmallIntegerField(default=14)  # to mend what went down
    warn_days = ArrayField(models.PositiveSmallIntegerField(), size=3)  # after the due day
    legal_basis = models.JSONField(default=list)
    source = models.TextField(blank=True)
    is_verified = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)  # its row is in the file
    order = models.PositiveIntegerField(default=0)
    fingerprint = models.BinaryField(default=b"")

    class Meta:
        db_table = "duty_rule"
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.slug

    @property
    def name(self) -> str:
        """Name in the language of the reader."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_id


class Duty(models.Model):
    """What a permit obliges its building to: so many cameras, alive, by a day."""

    id = models.UUIDField(primary_key=True)  # UUIDv7, given by services
    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="duties")
    rule = models.ForeignKey(DutyRule, on_delete=models.PROTECT, related_name="+")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="duties")
    place = models.ForeignKey(
        "places.Region", on_delete=models.PROTECT, related_name="+", db_index=False
    )  # of the building, for the ledger's index
    cameras_needed = models.PositiveSmallIntegerField()
    declared_count = models.PositiveSmallIntegerField(default=0)
    verified_count = models.PositiveSmallIntegerField(default=0)
    alive_count = models.PositiveSmallIntegerField(default=0)  # verified, and up long enough
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    standing = models.CharField(
        max_length=8,
        choices=[(s.value, DUTY_NAMES[s]) for s in DutyStanding],
        default=DutyStanding.OPEN.value,
    )
    lapse = models.PositiveSmallIntegerField(default=0)  # how often it was lost after being met
    met_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    warned_count = models.PositiveSmallIntegerField(default=0)  # letters of this lapse
    next_warning_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "camera_duty"
        indexes = [
            models.Index(fields=["due_on", "id"], name="duty_by_due"),
            models.Index(fields=["standing", "due_on", "id"], name="duty_by_standing"),
            models.Index(fields=["place", "due_on", "id"], name="duty_by_place"),
            models.Index(
                fields=["next_warning_on"],
                condition=Q(next_warning_on__isnull=False),
                name="duty_to_warn",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["permit", "rule"], name="permit_has_a_duty_of_a_rule_once"
            ),
            models.CheckConstraint(condition=Q(cameras_needed__gte=1), name="duty_needs_a_camera"),
            models.CheckConstraint(
                condition=~Q(standing="met")
                | Q(met_at__isnull=False, alive_count__gte=F("cameras_needed")),
                name="met_duty_has_its_cameras_alive",
            ),
            models.CheckConstraint(
                condition=Q(next_warning_on__isnull=True) | Q(standing="overdue"),
                name="only_overdue_is_warned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.standing}"


class DutyCamera(models.Model):
    """A camera that was declared for a duty."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="cameras")
    camera = models.ForeignKey(
        "cameras.Camera", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    declared_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "camera_duty_camera"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["camera"],
                condition=Q(removed_at__isnull=True),
                name="camera_counts_for_one_duty",
            )
        ]

    def __str__(self) -> str:
        return str(self.camera_id)


class WarningLetter(models.Model):
    """A letter to the owner whose duty is overdue: first, second, third of a lapse."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="warnings")
    lapse = models.PositiveSmallIntegerField(default=0)
    ordinal = models.PositiveSmallIntegerField()
    letter_token = models.CharField(max_length=40, blank=True)  # where the letter is read
    letter_number = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField()
    answer_by = models.DateField()

    class Meta:
        db_table = "camera_duty_warning"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "lapse", "ordinal"], name="duty_is_warned_once_each"
            ),
            models.CheckConstraint(
                condition=Q(ordinal__in=[1, 2, 3]), name="there_are_three_warnings"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id}: {self.ordinal}"


class Relief(models.Model):
    """A request not to have to fulfil a duty. Its case has the offices and the decision."""

    case = models.OneToOneField(
        "cases.Case", primary_key=True, on_delete=models.CASCADE, related_name="relief"
    )
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="reliefs")
    reason = models.TextField(blank=True)
    is_granted = models.BooleanField(null=True, blank=True)  # empty: not decided
    answer = models.TextField(blank=True)  # the reason of the decision
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "camera_duty_relief"
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(decided_at__isnull=True),
                name="duty_has_one_open_request_for_relief",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=False) | Q(is_granted__isnull=True),
                name="decided_relief_says_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
