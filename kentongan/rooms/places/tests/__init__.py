"""Tests of the places room; `TINY` is a small regency for the tests of any room."""

from pathlib import Path

DATA = Path(__file__).parent / "data"
TINY = DATA / "tiny"
NATIONAL = DATA / "national"
