from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.reports.models.category import Category
from kentongan.rooms.reports.rules.words import OPEN, Channel, Secrecy, Standing

STANDING_NAMES = {
    Standing.RECEIVED: _("Received, being checked"),
    Standing.WORKING: _("Being mended"),
    Standing.WAITING: _("Waiting for who reported it"),
    Standing.MENDED: _("Mended"),
    Standing.CONFIRMED: _("Mended and confirmed"),
    Standing.REFUSED: _("Not taken on"),
    Standing.JOINED: _("Joined to another report"),
    Standing.WITHDRAWN: _("Taken back"),
}


class ReportQuerySet(models.QuerySet["Report"]):
    """Filters that many questions share."""

    def public(self) -> "ReportQuerySet":
        """Keep what everybody may see: checked by an officer and not secret."""
        return self.filter(is_public=True)

    def open(self) -> "ReportQuerySet":
        return self.filter(standing__in=OPEN)


class Report(models.Model):
    """What somebody saw, where and when. Its case has the clock, the offices and the person."""

    case = models.OneToOneField(
        "cases.Case", primary_key=True, on_delete=models.CASCADE, related_name="report"
    )
    code = models.CharField(max_length=20, unique=True)  # that of the case
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(
        "places.Region", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    description = models.TextField(blank=True)  # as sent; only for offices with a part in it
    public_words = models.TextField(blank=True)  # what everybody may read, after the check
    place_words = models.CharField(max_length=300, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    accuracy_m = models.PositiveIntegerField(null=True, blank=True)
    cell_x = models.IntegerField(null=True, blank=True)  # rules.words.find_cell(lon)
    cell_y = models.IntegerField(null=True, blank=True)  # rules.words.find_cell(lat)
    channel = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Channel])
    secrecy = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in Secrecy], default=Secrecy.OPEN.value
    )
    is_public = models.BooleanField(default=False)
    standing = models.CharField(
        max_length=10,
        choices=[(s.value, STANDING_NAMES[s]) for s in Standing],
        default=Standing.RECEIVED.value,
    )
    priority = models.PositiveSmallIntegerField(default=2)
    reported_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True)
    first_answer_at = models.DateTimeField(null=True, blank=True)
    mended_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reopened_count = models.PositiveSmallIntegerField(default=0)
    joined_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="joined"
    )
    follower_count = models.PositiveIntegerField(default=0)
    lapor_ticket = models.CharField(max_length=40, blank=True)  # number in SP4N-LAPOR!

    objects = ReportQuerySet.as_manager()

    class Meta:
        db_table = "report"
        indexes = [
            models.Index(
                fields=["cell_x", "cell_y", "-reported_at"],
                condition=Q(cell_x__isnull=False),
                name="report_by_cell",
            ),
            models.Index(fields=["-reported_at", "case"], name="report_by_time"),
            models.Index(fields=["place", "-reported_at"], name="report_by_place"),
            models.Index(fields=["category", "-reported_at"], name="report_by_category"),
            models.Index(
                fields=["-reported_at", "case"], condition=Q(is_public=True), name="report_public"
            ),
            models.Index(
                fields=["mended_at"],
                include=["reported_at", "category", "place"],
                condition=Q(mended_at__isnull=False),
                name="report_by_mending",
            ),
            models.Index(
                fields=["cell_x", "cell_y"],
                include=[
                    "lat",
                    "lon",
                    "secrecy",
                    "standing",
                    "category",
                    "place",
                    "reported_at",
                    "code",
                ],
                condition=Q(is_public=True, cell_x__isnull=False),
                name="report_map",  # all that the map asks: it reads no table
            ),
            models.Index(
                fields=["standing", "-reported_at"],
                condition=~Q(standing__in=["confirmed", "refused", "joined", "withdrawn"]),
                name="report_live",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True, cell_x__isnull=True)
                | Q(
                    lat__range=(-90, 90),
                    lon__range=(-180, 180),
                    cell_x__isnull=False,
                    cell_y__isnull=False,
                ),
                name="report_has_a_whole_position_or_none",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(secrecy="secret") & Q(verified_at__isnull=False),
                name="public_report_was_checked_and_is_not_secret",
            ),
            models.CheckConstraint(
                condition=Q(standing="joined", joined_to__isnull=False)
                | ~Q(standing="joined") & Q(joined_to__isnull=True),
                name="joined_report_names_the_other",
            ),
            models.CheckConstraint(
                condition=~Q(joined_to=F("case")), name="report_is_not_joined_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        return self.standing in OPEN


class ReportPhoto(models.Model):
    """A photo of before or after. Everybody sees only the public copy, faces and plates blurred."""

    class Stage(models.TextChoices):
        """What the photo shows."""

        BEFORE = "before", _("Before")
        AFTER = "after", _("After")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="photos")
    stage = models.CharField(max_length=6, choices=Stage.choices)
    file = models.ForeignKey(
        "files.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+"
    )  # the original, gone when its person is forgotten
    public_file = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "report_photo"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(public_file__isnull=False),
                name="published_photo_has_a_public_copy",
            ),
        ]

    def __str__(self) -> str:
        return self.stage
