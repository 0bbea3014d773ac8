"""Tests run on a real PostgreSQL: DATABASE_URL, or a fast one of our own that is started here."""

from django.conf import settings

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
    env.change("DATABASE_URL", server.url)
    if settings.configured:  # pytest-django has read them before it came to this file
        settings.DATABASES["default"].update(env.database(server.url))
