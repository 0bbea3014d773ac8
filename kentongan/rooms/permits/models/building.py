from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.permits.rules.retribution import BuildingFacts
from kentongan.rooms.permits.rules.words import (
    Complexity,
    Function,
    Kind,
    Ownership,
    Permanence,
    Work,
)

FUNCTION_NAMES = {
    Function.DWELLING: _("Dwelling"),
    Function.WORSHIP: _("Worship"),
    Function.BUSINESS: _("Business"),
    Function.SOCIAL: _("Social and cultural"),
    Function.SPECIAL: _("Special"),
    Function.MIXED: _("Mixed: dwelling and another"),
}
COMPLEXITY_NAMES = {Complexity.SIMPLE: _("Simple"), Complexity.COMPLEX: _("Not simple")}
PERMANENCE_NAMES = {Permanence.TEMPORARY: _("Not permanent"), Permanence.PERMANENT: _("Permanent")}
OWNERSHIP_NAMES = {
    Ownership.PRIVATE: _("A person or a company"),
    Ownership.STATE: _("The state or the region"),
}
WORK_NAMES = {
    Work.NEW: _("New building"),
    Work.RENOVATION_MODERATE: _("Renovation, moderate damage"),
    Work.RENOVATION_HEAVY: _("Renovation, heavy damage"),
    Work.HERITAGE_BASIC: _("Heritage, basic (pratama)"),
    Work.HERITAGE_MIDDLE: _("Heritage, middle (madya)"),
    Work.HERITAGE_MAIN: _("Heritage, main (utama)"),
}
KIND_NAMES = {
    Kind.PBG: _("Building approval (PBG)"),
    Kind.SLF: _("Certificate of worthiness (SLF)"),
}


class Building(models.Model):
    """A building as its permits describe it. Its address is sealed; the place is the village."""

    id = models.UUIDField(primary_key=True)  # UUIDv7, given by services
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)  # what its owner calls it
    function = models.CharField(
        max_length=12, choices=[(f.value, FUNCTION_NAMES[f]) for f in Function]
    )
    is_umkm = models.BooleanField(default=False)  # a micro, small or medium business
    floor_area = models.DecimalField(max_digits=10, decimal_places=2)  # m², above ground
    floors = models.PositiveSmallIntegerField()
    basements = models.PositiveSmallIntegerField(default=0)
    basement_area = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))  # m²
    complexity = models.CharField(
        max_length=8, choices=[(c.value, COMPLEXITY_NAMES[c]) for c in Complexity]
    )
    permanence = models.CharField(
        max_length=10, choices=[(p.value, PERMANENCE_NAMES[p]) for p in Permanence]
    )
    ownership = models.CharField(
        max_length=8, choices=[(o.value, OWNERSHIP_NAMES[o]) for o in Ownership]
    )
    work = models.CharField(max_length=20, choices=[(w.value, WORK_NAMES[w]) for w in Work])
    infrastructure = models.JSONField(default=list)  # [{"key": "fence", "volume": "25.5"}]
    faces_road = models.BooleanField(default=True)
    is_company = models.BooleanField(default=False)  # its owner acts for a company
    place = models.ForeignKey(
        "places.Region", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    address_sealed = models.BinaryField(default=b"")
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "building"
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="building_of_owner"),
            models.Index(fields=["place"], name="building_by_place"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(floor_area__gt=0, floors__gte=1), name="building_has_area_and_floors"
            ),
            models.CheckConstraint(
                condition=Q(basements=0, basement_area=0)
                | Q(basements__gte=1, basement_area__gt=0),
                name="basement_has_area",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="building_has_a_whole_position_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.pk)

    @property
    def area(self) -> Decimal:
        """All floors, m²."""
        return self.floor_area + self.basement_area

    @property
    def facts(self) -> BuildingFacts:
        """What of it decides the retribution."""
        return BuildingFacts(
            function=self.function,
            floor_area=self.floor_area,
            floors=self.floors,
            complexity=self.complexity,
            permanence=self.permanence,
            ownership=self.ownership,
            work=self.work,
            is_umkm=self.is_umkm,
            basements=self.basements,
            basement_area=self.basement_area,
            infrastructure=tuple(
                (row["key"], Decimal(row["volume"])) for row in self.infrastructure
            ),
        )


class PermitDraft(models.Model):
    """A permit not asked for yet: what is there already, until it is sent. Its id is the case's."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=3, choices=[(k.value, KIND_NAMES[k]) for k in Kind])
    building = models.ForeignKey(Building, on_delete=models.CASCADE, related_name="drafts")
    intake_office = models.ForeignKey(
        "places.Office", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "permit_draft"
        constraints = [
            models.UniqueConstraint(
                fields=["building", "kind"], name="building_has_one_draft_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return self.kind


class DraftDocument(models.Model):
    """A document of a draft."""

    draft = models.ForeignKey(PermitDraft, on_delete=models.CASCADE, related_name="documents")
    key = models.CharField(max_length=60)
    file = models.ForeignKey("files.StoredFile", on_delete=models.CASCADE, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        db_table = "permit_draft_document"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "key"], name="draft_has_a_document_once")
        ]

    def __str__(self) -> str:
        return self.key
