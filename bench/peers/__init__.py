"""Peers from PyPI, run beside ours: each in a virtual environment of its own, never in ours."""
