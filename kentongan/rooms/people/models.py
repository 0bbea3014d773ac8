"""Tables of people, their accounts and the roles they hold."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.people.rules import Capacity, Role

ROLE_NAMES = {
    Role.OFFICER: _("Service officer"),
    Role.FIELD: _("Field officer"),
    Role.SECRETARY: _("Secretary"),
    Role.HEAD: _("Head"),
    Role.OPERATOR: _("Camera operator"),
    Role.EDITOR: _("Editor"),
    Role.IT: _("IT team"),
}
CAPACITY_NAMES = {
    Capacity.DEFINITIVE: _("Definitive"),
    Capacity.PLT: _("Acting while the post is vacant (Plt.)"),
    Capacity.PLH: _("Acting while the holder is away (Plh.)"),
    Capacity.AN: _("Signs on behalf (a.n.)"),
}


class User(AbstractBaseUser):
    """An account: somebody who can log in, with an e-mail address and no username."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=5, default="id")
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BaseUserManager["User"]()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="account_email_is_lower_case"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Person(models.Model):
    """A resident. NIK, telephone and address are sealed; indexes find without being readable."""

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.OneToOneField(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )
    name = models.CharField(_("name"), max_length=120)
    nik_sealed = models.BinaryField(null=True)
    nik_index = models.BinaryField(max_length=32, null=True, unique=True)
    nik_last4 = models.BinaryField(max_length=32, null=True)
    nik_shown = models.CharField(max_length=24, blank=True)  # masked
    phone_sealed = models.BinaryField(null=True)
    phone_last4 = models.BinaryField(max_length=32, null=True)
    address_sealed = models.BinaryField(null=True)
    email = models.EmailField(blank=True)
    village_code = models.CharField(max_length=13, blank=True)
    linked_at = models.DateTimeField(null=True, blank=True)  # an officer confirmed the account
    created_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    nik_sealed__isnull=True,
                    nik_index__isnull=True,
                    nik_last4__isnull=True,
                    nik_shown="",
                )
                | Q(
                    nik_sealed__isnull=False,
                    nik_index__isnull=False,
                    nik_last4__isnull=False,
                ),
                name="sealed_nik_can_be_found",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True)
                | Q(
                    name="",
                    email="",
                    nik_sealed__isnull=True,
                    phone_sealed__isnull=True,
                    phone_last4__isnull=True,
                    address_sealed__isnull=True,
                    user__isnull=True,
                ),
                name="forgotten_person_has_no_personal_data",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.pk)


def _period() -> Func:
    return Func(
        F("starts_at"), F("ends_at"), function="tstzrange", output_field=DateTimeRangeField()
    )


class RoleHoldingSet(models.QuerySet["RoleHolding"]):
    """Which roles are held when."""

    def held_at(self, moment: object) -> "RoleHoldingSet":
        """Roles whose period [starts_at, ends_at) contains the moment."""
        return self.filter(starts_at__lte=moment).filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=moment)
        )


class RoleHolding(models.Model):
    """A role that somebody holds at an office for a period [starts_at, ends_at)."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holdings")
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=[(r.value, ROLE_NAMES[r]) for r in Role])
    capacity = models.CharField(
        max_length=12,
        choices=[(c.value, CAPACITY_NAMES[c]) for c in Capacity],
        default=Capacity.DEFINITIVE.value,
    )
    position = models.CharField(_("position"), max_length=120, blank=True)
    behalf_of = models.CharField(_("on behalf of"), max_length=120, blank=True)
    nip = models.CharField(_("employee number (NIP)"), max_length=24, blank=True)
    decree = models.CharField(_("decree"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = RoleHoldingSet.as_manager()

    class Meta:
        verbose_name = _("role held")
        verbose_name_plural = _("roles held")
        indexes = [models.Index(fields=["office", "role"], name="role_of_office")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="role_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(capacity="definitive")
                | Q(capacity__in=["plt", "plh"], role="head")
                | (Q(capacity="an", role="secretary") & ~Q(behalf_of="")),
                name="capacity_fits_the_role",
            ),
            ExclusionConstraint(
                name="office_has_one_definitive_head_at_a_time",
                expressions=[
                    ("office", RangeOperators.EQUAL),
                    (_period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(role="head", capacity="definitive"),
            ),
            ExclusionConstraint(
                name="office_has_one_acting_head_at_a_time",
                expressions=[
                    ("office", RangeOperators.EQUAL),
                    (_period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(role="head", capacity__in=["plt", "plh"]),
            ),
            ExclusionConstraint(
                name="nobody_holds_the_same_role_twice_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("office", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("capacity", RangeOperators.EQUAL),
                    (_period(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.get_capacity_display()})"


class AccessToken(models.Model):
    """What a machine of an office shows to the API; only its hash is kept."""

    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    secret_hash = models.BinaryField(max_length=32, unique=True)
    scopes = ArrayField(models.CharField(max_length=40), default=list)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="token_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.name
