"""What tests of the live process need of this room's inside."""

from kentongan.rooms.cameras.models import Look
from kentongan.rooms.cameras.services.looking import open_look

__all__ = ["Look", "open_look"]
