"""Kentongan: the system in which a whole regency's work runs together."""

__version__ = "0.1.0"
