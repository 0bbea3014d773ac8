"""Which live process a page asks first for a camera, when none pulls it yet."""

from collections.abc import Sequence
from hashlib import blake2b


def choose_address(camera: str, addresses: Sequence[str], *, avoid: str = "") -> str:
    """
    Return one of the addresses, the same for every page (highest random weight, Thaler 1996).

    When one is added or lost only its own cameras move. `avoid` did not answer just now.
    """
    others = [address for address in addresses if address != avoid] or [*addresses]
    return max(others, key=lambda one: blake2b(f"{camera} {one}".encode()).digest())
