"""How the room's things are shown."""
