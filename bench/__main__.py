"""All benches, one after the other, each with the command that runs it alone."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def list_benches() -> list[str]:
    """Return the names of the benches: files that can be run."""
    files = sorted(FOLDER.glob("[a-z]*.py"))
    return [file.stem for file in files if 'if __name__ == "__main__"' in file.read_text()]


def main() -> int:
    """Run those named, or all; 1 when one of them failed."""
    failed = []
    for name in sys.argv[1:] or list_benches():
        sys.stdout.write(f"\n$ python -m bench.{name}\n")
        sys.stdout.flush()
        if subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode != 0:
            failed.append(name)
    if failed:
        sys.stdout.write(f"\nnot reached or failed: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
