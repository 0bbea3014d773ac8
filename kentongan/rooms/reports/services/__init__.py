"""Verbs: the only place of the room that writes."""
