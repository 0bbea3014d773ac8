"""Letters: their numbers, the register everybody can ask, and what went wrong on the way."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.letters.rules.letters import Standing, get_standing


class Reason(models.TextChoices):
    """Why a letter does not hold any more: what everybody may read."""

    MISTAKE = "mistake", _("it contained a mistake")
    GROUNDS = "grounds", _("it was given on wrong grounds")
    CHANGED = "changed", _("the facts have changed")
    REPLACED = "replaced", _("another letter replaces it")


class LetterCounter(models.Model):
    """The last number of an office in a series and year; its lock keeps letters in line."""

    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    series = models.SlugField(max_length=80)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField()

    class Meta:
        db_table = "letter_counter"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "series", "year"], name="office_counts_once_per_service_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last_number}"


class Letter(models.Model):
    """
    A signed letter. Its file holds personal data; the row holds only what strangers may see.

    A case has one letter for each `purpose`; the empty one is what the case was about.
    `token` is in the letter's QR code, the holder's code is printed beside it.
    """

    id = models.UUIDField(primary_key=True)
    # looked up through the unique index of case and purpose
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    purpose = models.SlugField(max_length=40, blank=True, db_default="", db_index=False)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    series = models.SlugField(max_length=80, db_column="type_slug", db_index=False)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    number_text = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True)
    token = models.CharField(max_length=32, unique=True)
    holder_hash = models.BinaryField(max_length=32)
    holder_sealed = models.BinaryField()
    name_shown = models.CharField(max_length=120, blank=True)  # masked
    nik_shown = models.CharField(max_length=24, blank=True)  # masked
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    signer_words = models.CharField(max_length=250)  # "Plt. Camat Muncar"
    issued_at = models.DateTimeField()
    valid_until = models.DateField(null=True, blank=True)  # its last day; empty: no end
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    revoked_note = models.TextField(blank=True)  # for the applicant
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        db_table = "letter"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "series", "year", "number"],
                name="letter_number_is_given_once",
            ),
            models.UniqueConstraint(
                fields=["case", "purpose"], name="case_has_one_letter_for_each_purpose"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="letter_numbers_begin_at_one"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_reason="")
                | Q(revoked_at__gte=F("issued_at")) & ~Q(revoked_reason=""),
                name="revoked_letter_has_moment_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number_text

    def get_standing(self, *, today: date) -> Standing:
        """Return whether the letter holds on this day."""
        return get_standing(
            is_revoked=self.revoked_at is not None, valid_until=self.valid_until, today=today
        )


class LetterFault(models.Model):
    """The letter that ends a case could not be made yet: how often tried, why it failed last."""

    case = models.OneToOneField(
        "cases.Case", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    tries = models.PositiveIntegerField()
    why = models.CharField(max_length=40)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    next_at = models.DateTimeField()

    class Meta:
        db_table = "letter_fault"

    def __str__(self) -> str:
        return f"{self.why} ({self.tries})"
