"""
Which live process pulls a camera: one at a time, on whichever machine.

The database's clock decides, for the clocks of several machines differ. A lease is the affair of
machines and renewed every two seconds: it has no line in the audit chain.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from kentongan.foundation.actors import Acting

LIVES_SECONDS = 6
CLAIM = """
INSERT INTO camera_lease (camera_id, holder, address, expires_at, fence)
VALUES (%(camera)s, %(holder)s, %(address)s, clock_timestamp() + %(lives)s * interval '1 s', 1)
ON CONFLICT (camera_id) DO UPDATE
SET holder = excluded.holder, address = excluded.address, expires_at = excluded.expires_at,
    fence = camera_lease.fence + (camera_lease.holder <> excluded.holder)::int
WHERE camera_lease.holder = excluded.holder
   OR camera_lease.address = excluded.address
   OR camera_lease.expires_at < clock_timestamp()
RETURNING fence
"""
HOLDER = "SELECT address, fence FROM camera_lease WHERE camera_id = %s"
RENEW = """
UPDATE camera_lease SET expires_at = clock_timestamp() + %(lives)s * interval '1 s'
WHERE holder = %(holder)s AND camera_id = ANY(%(cameras)s)
RETURNING camera_id
"""
LOST = "SELECT camera_id, address FROM camera_lease WHERE camera_id = ANY(%s)"
RELEASE = """
UPDATE camera_lease SET expires_at = now() - interval '1 s'
WHERE holder = %(holder)s AND camera_id = ANY(%(cameras)s)
"""


@dataclass(frozen=True)
class Lease:
    """Who pulls a camera: us or the process at `address`. `fence` grows with each new holder."""

    is_ours: bool
    address: str
    fence: int


def claim_camera(camera_id: UUID, *, holder: str, address: str, by: Acting) -> Lease:
    """
    Become the process that pulls a camera, unless another lives that does.

    A lease of our own address was our predecessor's there: it cannot live, for we are there.
    """
    del by
    facts: dict[str, Any] = {
        "camera": camera_id,
        "holder": holder,
        "address": address,
        "lives": LIVES_SECONDS,
    }
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, facts)
        if row := cursor.fetchone():
            return Lease(is_ours=True, address=address, fence=row[0])
        cursor.execute(HOLDER, [camera_id])
        found, fence = cursor.fetchone()
    return Lease(is_ours=False, address=found, fence=fence)


def renew_cameras(camera_ids: Collection[UUID], *, holder: str, by: Acting) -> dict[UUID, str]:
    """Go on pulling cameras; return those that others pull now, with their addresses."""
    del by
    facts: dict[str, Any] = {"cameras": [*camera_ids], "holder": holder, "lives": LIVES_SECONDS}
    with connection.cursor() as cursor:
        cursor.execute(RENEW, facts)
        kept = {row[0] for row in cursor.fetchall()}
        lost = [camera_id for camera_id in camera_ids if camera_id not in kept]
        if not lost:
            return {}
        cursor.execute(LOST, [lost])
        return dict.fromkeys(lost, "") | dict(cursor.fetchall())


def release_cameras(camera_ids: Collection[UUID], *, holder: str, by: Acting) -> None:
    """Pull cameras no longer; another process may at once."""
    del by
    with connection.cursor() as cursor:
        cursor.execute(RELEASE, {"cameras": [*camera_ids], "holder": holder})
