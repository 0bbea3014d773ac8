from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.permits.models.building import KIND_NAMES, Building
from kentongan.rooms.permits.rules.words import ENDED, DocumentStanding, Kind, Standing

STANDING_NAMES = {
    Standing.RECEIVED: _("Received, completeness being checked"),
    Standing.REVIEWING: _("In the technical review"),
    Standing.REMARKED: _("Waiting for your corrections"),
    Standing.PRICING: _("Retribution being computed"),
    Standing.APPROVING: _("Statement being approved"),
    Standing.UNPAID: _("Waiting for the payment"),
    Standing.ISSUING: _("Being issued"),
    Standing.ISSUED: _("Issued"),
    Standing.REFUSED: _("Refused"),
    Standing.WITHDRAWN: _("Taken back"),
}
DOCUMENT_NAMES = {
    DocumentStanding.GIVEN: _("To be reviewed"),
    DocumentStanding.ACCEPTED: _("Accepted"),
    DocumentStanding.REMARKED: _("To be corrected"),
}


class Permit(models.Model):
    """What is asked for a building. Its case has the clock, the offices and the person."""

    case = models.OneToOneField(
        "cases.Case", primary_key=True, on_delete=models.CASCADE, related_name="permit"
    )
    code = models.CharField(max_length=20, unique=True)  # that of the case
    kind = models.CharField(max_length=3, choices=[(k.value, KIND_NAMES[k]) for k in Kind])
    building = models.ForeignKey(
        Building, on_delete=models.PROTECT, related_name="permits", db_index=False
    )
    standing = models.CharField(
        max_length=10,
        choices=[(s.value, STANDING_NAMES[s]) for s in Standing],
        default=Standing.RECEIVED.value,
    )
    number_text = models.CharField(max_length=80, blank=True)  # that of the letter
    prolongs = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="prolonged_by"
    )
    submitted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)  # the last day; empty: without end
    reminded_days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        db_table = "permit"
        indexes = [
            models.Index(fields=["building", "kind", "-submitted_at"], name="permit_of_building"),
            models.Index(fields=["-submitted_at", "case"], name="permit_by_time"),
            models.Index(fields=["standing", "-submitted_at"], name="permit_by_standing"),
            models.Index(
                fields=["valid_until"],
                condition=Q(valid_until__isnull=False),
                name="permit_by_end",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing="issued", issued_at__isnull=False)
                | ~Q(standing="issued") & Q(issued_at__isnull=True),
                name="issued_permit_says_when",
            ),
            models.UniqueConstraint(
                fields=["building", "kind"],
                condition=~Q(standing__in=["issued", "refused", "withdrawn"]),
                name="building_asks_one_permit_of_a_kind_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        return self.standing not in ENDED

    def holds_on(self, day: date) -> bool:
        """Tell whether it is issued and not over on a day."""
        until = self.valid_until
        return self.standing == Standing.ISSUED and (until is None or day <= until)


class PermitDocument(models.Model):
    """One version of a document; the newest counts, what came before stays to be read."""

    permit = models.ForeignKey(Permit, on_delete=models.CASCADE, related_name="documents")
    key = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    file = models.ForeignKey(
        "files.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+"
    )  # gone when its person is forgotten
    standing = models.CharField(
        max_length=8,
        choices=[(s.value, DOCUMENT_NAMES[s]) for s in DocumentStanding],
        default=DocumentStanding.GIVEN.value,
    )
    remark = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "permit_document"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["permit", "key"],
                condition=Q(replaced_at__isnull=True),
                name="permit_has_one_current_document_of_a_key",
            ),
            models.CheckConstraint(
                condition=~Q(standing="remarked") | ~Q(remark=""),
                name="remarked_document_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Inspection(models.Model):
    """What the building inspector (penilik) saw on the spot, with a photo."""

    permit = models.ForeignKey(Permit, on_delete=models.CASCADE, related_name="inspections")
    photo = models.ForeignKey(
        "files.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_fitting = models.BooleanField()  # it is built as approved, or can be
    findings = models.TextField(blank=True)
    office = models.ForeignKey(
        "places.Office", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    inspected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    inspected_at = models.DateTimeField()

    class Meta:
        db_table = "permit_inspection"
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.inspected_at)
