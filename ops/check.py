"""Everything CI looks at but the tests. Runs all, two at once, then says what failed."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

PY = sys.executable
BIN = PY.rsplit("/", 1)[0]
AT_ONCE = 2
CHECKS = {
    "format": [PY, "-m", "ruff", "format", "--check", "."],
    "lint": [PY, "-m", "ruff", "check", "."],
    "types": [PY, "-m", "mypy", "kentongan", "bench", "manage.py", "conftest.py"],
    "floors": [f"{BIN}/lint-imports"],
    "templates": [PY, "-m", "djlint", "--lint", "--profile=django", "--quiet", "kentongan"],
    "migrations": [PY, "manage.py", "makemigrations", "--check", "--dry-run"],
    "django": [PY, "manage.py", "check", "--fail-level", "WARNING"],
    "packages": [PY, "-m", "deptry", "."],
    "spelling": [PY, "-m", "codespell_lib"],
    "reference": [PY, "manage.py", "write_reference", "--check"],
    "permissions": [PY, "manage.py", "list_permissions", "--check"],
    "workflows": [PY, "manage.py", "draw_workflows", "--check"],
    "words": [PY, "-m", "pytest", "-q", "tests/house/test_catalogues_are_complete.py"],
}  # fmt: skip


def look(name):
    """Run one check; return its seconds and, when it failed, what it said."""
    started = time.monotonic()
    done = subprocess.run(
        CHECKS[name], check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return time.monotonic() - started, done.stdout if done.returncode else None


def main() -> None:
    """Run the named checks, or all: the types, which take longest, beside the others."""
    chosen = sys.argv[1:] or list(CHECKS)
    failed = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = {name: pool.submit(look, name) for name in sorted(chosen, key="types".__ne__)}
        for name in chosen:
            seconds, said = found[name].result()
            print(f"{name:12} {'ok' if said is None else 'FAILED':7} {seconds:5.1f} s", flush=True)
            if said is not None:
                failed.append(name)
                print(said, flush=True)
    if failed:
        sys.exit(f"make check: {', '.join(failed)} failed")
    print("make check: all good")


if __name__ == "__main__":
    main()
