"""The sealed address of a building, for whom the building is shown."""

from kentongan.foundation import vault
from kentongan.rooms.permits.models import Building

ADDRESS = "building address"  # purpose of the seal


def seal_address(address: str) -> bytes:
    """Return the address as the table keeps it."""
    return vault.seal(address, purpose=ADDRESS)


def read_address(building: Building) -> str:
    """Return the address of a building, "" when it was forgotten."""
    sealed = bytes(building.address_sealed)
    return vault.unseal(sealed, purpose=ADDRESS) if sealed else ""
