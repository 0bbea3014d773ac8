"""Where things lie in a checkout."""

from pathlib import Path

from kentongan.config import env

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(env.text("VAR") or ROOT / "var").absolute()  # what changes: demo data, static files
EMBEDDED = VAR / "postgres"
REGENCIES = ROOT / "regencies"
