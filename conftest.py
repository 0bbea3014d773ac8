"""Tests run on a real PostgreSQL: DATABASE_URL, or a fast one of our own that is started here."""

import os

from kentongan.config import env, postgres
from kentongan.config.paths import VAR

env.set_default("EMAIL_URL", "memory:")
env.set_default("DEMO", "0")
if not env.text("DATABASE_URL"):
    server = postgres.find_server(VAR / "test-postgres")
    server.start(fast=True)
    os.environ["DATABASE_URL"] = server.url  # noqa: TID251 - before the settings are read
