"""Everything CI looks at but the tests. Runs all, then says what failed."""

import subprocess
import sys
import time

PY = sys.executable
BIN = PY.rsplit("/", 1)[0]
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


def main() -> None:
    """Run the named checks, or all."""
    chosen = sys.argv[1:] or list(CHECKS)
    failed = []
    for name in chosen:
        started = time.monotonic()
        done = subprocess.run(
            CHECKS[name], check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        answer = "ok" if done.returncode == 0 else "FAILED"
        print(f"{name:12} {answer:7} {time.monotonic() - started:5.1f} s", flush=True)
        if done.returncode != 0:
            failed.append(name)
            print(done.stdout, flush=True)
    if failed:
        sys.exit(f"make check: {', '.join(failed)} failed")
    print("make check: all good")


if __name__ == "__main__":
    main()
