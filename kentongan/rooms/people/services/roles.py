"""Roles: who is appointed to what, and until when."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain
from kentongan.foundation.errors import Refusal
from kentongan.foundation.events import announce
from kentongan.rooms.people.errors import (
    CapacityWrong,
    NameNeeded,
    OfficeHasHead,
    PeriodWrong,
    PersonNotFound,
    RoleOverlaps,
)
from kentongan.rooms.people.events import RoleEnded, RoleGranted
from kentongan.rooms.people.models import RoleHolding
from kentongan.rooms.people.permissions import check_can_manage_roles
from kentongan.rooms.people.queries import Holder, find_user_id, make_holder
from kentongan.rooms.people.rules import Capacity, Role, is_capacity_possible
from kentongan.rooms.people.services.accounts import create_user


@transaction.atomic
def appoint(
    *,
    user_id: int,
    office_id: int,
    role: str,
    by: Acting,
    now: datetime,
    capacity: str = Capacity.DEFINITIVE.value,
    position: str = "",
    behalf_of: str = "",
    nip: str = "",
    decree: str = "",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Holder:
    """
    Give somebody a role at an office for [starts_at, ends_at).

    `capacity`: definitive; plt or plh for an acting head; an for a secretary who signs on behalf of
    `behalf_of` ("Camat Muncar"). Refuses a second definitive or a second acting head in a period.
    """
    check_can_manage_roles(by)
    start = starts_at or now
    if ends_at is not None and ends_at <= start:
        raise PeriodWrong
    if not is_capacity_possible(role, capacity) or (capacity == Capacity.AN and not behalf_of):
        raise CapacityWrong
    row = RoleHolding(
        user_id=user_id,
        office_id=office_id,
        role=role,
        capacity=capacity,
        position=position,
        behalf_of=behalf_of,
        nip=nip,
        decree=decree,
        starts_at=start,
        ends_at=ends_at,
    )
    _insert(row)
    chain.record(
        by=by,
        action="people.role_granted",
        subject=f"user:{user_id}",
        detail={
            "office": office_id, "role": role, "capacity": capacity, "decree": decree,
            "starts_at": start, "ends_at": ends_at,
        },
        topics=(f"office:{office_id}",),
        now=now,
    )  # fmt: skip
    announce(RoleGranted(holding_id=row.pk, user_id=user_id, office_id=office_id))
    return make_holder(row)


def _insert(row: RoleHolding) -> None:
    """Save, and turn the database's own refusal into a sentence."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise _explain(str(error)) from error


def _explain(error: str) -> Refusal:
    if "head_at_a_time" in error:
        return OfficeHasHead()
    if "same_role_twice" in error:
        return RoleOverlaps()
    return CapacityWrong()


@transaction.atomic
def end_role(*, holding_id: int, by: Acting, now: datetime, ends_at: datetime | None = None) -> int:
    """End a role now or later and return its office; one that has not begun is taken back."""
    check_can_manage_roles(by)
    end = ends_at or now
    row = (
        RoleHolding.objects.select_for_update()
        .filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), pk=holding_id)
        .first()
    )
    if row is None:
        raise PersonNotFound
    if row.starts_at >= end:
        row.delete()
    else:
        row.ends_at = end
        row.save(update_fields=["ends_at"])
    chain.record(
        by=by,
        action="people.role_ended",
        subject=f"user:{row.user_id}",
        detail={
            "office": row.office_id,
            "role": row.role,
            "capacity": row.capacity,
            "ends_at": end,
        },
        topics=(f"office:{row.office_id}",),
        now=now,
    )
    announce(RoleEnded(holding_id=holding_id, user_id=row.user_id, office_id=row.office_id))
    return row.office_id


@transaction.atomic
def appoint_by_email(
    *, email: str, name: str, office_id: int, by: Acting, now: datetime, **role: Any
) -> tuple[int, bool]:
    """
    Appoint whoever has this e-mail address, with a new account when nobody has.

    Takes the rest of what `appoint` takes; returns the account and whether it is new.
    """
    check_can_manage_roles(by)
    user_id = find_user_id(email)
    is_new = user_id is None
    if user_id is None:
        if not name.strip():
            raise NameNeeded(fields={"name": NameNeeded.message})
        user_id = create_user(email=email, name=name, by=by, now=now)
    appoint(user_id=user_id, office_id=office_id, by=by, now=now, **role)
    return user_id, is_new


@transaction.atomic
def create_operator(
    *, email: str, name: str, password: str, office_id: int, by: Acting, now: datetime
) -> int:
    """Make an account of the IT team with its role and return it."""
    user_id = create_user(email=email, name=name, password=password, by=by, now=now)
    appoint(user_id=user_id, office_id=office_id, role=Role.IT.value, by=by, now=now)
    return user_id
