"""Decisions: values in, value out."""
