"""Masks over what nobody may see: drawn by the owner's side, burnt into pictures that leave."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.cameras.errors import NoSuchMask, WrongMask
from kentongan.rooms.cameras.models import Camera, CameraMask, Look
from kentongan.rooms.cameras.rules.masks import find_mask_problem
from kentongan.rooms.cameras.rules.words import LookKind
from kentongan.rooms.cameras.services.looking import end_looks

MOST_MASKS = 20
PROBLEMS = {
    "few": _("A mask has three corners or more."),
    "many": _("A mask has 40 corners at most."),
    "outside": _("Corners are numbers from 0 to 100 per cent of the picture."),
    "thin": _("This mask covers nothing."),
}


@transaction.atomic
def add_mask(
    *, camera: Camera, corners: Sequence[Sequence[float]], reason: str, by: Acting, now: datetime
) -> CameraMask:
    """
    Cover a part of a camera's picture. Film of it is cut at once: masks cannot be burnt into it.

    Who may is asked before. Raises WrongMask.
    """
    problem = find_mask_problem(corners)
    if problem:
        raise WrongMask(fields={"corners": PROBLEMS[problem]})
    Camera.objects.select_for_update().get(pk=camera.pk)
    if CameraMask.objects.filter(camera=camera).count() >= MOST_MASKS:
        raise WrongMask(fields={"corners": _("There are 20 masks already.")})
    mask = CameraMask.objects.create(
        camera=camera, corners=[[round(x, 4), round(y, 4)] for x, y in corners],
        reason=reason.strip()[:200], made_by=by.ref, made_at=now,
    )  # fmt: skip
    _record(camera, "cameras.mask_added", detail={"mask": mask.pk}, by=by, now=now)
    live = Look.objects.filter(camera=camera, ended_at=None, kind=LookKind.LIVE)
    end_looks(list(live.values_list("pk", flat=True)), why="masked", by=by, now=now)
    return mask


@transaction.atomic
def remove_mask(*, camera: Camera, mask_id: int, by: Acting, now: datetime) -> None:
    """Uncover a part again; raises NoSuchMask."""
    mask = CameraMask.objects.filter(pk=mask_id, camera=camera).first()
    if mask is None:
        raise NoSuchMask
    mask.delete()
    _record(camera, "cameras.mask_removed", detail={"mask": mask_id}, by=by, now=now)


def _record(
    camera: Camera, action: str, *, detail: dict[str, Any], by: Acting, now: datetime
) -> None:
    audit.record(
        by=by, action=action, subject=f"camera:{camera.pk}", now=now, detail=detail,
        topics=(f"camera:{camera.pk}",),
    )  # fmt: skip
