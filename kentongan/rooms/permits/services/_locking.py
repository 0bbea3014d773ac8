"""One order of locks for all: the case first, then bill, document or duty."""

from uuid import UUID

from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits.errors import NoSuchPermit
from kentongan.rooms.permits.models import Permit


def lock_permit(permit_id: UUID) -> Permit:
    """Return the permit with its case and building; the case is ours until the commit."""
    rows = Permit.objects.select_for_update(of=("case",)).select_related("case")
    if rows.filter(pk=permit_id).first() is None:
        raise NoSuchPermit
    permit = Permit.objects.select_related("building").get(pk=permit_id)
    permit.case = cases.get_case(permit_id)
    return permit
