#!/usr/bin/env python3
"""Kentongan's command line."""

import atexit
import sys

from kentongan.config import env, postgres


def main() -> None:
    """Run a command; start the embedded database for it when no DATABASE_URL is set."""
    env.set_default("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
    if not env.text("DATABASE_URL"):
        from kentongan.config.paths import EMBEDDED

        server = postgres.find_server(EMBEDDED)
        if server.start():
            atexit.register(server.stop)
        env.set_default("DATABASE_URL", server.url)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
