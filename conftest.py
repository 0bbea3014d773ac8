"""Tests run on a real PostgreSQL: DATABASE_URL, or a fast one of our own that is started here."""

import os

from kentongan.config import catalogues, env, postgres
from kentongan.config.paths import VAR

env.set_default("EMAIL_URL", "memory:")
env.set_default("DEMO", "0")
env.set_default("SECRET_KEY", "only-for-tests-" * 4)
catalogues.compile_stale()
env.set_default("STATIC_COLLECTED", "0")
if not env.text("DATABASE_URL"):
    server = postgres.find_server(VAR / "test-postgres")
    server.use(fast=True)
    os.environ["DATABASE_URL"] = server.url  # noqa: TID251 - before the settings are read
