"""Changes of this room, each in one transaction with its audit line."""
