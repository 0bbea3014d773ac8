"""UUIDv7 keys: unique without asking, and in the order of time, so that indexes stay small."""

from uuid import UUID

import uuid_utils


def make_key() -> UUID:
    """Return a new UUIDv7."""
    return UUID(int=uuid_utils.uuid7().int)
