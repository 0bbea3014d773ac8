"""Pages of the room: the own account, and who works at which office."""
