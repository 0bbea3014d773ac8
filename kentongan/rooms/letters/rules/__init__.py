"""Decisions of this room: values in, value out; law cited."""
