#!/usr/bin/env python3
"""Kentongan's command line."""

import sys

from kentongan.config import catalogues, embedded, env, processes


def main() -> None:
    """Run a command; start the embedded database for it when no DATABASE_URL is set."""
    env.set_default("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
    processes.check_parent()
    catalogues.compile_stale()
    embedded.use_when_nothing_is_set(sys.argv[1:])
    if sys.argv[1:] == ["live"]:  # needs the settings only: a second less to start, half the memory
        from kentongan.config import servers

        servers.serve_live()
        return
    if sys.argv[1:2] == ["up"] and {*sys.argv[2:]} <= {"--demo"}:  # loads Django when it must
        from kentongan.config import starting

        starting.run()
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
