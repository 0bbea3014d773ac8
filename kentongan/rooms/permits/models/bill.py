from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.permits.models.permit import Permit
from kentongan.rooms.permits.rules.retribution import Tables, parse_tables
from kentongan.rooms.permits.rules.words import BillStanding

BILL_NAMES = {
    BillStanding.DRAFT: _("Being computed"),
    BillStanding.OPEN: _("To be paid"),
    BillStanding.PAID: _("Paid"),
    BillStanding.VOID: _("Void"),
}


class RetributionScheme(models.Model):
    """Indexes and rates that hold in [valid_from, valid_until], as their file says them."""

    key = models.SlugField(primary_key=True, max_length=40)
    name_id = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    shst = models.DecimalField(max_digits=14, decimal_places=2)  # rupiah per m²
    ilo_percent = models.DecimalField(max_digits=5, decimal_places=4)
    tables = models.JSONField()
    legal_basis = models.JSONField(default=list)
    source = models.TextField(blank=True)
    is_verified = models.BooleanField(default=False)
    fingerprint = models.BinaryField(default=b"")

    class Meta:
        db_table = "retribution_scheme"
        ordering = ["valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="scheme_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def name(self) -> str:
        """Name in the language of the reader."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_id

    @property
    def parsed(self) -> Tables:
        """The tables as checked values."""
        return parse_tables(self.tables)

    def name_infrastructure(self, key: str) -> str:
        """Return what a row of infrastructure is called in the reader's language."""
        rows: list[dict[str, Any]] = self.tables.get("infrastructure", [])
        words: dict[str, str] = next((row["name"] for row in rows if row["key"] == key), {})
        return str(words.get((get_language() or "id")[:2]) or words.get("id", key))


class Bill(models.Model):
    """What a permit costs, how that was computed, and whether it is paid. Rupiah."""

    permit = models.ForeignKey(Permit, on_delete=models.CASCADE, related_name="bills")
    scheme = models.ForeignKey(RetributionScheme, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=16, decimal_places=0)
    breakdown = models.JSONField(default=list)  # [{"key", "value", "facts"}] of rules.retribution
    standing = models.CharField(
        max_length=5,
        choices=[(s.value, BILL_NAMES[s]) for s in BillStanding],
        default=BillStanding.DRAFT.value,
    )
    computed_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(max_length=80, blank=True)  # of the bank or the counter
    channel = models.CharField(max_length=20, blank=True)  # counter, bank, none, or a till's name
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "permit_bill"
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["due_on", "id"], condition=Q(standing="open"), name="bill_open_by_due"
            ),
            models.Index(
                fields=["paid_at"],
                include=["amount"],
                condition=Q(standing="paid"),
                name="bill_by_payment",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["permit"],
                condition=~Q(standing="void"),
                name="permit_has_one_bill_that_counts",
            ),
            models.UniqueConstraint(
                fields=["channel", "reference"],
                condition=~Q(reference=""),
                name="payment_is_recorded_once",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="bill_is_not_negative"),
            models.CheckConstraint(
                condition=Q(standing="paid", paid_at__isnull=False)
                | ~Q(standing="paid") & Q(paid_at__isnull=True),
                name="paid_bill_says_when",
            ),
            models.CheckConstraint(
                condition=Q(standing="draft", issued_at__isnull=True)
                | Q(standing="void")
                | Q(issued_at__isnull=False, due_on__isnull=False),
                name="issued_bill_has_a_day_to_be_paid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.permit_id}: {self.amount}"
